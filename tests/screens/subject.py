"""The screens on which the common behaviour is tried: those of users."""

import re

from django.urls import reverse

from ssk_portal.accounts.models import User
from tests.factories import PASSWORD, key

LIST = reverse("accounts:user_list")
CREATE = reverse("accounts:user_create")


def update_url(user) -> str:
    return reverse("accounts:user_update", args=[user.pk])


def new_user(region, **changed) -> dict:
    return key(**{"username": "budi", "name": "Budi Santoso", "role": "district_staff", "region": region.pk, "how": "first_password", "language": "id"} | changed)


def changed_user(user, **changed) -> dict:
    fields = {name: getattr(user, name) for name in ("name", "post", "agency", "email", "telephone", "role")}
    return key(**fields | {"region": user.region_id, "row_version": User.objects.get(pk=user.pk).version} | changed)


def messages_of(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def hidden_in(answer) -> dict:
    """The hidden fields of the page's form, as a browser sends them."""
    form = re.search(r'<form [^>]*id="entry".*?</form>', answer.content.decode(), re.DOTALL)[0]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))


def sign_in(client, name):
    return client.post("/masuk/", {"login": name, "password": PASSWORD})
