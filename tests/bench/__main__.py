"""Runs the bench, prints what it found and judges the goals; ends with 1 where one is missed."""

import sys

from tests.bench import figures, measuring, stage, template
from tests.bench.variants import Floor, admin_list

KB = 1024


def judge(rows) -> bool:
    """Print the goals; returns whether all of them are met."""
    for name, value, limit, unit in rows:
        print(f"  {'met   ' if value <= limit else 'MISSED'} {name}: {value:.2f} {unit} (goal {limit:.2f})")
    return all(value <= limit for _name, value, limit, _unit in rows)


def times_table(timed):
    """Each page's times, and how many times its floor it takes."""
    print(f"\n{'page':22} {'median ms':>10} {'p10 ms':>9} {'x floor':>8}")
    for name, one in timed.items():
        floor = timed.get(f"floor {name[-1]}")
        print(f"{name:22} {one.median:10.2f} {one.low:9.2f} " + (f"{one.median / floor.median:8.2f}" if floor else f"{'':>8}"))


def judge_times(timed, officer) -> bool:
    if busy := measuring.unsteady(timed):
        print(f"  the machine was busy ({', '.join(busy)} differ by more than {measuring.UNSTEADY:.0%} between rounds): times are not judged")
        return True
    preview, taking = template.seconds(officer)
    print(f"  a template of 514 rows: {preview:.2f} s to look it through, {taking:.2f} s to take it over")
    return judge([
        ("P1 country's board against its floor", timed["board N"].median / timed["floor N"].median, 1.5, "x"),
        ("P2 province's board over its floor", timed["board P"].median - timed["floor P"].median, 3.5, "ms"),
        ("P2 a district's form", timed["district's form"].median, 12, "ms"),
        ("a template of 514 rows with its preview", preview + taking, 5, "s"),
    ])  # fmt: skip


def main():
    stage.prepare()
    figures.seed()
    from ssk_portal.accounts.grants import Role
    from ssk_portal.milestones.models import Progress
    from ssk_portal.regions.models import Region

    server, floor = stage.Server(), Floor()
    officer, cookie_n = stage.signed_in(Role.NATIONAL, "ID")
    provincial, cookie_p = stage.signed_in(Role.PROVINCIAL, "63")
    # The province with the most regencies and cities: 38.
    widest, cookie_widest = stage.signed_in(Role.PROVINCIAL, "35")
    staff, cookie_d = stage.signed_in(Role.DISTRICT, "63.09")
    province = Region.objects.get(code="63")
    draft = Progress.objects.filter(region__code="63.09", state__in=("draft", "returned")).order_by("milestone__number").first()
    admin = admin_list(officer)
    variants = {
        "floor P": lambda: floor.page(province.pk),
        "board P": lambda: server.get("/papan/", cookie_p),
        "floor N": lambda: floor.page(None),
        "board N": lambda: server.get("/papan/", cookie_n),
        "admin P": lambda: admin(f"region__province__id__exact={province.pk}"),
        "admin N": lambda: admin(""),
        "district's form": lambda: server.get(f"{draft.get_absolute_url()}ubah/", cookie_d),
        "Pokja of P": lambda: server.get("/rekap-pokja/", cookie_widest),
        "Pokja of N": lambda: server.get("/rekap-pokja/", cookie_n),
        "start page": lambda: server.get("/", cookie_p),
        "charts of P": lambda: server.get("/papan/grafik/", cookie_p),
        "charts of N": lambda: server.get("/papan/grafik/", cookie_n),
        "queue of P": lambda: server.get("/milestone/antrean/", cookie_p),
        **figures.pages(server, {"national": cookie_n, "provincial": cookie_p, "district": cookie_d}),
    }
    for run in variants.values():
        run()
    timed = measuring.measure(variants)
    times_table(timed)
    weights = measuring.static_weight()
    shared = sum(weights.values())
    pages = {name: len(server.get(path, cookie, "gzip")) for name, path, cookie in (("P", "/papan/", cookie_p), ("N", "/papan/", cookie_n), ("login", "/masuk/", ""))}
    print("\ncompressed: " + ", ".join(f"{name} {size / KB:.1f} KB" for name, size in {**weights, **pages}.items()))
    print("\ngoals")
    met = judge([
        ("P4 statements of the province's board", measuring.statements(provincial, "/papan/"), 4, ""),
        ("P4 statements of the country's board", measuring.statements(officer, "/papan/"), 4, ""),
        ("P4 statements of the Pokja of a province of 38", measuring.statements(widest, "/rekap-pokja/"), 6, ""),
        ("P4 statements of the Pokja of the country", measuring.statements(officer, "/rekap-pokja/"), 5, ""),
        *figures.statements({"national": officer, "provincial": provincial, "district": staff}),
        ("the page alone, country's board", pages["N"] / KB, 25, "KB"),
        ("P7 first visit, province's board", (pages["P"] + shared) / KB, 24, "KB"),
        ("P7 first visit, country's board", (pages["N"] + shared) / KB, 40, "KB"),
        ("P7 first visit, sign-in", (pages["login"] + shared) / KB, 16, "KB"),
        ("P7 style sheet and scripts", (weights["css/portal.css"] + weights["js/menu.js"]) / KB, 18, "KB"),
    ])  # fmt: skip
    sys.exit(0 if judge_times(timed, officer) and met else 1)


if __name__ == "__main__":
    main()
