"""The database that is measured, who signs in to it, and the portal as its server calls it."""

import os
import sys
from datetime import date
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path

OFFICES = (
    "Sekretaris Daerah", "Kepala Bappeda", "Kepala Dinas PUPR", "Kepala Dinas Lingkungan Hidup", "Kepala Dinas Kesehatan", "Kepala Diskominfo", "Kepala Bagian Hukum",
    "Kepala UPTD IPLT Dinas Lingkungan Hidup", "Camat",
)  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]


def prepare():
    """A database of its own with the regions, the reference data and the national set. First of all: sets Django up."""
    os.environ["SSK_MODE"] = "demo"
    os.environ.setdefault("SSK_VAR", str(ROOT / "var" / "bench"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ssk_portal.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from ssk_portal.milestones.models import Assistance
    from ssk_portal.reporting.demo import preparation

    try:
        if preparation.tables_are_missing():
            preparation.migrate()
    except preparation.OfAnotherVersion as error:
        sys.exit(str(error))
    call_command("collectstatic", interactive=False, verbosity=0, stdout=StringIO())
    call_command("load_regions", stdout=StringIO())
    call_command("load_reference", stdout=StringIO())
    if not Assistance.objects.filter(note="seed_national").exists():
        print("seeding the national set ...")
        call_command("seed_national", stdout=StringIO())
    seed_pokja()


def seed_pokja():
    """A Pokja for nine districts in ten: a decree of today's year or of last one, twenty seats, most of them filled."""
    from django.db import connection

    from ssk_portal.pokja.models import Decree, Member, Pokja, Position
    from ssk_portal.regions.models import Region

    if Pokja.objects.exists():
        return
    districts = [district for number, district in enumerate(Region.objects.districts()) if number % 10]
    groups = Pokja.objects.bulk_create(Pokja(region=district, name=f"Pokja PKP {district}") for district in districts)
    years = [date.today().year - (number % 4 == 0) for number in range(len(groups))]
    decrees = Decree.objects.bulk_create(
        Decree(pokja=group, kind="bupati", number="1", date=date(year, 1, 2), valid_to=date(year, 12, 31)) for group, year in zip(groups, years, strict=True)
    )
    seats = Position.objects.bulk_create(
        Position(pokja=decree.pokja, decree=decree, order=number, office=OFFICES[number % len(OFFICES)]) for decree in decrees for number in range(20)
    )
    Member.objects.bulk_create(Member(position=seat, name=f"Anggota {number}") for number, seat in enumerate(seats) if number % 5)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def signed_in(role, code):
    """A user with this role in this region, and the cookies of a browser on its second page."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone
    from django.utils.crypto import get_random_string

    from ssk_portal.accounts.models import User
    from ssk_portal.regions.models import Region

    region, name = Region.objects.get(code=code), f"bench-{code.lower()}"
    user = User.objects.filter(username=name).first() or User.objects.create_user(name, name="Bench", role=role, region=region)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["began"] = session["used"] = timezone.now().isoformat()
    session.save()
    return user, f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={get_random_string(32)}"


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
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "HTTP_COOKIE": cookie, "HTTP_ACCEPT_ENCODING": encoding,
        }  # fmt: skip
        told = []
        answer = self.application(environ, lambda status, headers, *_rest: told.append(status))
        body = b"".join(answer)
        answer.close()
        if not told[0].startswith("200"):
            raise SystemExit(f"{path} answered {told[0]}")
        return body
