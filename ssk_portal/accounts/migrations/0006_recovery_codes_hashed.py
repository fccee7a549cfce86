"""Recovery codes were encrypted and are hashed from here on. Codes in people's hands stay good; what nobody has seen goes."""

import hmac
from hashlib import sha1

from django.contrib.auth.hashers import make_password
from django.db import migrations

from ssk_portal.accounts.factors.adapter import FactorAdapter, Unreadable


def codes_of(seed: str) -> list[str]:
    """The ten codes of eight digits that allauth made of a seed."""
    made, digest = [], hmac.new(seed.encode("ascii"), digestmod=sha1)
    for number in range(10):
        digest.update(f"{number:3},".encode())
        made.append(str(int.from_bytes(digest.digest()[:4], "big") % 10**8).zfill(8))
    return made


def hash_codes(apps, schema_editor):
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type="recovery_codes", data__has_key="seed"):
        try:
            codes = codes_of(FactorAdapter().decrypt(row.data["seed"]))
        except Unreadable:
            codes = []
        if not codes or not row.data.get("viewed_at"):
            row.delete()
            continue
        row.data = {"hashes": [make_password(code) for number, code in enumerate(codes) if not row.data["used_mask"] & 1 << number]}
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_cache_table"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(hash_codes, migrations.RunPython.noop)]
