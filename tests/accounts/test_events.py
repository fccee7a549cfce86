"""The events of accounts: what is written down, what is never kept, who reads it, and that nobody alters it."""

import io
import re

import pytest
from django.core import mail
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import RequestFactory
from django.urls import path, reverse
from freezegun import freeze_time
from python_calamine import CalamineWorkbook

from ssk_portal.accounts import actions
from ssk_portal.accounts.events import AccountEvent, EventKind, like_a_name, record
from ssk_portal.accounts.models import User
from tests.factories import PASSWORD, key

LIST = "/pengguna/peristiwa/"
GOOD = "sungai barito mengalir jauh"


def told(**filters):
    """What is written down, oldest first: (kind, user name or what was typed)."""
    rows = AccountEvent.objects.filter(**filters).select_related("user").order_by("pk")
    return [(row.kind, row.user.username if row.user else row.typed) for row in rows]


def sign_in(client, name, password=PASSWORD):
    return client.post("/masuk/", {"login": name, "password": password})


def test_signing_in_and_out(client, cast):
    sign_in(client, "tabalong@example.org")
    client.post("/keluar/")
    assert told() == [("signed_in", "tabalong"), ("signed_out", "tabalong")]
    assert AccountEvent.objects.first().address == "127.0.0.1"


def test_failures_up_to_the_pause(client, cast):
    for _try in range(12):
        sign_in(client, "tabalong", "salah")
    assert told() == [("sign_in_failed", "tabalong")] * 10 + [("paused", "tabalong")]


def test_a_name_that_nobody_has_is_kept_as_it_was_typed(client, cast):
    sign_in(client, "Siti", "salah")
    sign_in(client, "siti@example.org", "salah")
    assert told() == [("sign_in_failed", "siti"), ("sign_in_failed", "siti@example.org")]


@pytest.mark.parametrize("typed", [PASSWORD, GOOD, "Rahasia!99", "7mht-mhbs-te27", "x" * 61, "a b", "<b>", "12345678901@"])
def test_what_could_be_a_password_is_not_kept(client, cast, typed):
    sign_in(client, typed, "salah")
    assert told() == [("sign_in_failed", "")]
    assert like_a_name(typed) == ""


def test_passwords_changed_and_given(client, cast):
    client.force_login(cast["tabalong"])
    client.post("/kata-sandi/", {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD})
    actions.reissue_password(cast["hst"], by=cast["admin_kalsel"], reason="lupa")
    actions.create_user(User(username="baru", name="Baru", role="district_staff", region=cast["hst"].region), by=cast["admin_kalsel"])
    assert told() == [("password_changed", "tabalong"), ("password_given", "hst"), ("password_given", "baru")]
    given = AccountEvent.objects.get(user=cast["hst"])
    assert (given.by, given.note) == (cast["admin_kalsel"], "lupa")


def test_a_reset_asked_for_a_deactivated_account(client, cast):
    actions.deactivate_user(cast["hst"], by=cast["admin"], reason="pindah tugas")
    client.post("/kata-sandi/lupa/", {"email": "hst@example.org"})
    assert told() == [("reset_asked", "hst")]


def test_a_reset_asked_and_done(client, cast):
    client.post("/kata-sandi/lupa/", {"email": "nobody@example.org"})
    client.post("/kata-sandi/lupa/", {"email": "Tabalong@example.org"})
    link = re.search(r"(/kata-sandi/baru/\S+)", mail.outbox[1].body).group(1)
    form = client.get(link).url
    client.post(form, {"password1": GOOD, "password2": GOOD})
    assert told() == [("reset_asked", "nobody@example.org"), ("reset_asked", "tabalong"), ("reset_done", "tabalong")]


def test_a_refusal_outlives_its_transaction_and_an_act_does_not(login, cast, settings):
    """A page that writes both down and is then refused: its transaction is taken back."""
    settings.ROOT_URLCONF = __name__
    client = login("admin_kalsel")
    assert client.post("/refused/", key()).status_code == 403
    assert told() == [("post_refused", "tabalong")]


def refuse(request):
    from django.core.exceptions import PermissionDenied

    record(EventKind.PASSWORD_GIVEN, user=request.user)
    record(EventKind.POST_REFUSED, user=User.objects.get(username="tabalong"), by=request.user, note="administrator")
    raise PermissionDenied


def __getattr__(name):
    """The portal's addresses and the page of the test above."""
    if name == "urlpatterns":
        from ssk_portal import urls

        return [path("refused/", refuse), *urls.urlpatterns]
    raise AttributeError(name)


@pytest.mark.parametrize("sql", ["UPDATE accounts_accountevent SET kind = 'signed_out'", "DELETE FROM accounts_accountevent", "TRUNCATE accounts_accountevent"])
def test_nobody_alters_them(cast, sql):
    record(EventKind.SIGNED_IN, user=cast["tabalong"])
    connection.check_constraints()  # else TRUNCATE waits for them
    with pytest.raises((InternalError, ProgrammingError), match=r"Cannot update or delete|is never emptied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert told() == [("signed_in", "tabalong")]


# Who reads them


@pytest.fixture
def some(cast):
    for name in ("tabalong", "kalsel", "gumas", "pusat"):
        record(EventKind.SIGN_IN_FAILED, user=cast[name])
    record(EventKind.SIGN_IN_FAILED, typed="siti")


def shown(client, **query):
    return sorted(row.user.username if row.user else row.typed for row in client.get(LIST, query).context["table"].data)


def test_each_administrator_reads_the_own_reach(login, some):
    assert shown(login("admin_kalsel")) == ["kalsel", "tabalong"]
    assert shown(login("admin")) == ["gumas", "kalsel", "pusat", "siti", "tabalong"]


def test_narrowed_by_kind_person_and_day(login, some, cast):
    client = login("admin")
    with freeze_time("2026-03-01 20:00"):  # 03.00 of the next day in Jakarta
        record(EventKind.PAUSED, user=cast["hst"])
    assert shown(client, kind="paused") == ["hst"]
    assert shown(client, account="Tabalong") == ["tabalong"]
    assert shown(client, account="siti") == ["siti"]
    assert shown(client, first="2026-03-02", last="2026-03-02") == ["hst"]
    assert shown(client, last="2026-03-01") == []
    assert shown(client, q="gumas") == ["gumas"]


def test_the_list_as_a_file(login, some):
    text = login("admin").get(LIST, {"ekspor": "csv", "kind": "sign_in_failed", "sort": "account"}).getvalue().decode("utf-8-sig")
    assert text.splitlines()[0] == "Waktu;Peristiwa;Akun;Oleh;Alamat internet;Catatan"
    assert "siti (tidak ada akun dengan nama ini)" in text


def test_on_the_users_own_pages(login, some, cast):
    actions.deactivate_user(cast["tabalong"], by=cast["admin"], reason="pindah tugas")
    page = login("admin_kalsel").get(reverse("accounts:user_detail", args=[cast["tabalong"].pk]))
    assert [event.kind for event, _address in page.context["events"]] == ["sign_in_failed"]
    assert [[change.label for change in entry.changes] for entry in page.context["entries"]] == [["Aktif"], ["Peran", "Wilayah", "Aktif"]]
    profile = login("kalsel").get("/pengguna/profil/")
    assert [event.kind for event, _address in profile.context["events"]] == ["sign_in_failed"]
    assert "Gagal masuk" in profile.content.decode()


FROM_THE_CENTRE, FROM_THE_PROVINCE, FROM_HOME = "203.0.113.1", "203.0.113.2", "203.0.113.3"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("admin", [FROM_THE_CENTRE, FROM_THE_PROVINCE, FROM_HOME]),
        ("admin_kalsel", [FROM_THE_PROVINCE, FROM_HOME]),
        ("tabalong", [FROM_HOME]),
    ],
)
def test_from_where_somebody_acted_is_told_to_who_has_them_in_reach(login, cast, name, told):
    """What an administrator of the centre did to an account of the province stands there, without where they sat."""
    user = cast["tabalong"]
    for by, address in ((cast["admin"], FROM_THE_CENTRE), (cast["admin_kalsel"], FROM_THE_PROVINCE), (None, FROM_HOME)):
        request = RequestFactory().get("/", REMOTE_ADDR=address)
        record(EventKind.SIGN_IN_FAILED if by is None else EventKind.PASSWORD_GIVEN, user=user, by=by, request=request)
    client = login(name)
    pages = ["/pengguna/profil/", "/pengguna/data-saya/?unduh"] if name == "tabalong" else [LIST, f"{LIST}?ekspor=csv", user.get_absolute_url()]
    for page in pages:
        answer = client.get(page)
        text = text_of_book(answer) if "data-saya" in page else answer.getvalue().decode("utf-8-sig")
        assert [address for address in (FROM_THE_CENTRE, FROM_THE_PROVINCE, FROM_HOME) if address in text] == told, page


def text_of_book(answer) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
    return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
