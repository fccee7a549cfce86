"""`make bench`: the boards beside the bare floor and Django's own admin, in one run.

The floor is what nothing on this machine can beat: psycopg fetches the same cells and
a string join prints them. Everything is measured in turn, in rounds, and judged by
ratios; where the rounds differ too much the machine was busy and nothing is judged.

    python -m tests.bench            seeds a database of its own under var/bench, then measures
"""

import gzip
import os
import statistics
import sys
import time
from io import BytesIO, StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ["SSK_MODE"] = "demo"
os.environ.setdefault("SSK_VAR", str(ROOT / "var" / "bench"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ssk_portal.settings")

ROUNDS, TIMES = 3, 40
UNSTEADY = 0.25
KB = 1024


def prepare():
    """A database of its own with the regions, the reference data and the national set."""
    import django

    django.setup()
    from django.core.management import call_command

    from ssk_portal.milestones.models import Assistance

    quiet = {"verbosity": 0, "stdout": StringIO()}
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, **quiet)
    call_command("load_regions", stdout=StringIO())
    call_command("load_reference", stdout=StringIO())
    if not Assistance.objects.filter(note="seed_national").exists():
        print("seeding the national set ...")
        call_command("seed_national", stdout=StringIO())


def signed_in(role, code):
    """The session cookie of a user with this role in this region."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    from ssk_portal.accounts.models import User
    from ssk_portal.regions.models import Region

    region = Region.objects.get(code=code)
    user = User.objects.filter(username=f"bench-{code.lower()}").first() or User.objects.create_user(f"bench-{code.lower()}", name="Bench", role=role, region=region)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["began"] = session["used"] = timezone.now().isoformat()
    session.save()
    return user, f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class Server:
    """The portal as granian calls it: every middleware, no network."""

    def __init__(self):
        from ssk_portal.wsgi import application

        self.application = application

    def get(self, path, cookie="", encoding=""):
        """The body of a page as it would be sent; anything but 200 stops the run."""
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1",
            "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "HTTP_COOKIE": cookie, "HTTP_ACCEPT_ENCODING": encoding,
        }  # fmt: skip
        told = []
        answer = self.application(environ, lambda status, headers, *_rest: told.append(status))
        body = b"".join(answer)
        answer.close()
        if not told[0].startswith("200"):
            raise SystemExit(f"{path} answered {told[0]}")
        return body


class Floor:
    """psycopg and a string join: the same cells, nothing else."""

    def __init__(self):
        import psycopg
        from django.db import connection

        connection.ensure_connection()
        self.connection = psycopg.connect(connection.connection.info.dsn, password=connection.connection.info.password or None, autocommit=True)

    def page(self, region_pk):
        from datetime import date

        from ssk_portal.reporting.board import CELLS

        cells = self.connection.execute(CELLS, {"today": date.today(), "region": region_pk}).fetchall()
        parts = ["<table>"]
        for code, _kind, name, cohort, _number, pk, state, days, missing in cells:
            parts.append(f"<tr><th><a href=/wilayah/{code}/>{name}</a><td>{cohort}<td class=s-{state}><a href=/milestone/{pk}/>{state}<i>{days} hari</i><b>{missing}</b></a>")
        return "".join(parts).encode()


def admin_list(user):
    """Django's admin list of the same rows, as it is usually written."""
    from django.contrib import admin
    from django.test import RequestFactory

    from ssk_portal.milestones.models import Progress

    class PlainAdmin(admin.ModelAdmin):
        list_display = ["district", "cohort", "milestone", "state", "state_since"]
        list_select_related = ["assistance__district", "milestone__scheme"]
        list_per_page = 5000
        has_view_permission = has_module_permission = lambda self, request, obj=None: True
        has_change_permission = has_add_permission = has_delete_permission = lambda self, request, obj=None: False

        def district(self, row):
            return row.assistance.district.full_name

        def cohort(self, row):
            return row.assistance.cohort_year

    plain = PlainAdmin(Progress, admin.site)

    def render(query):
        request = RequestFactory().get(f"/admin/milestones/progress/?{query}")
        request.user = user
        return plain.changelist_view(request).render().content

    return render


def measure(variants):
    """Median and p10 in milliseconds of each variant, all taken in turn; None where the rounds were unsteady."""
    rounds = []
    for _round in range(ROUNDS):
        times = {name: [] for name in variants}
        for turn in range(TIMES):
            for name, run in variants.items():
                if name.startswith("admin") and turn >= 5:
                    continue
                start = time.perf_counter()
                run()
                times[name].append((time.perf_counter() - start) * 1000)
        rounds.append({name: (statistics.median(values), sorted(values)[len(values) // 10]) for name, values in times.items()})
    medians = {name: [one[name][0] for one in rounds] for name in variants}
    unsteady = [name for name, values in medians.items() if not name.startswith("admin") and (max(values) - min(values)) / min(values) > UNSTEADY]
    best = {name: (statistics.median(medians[name]), min(one[name][1] for one in rounds)) for name in variants}
    return best, unsteady


def queries(user, path):
    """How many statements a page sends."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def static_weight():
    """The compressed bytes of what a first visit loads beside the page: style sheet, icons, mark."""
    from django.contrib.staticfiles import finders

    weights = {}
    for name in ("css/portal.css", "img/icons.svg", "img/favicon.svg"):
        weights[name] = len(gzip.compress(Path(finders.find(name)).read_bytes(), 9))
    return weights


def judge(rows):
    """Print the goals; returns whether all of them are met."""
    for name, value, limit, unit in rows:
        print(f"  {'met   ' if value <= limit else 'MISSED'} {name}: {value:.2f} {unit} (goal {limit:.2f})")
    return all(value <= limit for _name, value, limit, _unit in rows)


def main():
    prepare()
    from ssk_portal.accounts.grants import Role
    from ssk_portal.regions.models import Region

    server, floor = Server(), Floor()
    officer, cookie_n = signed_in(Role.NATIONAL, "ID")
    provincial, cookie_p = signed_in(Role.PROVINCIAL, "63")
    province = Region.objects.get(code="63")
    render = admin_list(officer)
    variants = {
        "floor P": lambda: floor.page(province.pk),
        "board P": lambda: server.get("/papan/", cookie_p),
        "floor N": lambda: floor.page(None),
        "board N": lambda: server.get("/papan/", cookie_n),
        "admin P": lambda: render("assistance__district__province__id__exact=" + str(province.pk)),
        "admin N": lambda: render(""),
    }
    for run in variants.values():
        run()
    result, unsteady = measure(variants)
    print(f"\n{'page':10} {'median ms':>10} {'p10 ms':>9} {'x floor':>8}")
    for name, (median, low) in result.items():
        print(f"{name:10} {median:10.2f} {low:9.2f} {median / result['floor ' + name[-1]][0]:8.2f}")
    weights = static_weight()
    shared = sum(weights.values())
    pages = {name: len(server.get(path, cookie, "gzip")) for name, path, cookie in (("P", "/papan/", cookie_p), ("N", "/papan/", cookie_n), ("login", "/masuk/", ""))}
    print("\ncompressed: " + ", ".join(f"{name} {size / KB:.1f} KB" for name, size in {**weights, **pages}.items()))
    counted = {"P": queries(provincial, "/papan/"), "N": queries(officer, "/papan/")}
    print("\ngoals")
    met = judge([
        ("P4 statements of the province's board", counted["P"], 4, ""),
        ("P4 statements of the country's board", counted["N"], 4, ""),
        ("P7 first visit, province's board", (pages["P"] + shared) / KB, 24, "KB"),
        ("P7 first visit, country's board", (pages["N"] + shared) / KB, 40, "KB"),
        ("P7 first visit, sign-in", (pages["login"] + shared) / KB, 16, "KB"),
        ("P7 style sheet and scripts", weights["css/portal.css"] / KB, 18, "KB"),
    ])  # fmt: skip
    if unsteady:
        print(f"  the machine was busy ({', '.join(unsteady)} differ by more than {UNSTEADY:.0%} between rounds): times are not judged")
    else:
        met = judge([
            ("P1 country's board against its floor", result["board N"][0] / result["floor N"][0], 1.5, "x"),
            ("P2 province's board over its floor", result["board P"][0] - result["floor P"][0], 3.5, "ms"),
        ]) and met  # fmt: skip
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
