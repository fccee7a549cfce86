"""Filled-in sheets of members, with and without faults."""

from datetime import date

from ssk_portal.pokja.models import Rank
from tests.pokja import factories
from tests.sheets import book

HEAD = [
    "Kode", "Kedudukan *", "Nama kedudukan", "Bidang", "Dijabat oleh (ex officio)", "Lembaga",
    "Nama", "Jabatan di instansi asal", "Telepon", "Surel", "Sejak", "Sampai",
]  # fmt: skip
PLACE = {name: place for place, name in enumerate(["code", "rank", "title", "field", "office", "institution", "name", "post", "telephone", "email", "since", "until"])}
FAULTY = {5: ("rank", "Ketau"), 12: ("institution", "Dinas Kesehatn"), 20: ("since", "31/02/2026")}
# What is wrong with `forty(faulty=True)`, by row and column, in the order of the rows.
FAULTS = [(5, "B – Kedudukan"), (12, "F – Lembaga"), (20, "K – Sejak"), (25, "I – Telepon"), (30, "D – Bidang"), (42, "G – Nama")]


def line(**cells) -> list[str]:
    """A row of the sheet from its cells by name."""
    return [cells.get(name, "") for name in PLACE]


def sheet(*lines, title="Anggota", change=None):
    return book([HEAD, *lines], title=title, change=change)


def forty(*, faulty=False, title="Anggota"):
    """A sheet of 40 new members of two institutions, as a district fills it in; with six faults, where asked for."""
    agencies = ("Bappeda", "Dinas Kesehatan")
    same = {"rank": "Anggota", "field": "Teknis", "since": "02/01/2026"}
    lines = [line(**same, institution=agencies[place % 2], name=f"Anggota {place}", telephone=f"08123{place:05}") for place in range(40)]
    if faulty:
        for row, (name, text) in FAULTY.items():
            lines[row - 2][PLACE[name]] = text
        lines.append(lines[0])
    return sheet(*lines, title=title, change=_spoil if faulty else None)


def _spoil(made, filled):
    filled.write_formula(24, PLACE["telephone"], '="0812"&"345"', None, "0812345")
    filled.merge_range(29, PLACE["field"], 30, PLACE["field"], "Teknis")


def staffed(region):
    """A Pokja with its decree; in it a chair, a vacant deputy, an upcoming secretary and one who left; and two institutions."""
    group = factories.pokja(region)
    factories.decree(group)
    bappeda = factories.institution(region)
    factories.institution(region, "Dinas Kesehatan", short_name="Dinkes")
    chair = factories.position(group, Rank.CHAIR, office="Sekretaris Daerah", institution=bappeda)
    factories.position(group, Rank.DEPUTY, order=1)
    secretary = factories.position(group, Rank.SECRETARY)
    factories.member(chair, "Siti Aminah", post="Sekda", telephone="0811", email="siti@example.org", since=date(2024, 1, 2))
    factories.member(chair, "Ahmad", since=date(2020, 1, 2), until=date(2024, 1, 1))
    factories.member(secretary, "Budi", since=date(2098, 1, 1))
    return group
