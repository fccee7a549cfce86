"""What the forms of users send."""

from django.urls import reverse

from ssk_portal.accounts.models import User
from tests.factories import key


def url(name, user=None):
    return reverse(f"accounts:user_{name}", args=[user.pk] if user else [])


def particulars(user, **changed):
    fields = {name: getattr(user, name) for name in ("name", "post", "agency", "email", "telephone", "role")}
    return key(**fields | {"region": user.region_id, "row_version": User.objects.get(pk=user.pk).version} | changed)


NEW = {"username": "budi", "name": "Budi Santoso", "role": "district_staff", "email": "", "how": "first_password", "language": "id"}


def new(regions, **changed):
    return key(**NEW | {"region": regions["63.09"].pk} | changed)
