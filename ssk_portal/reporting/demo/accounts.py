"""The people of the demo. Their passwords are no secret, so they exist in the demo only."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.models import User
from ssk_portal.audit.actors import acting
from ssk_portal.regions.models import Region
from ssk_portal.reporting.demo import notes


@dataclass(frozen=True)
class Account:
    username: str
    password: str
    role: Role
    region: str  # code
    name: str


ACCOUNTS = (
    Account("admin", "jembatan-bambu-71", Role.ADMINISTRATOR, "ID", "Administrator Portal"),
    Account("pusat", "cemara-tinggi-42", Role.NATIONAL, "ID", "Petugas Pusat"),
    Account("kalsel", "jukung-laju-6300", Role.PROVINCIAL, "63", "Petugas Kalimantan Selatan"),
    Account("kalteng", "rimba-lestari-62", Role.PROVINCIAL, "62", "Petugas Kalimantan Tengah"),
    Account("sumbar", "atap-gonjong-1300", Role.PROVINCIAL, "13", "Petugas Sumatera Barat"),
    Account("hst", "kebun-rambutan-07", Role.DISTRICT, "63.07", "Staf Hulu Sungai Tengah"),
    Account("tabalong", "langsat-manis-09", Role.DISTRICT, "63.09", "Staf Tabalong"),
    Account("gumas", "perahu-kayu-6210", Role.DISTRICT, "62.10", "Staf Gunung Mas"),
    Account("lamandau", "hutan-pinus-6209", Role.DISTRICT, "62.09", "Staf Lamandau"),
    Account("katingan", "rotan-halus-6206", Role.DISTRICT, "62.06", "Staf Katingan"),
    Account("kotasolok", "sawah-kuning-72", Role.DISTRICT, "13.72", "Staf Kota Solok"),
    Account("pembaca", "lampu-meja-terang", Role.READER, "ID", "Pembaca"),
)
NAMES = [account.username for account in ACCOUNTS]
NOTED_ON = "accounts_user"  # how the accounts were left


class NotADemo(Exception):
    """The portal does not run as a demo, or the database holds other people than the demo's."""


@transaction.atomic
def make() -> None:
    """Make the accounts that are missing, and give the others back the password that is printed.

    Raises NotADemo anywhere but in the demo.
    """
    if not settings.DEMO:
        raise NotADemo("Demo accounts are made in the demo only (SSK_MODE=demo).")
    # Trying a password takes time on purpose: not done while every account is as it was left.
    if notes.read(NOTED_ON) == _digest():
        return
    existing = {user.username: user for user in User.objects.filter(username__in=NAMES)}
    with acting(User.objects.system()):
        for account in ACCOUNTS:
            if account.username in existing:
                _restore(existing[account.username], account)
            else:
                _make(account)
    notes.write(NOTED_ON, _digest())


def _digest() -> str:
    """SHA-256 of how the accounts stand in the table above and in the database."""
    rows = User.objects.filter(username__in=NAMES).order_by("username").values_list("username", "password", "is_active")
    return hashlib.sha256(repr([ACCOUNTS, *rows]).encode()).hexdigest()


def _make(account: Account) -> None:
    region = Region.objects.get(code=account.region)
    User.objects.create_user(account.username, account.password, name=account.name, role=account.role, region=region, email=f"{account.username}@example.org")


def _restore(user: User, account: Account) -> None:
    if not (user.is_active and user.check_password(account.password)):
        user.is_active, user.must_change_password = True, False
        user.set_password(account.password)
        user.save()


def table() -> str:
    """The accounts as lines to print: user name, password, role, region."""
    regions = Region.objects.in_bulk({account.region for account in ACCOUNTS}, field_name="code")
    lines = [("user name", "password", "role", "region")]
    lines += [(account.username, account.password, str(account.role.label), regions[account.region].full_name) for account in ACCOUNTS]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  " + "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip() for line in lines)
