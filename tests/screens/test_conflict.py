"""Two people change one row: the second sees both versions and loses nothing."""

from ssk_portal.accounts.models import User
from tests.screens.subject import changed_user, update_url


def test_the_second_sees_both_and_decides(login, cast):
    user = cast["tabalong"]
    late = changed_user(user, name="Yang Kedua", agency="Bappeda")
    login("admin").post(update_url(user), changed_user(user, name="Yang Pertama"))
    client = login("admin_kalsel")
    answer = client.post(update_url(user), late)
    assert answer.status_code == 409
    assert [(row.label, row.typed, row.now) for row in answer.context["conflict"]] == [("Nama", "Yang Kedua", "Yang Pertama"), ("Instansi", "Bappeda", "–")]
    assert answer.context["form"]["agency"].value() == "Bappeda"
    assert User.objects.get(pk=user.pk).name == "Yang Pertama"
    again = late | {"row_version": answer.context["row_version"]}
    assert client.post(update_url(user), again).status_code == 302
    assert User.objects.get(pk=user.pk).name == "Yang Kedua"


def test_a_third_in_between_is_seen_too(login, cast):
    user = cast["tabalong"]
    late = changed_user(user, name="Kedua")
    login("admin").post(update_url(user), changed_user(user, name="Pertama"))
    client = login("admin_kalsel")
    seen = client.post(update_url(user), late).context["row_version"]
    login("admin").post(update_url(user), changed_user(user, name="Ketiga"))
    assert login("admin_kalsel").post(update_url(user), late | {"row_version": seen}).status_code == 409


def test_without_a_version_nothing_is_written(login, cast):
    user = cast["tabalong"]
    for version in (None, "", "x", "-1", "999"):
        sent = changed_user(user, name="Lain", row_version=version)
        if version is None:
            del sent["row_version"]
        assert login("admin").post(update_url(user), sent).status_code == 409
    assert User.objects.get(pk=user.pk).name == user.name
