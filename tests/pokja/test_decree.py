"""The screens of a decree, its scan, and how it stands today."""

import re
from datetime import date

import pytest
from django.urls import reverse

from ssk_portal.audit.timeline import history_of
from ssk_portal.documents.models import Document
from ssk_portal.pokja.models import Decree, DecreeStatus, Position
from tests.common.uploads import files
from tests.factories import key
from tests.pokja import factories


@pytest.fixture
def group(regions):
    return factories.pokja(regions["63.09"])


def new(pokja):
    return reverse("pokja:decree_create", args=[pokja.pk])


def at(decree, name):
    return reverse(f"pokja:decree_{name}", args=[decree.pk])


def typed(**fields):
    return key(**({"kind": "bupati", "number": "188.45/7/2024", "date": "2024-03-01", "valid_from": "2024-03-01", "valid_to": "2099-12-31"} | fields))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"valid_to": date(2025, 8, 31)}, "in_force"),
        ({"valid_to": date(2025, 8, 30)}, "ending"),
        ({"valid_from": date(2025, 6, 1), "valid_to": date(2025, 6, 1)}, "ending"),
        ({"valid_to": date(2025, 5, 31)}, "expired"),
        ({"valid_from": date(2025, 6, 2), "valid_to": date(2026, 1, 1)}, "not_yet"),
        ({"valid_to": date(2026, 1, 1), "revoked_on": date(2025, 6, 1)}, "revoked"),
        ({"valid_to": date(2026, 1, 1), "revoked_on": date(2025, 6, 2)}, "ending"),
        ({"valid_to": None, "revoked_on": date(2026, 6, 1)}, "in_force"),
        ({"valid_from": date(2025, 1, 1), "valid_to": None}, "unknown"),
    ],
)
def test_how_it_stands_today(group, freezer_at, fields, status):
    with freezer_at("2025-06-01T03:00:00+00:00"):
        decree = factories.decree(group, **({"valid_from": None} | fields))
        assert decree.status == DecreeStatus(status)
        valid = status in ("in_force", "ending")
        assert list(Decree.objects.in_force(date(2025, 6, 1))) == ([decree] if valid else [])


def test_the_decree_in_force_counts_before_a_newer_one(group):
    factories.decree(group, number="2", date=date(2025, 1, 1), valid_to=None)
    older = factories.decree(group, number="1")
    assert group.newest_decree == older


class TestWrite:
    def test_its_sections_say_what_is_asked(self, login, group):
        form = login("tabalong").get(new(group)).content.decode()
        assert re.findall(r"<legend[^>]*>\s*([^<]*?)\s*<", form)[:2] == ["Jenis, nomor, dan penanda tangan", "Masa berlaku"]

    def test_the_district_adds_one_with_its_scan(self, login, group, cast):
        response = login("tabalong").post(new(group), typed(file=files.upload("SK Bupati 2024.pdf", files.pdf()), legal_basis="PP 14/2016"))
        decree = Decree.objects.get()
        assert response.url == f"{group.get_absolute_url()}#decrees"
        assert (decree.pokja, decree.number, decree.legal_basis) == (group, "188.45/7/2024", ["PP 14/2016"])
        assert (decree.scan.name, decree.scan.region, decree.scan.uploaded_by) == ("SK Bupati 2024.pdf", group.region, cast["tabalong"])

    def test_a_file_that_is_not_taken_is_an_error_at_its_field(self, login, group):
        response = login("tabalong").post(new(group), typed(file=files.upload("sk.pdf", files.HTML)))
        assert response.context["form"].errors.keys() == {"file"}
        assert response.context["form"]["number"].value() == "188.45/7/2024"
        assert (Decree.objects.count(), Document.objects.count()) == (0, 0)

    @pytest.mark.parametrize("what", files.HOSTILE)
    def test_no_hostile_file_comes_in_this_way(self, login, group, what):
        name, content = files.HOSTILE[what]
        response = login("tabalong").post(new(group), typed(file=files.upload(name, content)))
        assert response.context["form"].errors.keys() == {"file"}

    def test_a_file_that_must_be_chosen_again_is_named(self, login, group):
        response = login("tabalong").post(new(group), typed(kind="", file=files.upload("SK 2024.pdf", files.pdf())))
        assert response.context["form"].errors.keys() == {"kind"}
        assert "Pilih kembali berkas “SK 2024.pdf” sebelum menyimpan" in response.content.decode()

    def test_a_file_named_like_markup_is_told_as_text(self, login, group):
        page = login("tabalong").post(new(group), typed(kind="", file=files.upload("<img src=x>.pdf", files.pdf()))).content.decode()
        assert "&lt;img src=x&gt;.pdf" in page
        assert "<img src=x>" not in page

    def test_days_must_follow_each_other(self, login, group):
        response = login("tabalong").post(new(group), typed(valid_to="2024-01-01", revoked_on="2024-02-01"))
        assert response.context["form"].errors.keys() == {"valid_to", "revoked_on"}

    def test_a_number_stands_once_in_a_pokja(self, login, group):
        factories.decree(group, number="188.45/7/2024")
        response = login("tabalong").post(new(group), typed(valid_to=""))
        assert response.context["form"].non_field_errors() == ["Pokja ini sudah memiliki SK dengan nomor itu."]

    def test_it_replaces_only_decrees_of_its_region(self, login, group, regions):
        here, elsewhere = factories.decree(group), factories.decree(factories.pokja(regions["63.07"]))
        assert list(login("tabalong").get(new(group)).context["form"].fields["supersedes"].queryset) == [here]
        response = login("tabalong").post(new(group), typed(supersedes=elsewhere.pk, valid_to=""))
        assert response.context["form"].errors.keys() == {"supersedes"}

    def test_changing_keeps_replaces_or_removes_the_scan(self, login, group, cast):
        client, decree = login("tabalong"), factories.decree(group, by=cast["tabalong"], scan=files.pdf())

        def change(**fields):
            decree.refresh_from_db()
            client.post(at(decree, "update"), typed(row_version=decree.version, **fields))
            decree.refresh_from_db()
            return decree.scan and decree.scan.name

        assert change(number="9") == "SK Pokja.pdf"
        assert decree.number == "9"
        assert change(file=files.upload("SK baru.pdf", files.pdf(b"% new"))) == "SK baru.pdf"
        assert change(**{"file-clear": "on"}) is None

    def test_the_province_corrects_and_deletes_with_a_reason(self, login, group):
        client, decree = login("kalsel"), factories.decree(group)
        assert client.post(new(group), typed(number="2", valid_to="")).context["form"].errors.keys() == {"change_reason"}
        assert client.post(at(decree, "update"), typed(row_version=0)).context["form"].errors.keys() == {"change_reason"}
        assert client.post(at(decree, "delete"), key()).context["form"].errors.keys() == {"change_reason"}
        client.post(at(decree, "update"), typed(row_version=0, change_reason="Nomor salah"))
        client.post(at(decree, "delete"), key(change_reason="Bukan SK Pokja"))
        assert [entry.actor.reason for entry in history_of(decree)] == ["Bukan SK Pokja", "Nomor salah", ""]

    @pytest.mark.parametrize("field", ["date", "valid_from", "valid_to"])
    @pytest.mark.parametrize("day", ["0001-01-01", "0202-05-01", "9999-12-31"])
    def test_a_year_that_is_a_slip_of_the_hand_is_told_at_its_field(self, login, group, field, day):
        response = login("tabalong").post(new(group), typed(**{field: day}))
        assert "Periksa tahunnya." in response.context["form"].errors[field]
        assert Decree.objects.count() == 0

    def test_seats_go_with_their_decree_and_one_says_so(self, login, group):
        client, decree = login("tabalong"), factories.decree(group)
        factories.member(factories.position(group, decree=decree))
        free = factories.position(group)
        page = client.get(at(decree, "delete")).content.decode()
        assert "SK ini memuat 1 kedudukan dengan 1 anggota yang ikut terhapus." in page
        refused = client.post(at(decree, "delete"), key())
        assert refused.context["form"].errors == {"with_seats": ["Centang ini, atau pertahankan SK-nya: kedudukan tidak ada tanpa SK-nya."]}
        assert Decree.objects.count() == 1
        assert client.post(at(decree, "delete"), key(with_seats="on")).status_code == 302
        assert (Decree.objects.count(), list(Position.objects.all())) == (0, [free])

    def test_the_district_deletes_its_own(self, login, group):
        decree = factories.decree(group)
        assert login("tabalong").post(at(decree, "delete"), key()).url == group.get_absolute_url()
        assert Decree.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [("hst", "63.09", 404), ("gumas", "63.09", 404), ("kalteng", "63.09", 404), ("tabalong", "63", 403), ("pusat", "63.09", 403), ("pembaca", "63.09", 403)],
)
def test_who_may_not_write(login, regions, who, code, status):
    group = factories.pokja(regions[code])
    decree, client = factories.decree(group, number="1"), login(who)
    for url in (new(group), at(decree, "update"), at(decree, "delete")):
        assert client.get(url).status_code == status
        assert client.post(url, typed(row_version=0, change_reason="a")).status_code == status
    assert [found.number for found in Decree.objects.all()] == ["1"]


class TestScan:
    @pytest.mark.parametrize(
        ("who", "code", "status"),
        [
            ("tabalong", "63.09", 200), ("tabalong", "63", 200), ("hst", "63.09", 404), ("kalteng", "63.09", 404), ("kalsel", "63.09", 200),
            ("pusat", "63.09", 200), ("pembaca_tabalong", "63.09", 200), ("gumas", "63", 404),
        ],
    )  # fmt: skip
    def test_who_reads_the_decree_reads_its_scan(self, login, regions, cast, who, code, status):
        decree = factories.decree(factories.pokja(regions[code]), by=cast["kalsel"], scan=files.pdf())
        response = login(who).get(at(decree, "scan"))
        assert response.status_code == status
        if status == 200:
            assert b"".join(response.streaming_content) == files.pdf()
            assert response["Content-Disposition"] == 'inline; filename="SK Pokja.pdf"'
            assert response["Content-Security-Policy"].startswith("sandbox")
            assert response["X-Content-Type-Options"] == "nosniff"
        response.close()

    def test_without_a_scan_there_is_nothing(self, login, group):
        assert login("tabalong").get(at(factories.decree(group), "scan")).status_code == 404

    def test_it_is_only_read(self, login, group):
        assert login("tabalong").post(at(factories.decree(group), "scan")).status_code == 405

    def test_who_is_not_signed_in_is_led_to_the_door(self, client, group, cast):
        decree = factories.decree(group, by=cast["tabalong"], scan=files.pdf())
        assert client.get(at(decree, "scan")).url == f"/masuk/?next={at(decree, 'scan')}"

    def test_a_scan_that_was_replaced_or_removed_stays_findable(self, login, group, cast):
        client, decree = login("tabalong"), factories.decree(group, by=cast["tabalong"], scan=files.pdf())
        first = decree.scan
        client.post(at(decree, "update"), typed(row_version=0, file=files.upload("SK baru.pdf", files.pdf(b"% new"))))
        second = Decree.objects.get().scan
        client.post(at(decree, "update"), typed(row_version=1, **{"file-clear": "on"}))
        response = client.get(at(decree, "scans"))
        assert [(version.document, version.is_current) for version in response.context["versions"]] == [(second, False), (first, False)]
        for document, content in ((first, files.pdf()), (second, files.pdf(b"% new"))):
            answer = client.get(reverse("pokja:decree_scan_version", args=[decree.pk, document.pk]))
            assert b"".join(answer.streaming_content) == content
        assert f'href="{at(decree, "scans")}"' in client.get(group.get_absolute_url()).content.decode()

    def test_another_paper_is_no_version_of_it(self, login, regions, cast):
        decree, other = (factories.decree(factories.pokja(regions[code]), by=cast["kalsel"], scan=files.pdf()) for code in ("63.09", "63.07"))
        assert login("tabalong").get(reverse("pokja:decree_scan_version", args=[decree.pk, other.scan_id])).status_code == 404
        assert login("tabalong").get(at(decree, "scans")).context["versions"][0].document == decree.scan

    def test_without_any_the_page_says_so(self, login, group):
        assert "Pindaian SK belum diunggah." in login("tabalong").get(at(factories.decree(group), "scans")).content.decode()
