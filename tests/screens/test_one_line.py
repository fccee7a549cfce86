"""What is typed into a box of one line is one line, whoever sends it: a browser takes line breaks out, others do not."""

import pytest

from ssk_portal.accounts.models import User
from ssk_portal.screens.forms import one_line
from tests.accounts.test_admin import LIST, form_of
from tests.factories import key
from tests.pokja import factories as pokja
from tests.screens.subject import CREATE, changed_user, new_user, update_url

FORGED = "Budi\r\nBcc: semua@example.org\tSantoso\u202e\x1b[2J\u2028"
KEPT = "Budi Bcc: semua@example.org Santoso [2J"


@pytest.mark.parametrize("name", ["name", "post", "agency", "telephone"])
def test_in_a_form_of_the_portal(login, cast, regions, name):
    forged = "0812\r\n0813\t" if name == "telephone" else FORGED
    assert login("admin").post(CREATE, new_user(regions["63.09"], **{name: forged})).status_code == 302
    assert getattr(User.objects.get(username="budi"), name) == ("0812 0813" if name == "telephone" else KEPT)


def test_nothing_but_such_signs_is_nothing(login, cast, regions):
    answer = login("admin").post(CREATE, new_user(regions["63.09"], name="\x01\u202e\t"))
    assert answer.context["form"].errors["name"] == ["Isian ini wajib diisi."]


def test_in_the_administration_pages(login, cast):
    user = cast["tabalong"]
    assert login("admin").post(f"{LIST}{user.pk}/change/", form_of(user, name=FORGED)).status_code == 302
    assert User.objects.get(pk=user.pk).name == KEPT


def test_a_box_of_many_lines_keeps_them(login, cast, regions):
    reason = "Baris satu\r\nBaris dua"
    row = pokja.pokja(regions["63.09"])
    page = login("kalsel").get(f"/pokja/{row.pk}/ubah/")
    login("kalsel").post(f"/pokja/{row.pk}/ubah/", key(name="Pokja PKP", brand=row.brand, change_reason=reason, row_version=page.context["row_version"]))
    row.refresh_from_db()
    assert "\n" in type(row).pgh_event_model.objects.filter(pgh_obj_id=row.pk).latest("pgh_id").pgh_context["reason"]


def test_blanks_are_no_such_signs():
    assert one_line(" " * 200_000) == " " * 200_000


def test_a_text_without_them_stays_as_it_is(login, cast):
    user = cast["tabalong"]
    login("admin").post(update_url(user), changed_user(user, name="Siti  Aminah, S.T. – مرحبا"))
    assert User.objects.get(pk=user.pk).name == "Siti  Aminah, S.T. – مرحبا"
