"""The screens on which the common behaviour is tried: those of users."""

from django.urls import reverse

from ssk_portal.accounts.models import User
from tests.factories import key

LIST = reverse("accounts:user_list")
CREATE = reverse("accounts:user_create")


def update_url(user) -> str:
    return reverse("accounts:user_update", args=[user.pk])


def new_user(region, **changed) -> dict:
    return key(**{"username": "budi", "name": "Budi Santoso", "role": "district_staff", "region": region.pk} | changed)


def changed_user(user, **changed) -> dict:
    fields = {name: getattr(user, name) for name in ("name", "post", "agency", "email", "telephone", "role")}
    return key(**fields | {"region": user.region_id, "row_version": User.objects.get(pk=user.pk).version} | changed)


def messages_of(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]
