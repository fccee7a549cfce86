"""A former user, anonymised: no trace in any table, everything else as it stood, and no other way past the append-only rule."""

import re
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from ssk_portal.accounts import actions, lockout
from ssk_portal.accounts.events import AccountEvent, EventKind, record
from ssk_portal.accounts.models import Session, User
from ssk_portal.audit.actors import acting
from ssk_portal.audit.timeline import event_model, history_of
from ssk_portal.clinics.models import Attendance
from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Kind, Mail, Notice
from ssk_portal.notices.outbox import write_mails
from ssk_portal.notices.tell import tell
from ssk_portal.pokja.models import Member, Pokja
from ssk_portal.reporting.people.erasure import anonymise_member, anonymise_user
from ssk_portal.review.models import Comment, Step
from tests.clinics import factories as clinics
from tests.factories import key
from tests.pokja import factories as pokja
from tests.reporting.stage import assist, scheme, submit

NAME, EARLIER = "Rahmawati Noor", "Rahma Noor"
HELD = {"email": "rahma@example.org", "telephone": "0811-500-7070", "nip": "198001012005011003", "post": "Kepala Seksi Drainase", "agency": "Dinas Perkim Tabalong"}
TRACES = [NAME, EARLIER, "rahmawati", *HELD.values()]


def found_in_the_database(words) -> set[str]:
    """Every column of every table in which one of the words stands."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ~* %s', ["|".join(re.escape(word) for word in words)])
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found


@pytest.fixture
def rahma(cast, regions):
    """Worked in Tabalong under two names, was told things and told others, then left."""
    user = User.objects.create_user("rahmawati", name=EARLIER, role="district_staff", region=regions["63.09"], **HELD)
    user.name = NAME
    with acting(cast["admin_kalsel"]):
        actions.change_user(user, by=cast["admin_kalsel"], reason=f"{NAME} menikah")
    first = assist(regions["63.09"], scheme())[0]
    submit(first, by=user)
    with acting(user):
        group = pokja.pokja(regions["63.09"])
        tell([cast["kalsel"]], Kind.COMMENT, group, by=user, note="Mohon diperiksa")
    Comment.objects.create(row=first, text="Sudah lengkap", actor=user, actor_name=user.name, actor_role=user.role)
    tell([user], Kind.COMMENT, group, by=cast["kalsel"], note=f"Terima kasih {NAME}")
    User.objects.filter(pk__in=[user.pk, cast["kalsel"].pk]).update(rhythm="at_once")
    write_mails(timezone.now())
    record(EventKind.SIGN_IN_FAILED, typed="rahma@example.org")
    record(EventKind.SIGNED_IN, user=user)
    lockout.count_try("rahma@example.org", "10.1.1.1")  # typed before the account had this address
    actions.reissue_password(cast["hst"], by=cast["admin_kalsel"], reason=f"Diminta {NAME}, {HELD['email']}")
    actions.deactivate_user(user, by=cast["admin_kalsel"], reason=f"{NAME} pensiun")
    return User.objects.get(pk=user.pk)


def test_no_trace_is_left_in_any_table(cast, rahma):
    before = found_in_the_database(TRACES)
    assert {"accounts_user.name", "accounts_userevent.name", "notices_notice.actor_name", "notices_mail.body", "review_step.actor_name", "pokja_pokjaevent.pgh_context"} <= before
    with acting(cast["admin_kalsel"]):
        anonymise_user(rahma, by=cast["admin_kalsel"], reason=f"Permintaan {NAME}")
    assert found_in_the_database(TRACES) == set()


def test_everything_else_stands_as_it_was(cast, rahma):
    def counted():
        return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.app_label != "pghistory" and model not in changed}

    # The rows that are overwritten have a new line of history each.
    changed = {event_model(User), event_model(Notice), event_model(Mail), apps.get_model("accounts", "InvitationEvent"), event_model(Step), event_model(Comment)}
    before, namesake = counted(), User.objects.create_user("lain", name="Rahmawati Noormala", role="reader", region=rahma.region)
    before["accounts.User"] += 1
    before["accounts.FailedSignIn"] -= 1
    anonymise_user(rahma, by=cast["admin"], reason="Permintaan")
    assert counted() == before
    assert User.objects.get(pk=namesake.pk).name == "Rahmawati Noormala"
    (entry,) = history_of(Pokja.objects.get())
    assert (entry.actor.name, entry.actor.role) == ("dianonimkan", "district_staff")
    step = Step.objects.get(name="submit")
    assert (step.actor_name, step.actor_role, step.actor_id) == ("dianonimkan", "district_staff", rahma.pk)
    assert Comment.objects.get().text == "Sudah lengkap"
    assert AccountEvent.objects.filter(user=rahma, kind="signed_in").exists()


def test_the_history_says_who_did_it_and_why(cast, rahma):
    with acting(cast["admin_kalsel"]):
        anonymise_user(rahma, by=cast["admin_kalsel"], reason=f"Atas permintaan {NAME}")
    entry = history_of(User.objects.get(pk=rahma.pk))[0]
    assert (entry.actor.name, entry.actor.reason) == ("Admin Kalsel", "Atas permintaan dianonimkan")


def typed_late(who, path, **fields) -> Client:
    """Somebody whose form came too late: what they typed lies in their session."""
    client = Client()
    session = client.session
    session["kept_form"] = {"owner": 1, "path": path, "typed": urlencode(fields), "files": [], "why": "late", "at": timezone.now().isoformat()}
    session["of"] = who
    session.save()
    return client


def those_with_a_kept_form() -> list[str]:
    contents = [session.get_decoded() for session in Session.objects.all()]
    return [content["of"] for content in contents if "kept_form" in content]


def test_what_others_typed_about_the_person_and_did_not_save_goes(cast, rahma):
    page = rahma.get_absolute_url()
    typed_late("the page", f"{page}ubah/", name="Rahma N.")
    typed_late("by name", "/pokja/1/ubah/", change_reason=f"Diminta {NAME.upper()}")
    typed_late("by telephone", "/pokja/1/ubah/", note="hubungi 0811-500-7070")
    typed_late("another page", f"{page[:-1]}9/ubah/", name="Siti Aminah")
    anonymise_user(rahma, by=cast["admin_kalsel"], reason="Diminta yang bersangkutan")
    assert those_with_a_kept_form() == ["another page"]
    assert Session.objects.count() == 4


def test_it_cannot_be_undone(cast, rahma):
    anonymise_user(rahma, by=cast["admin"], reason="x")
    user = User.objects.get(pk=rahma.pk)
    user.name = NAME
    verbs = [actions.activate_user, actions.change_user, anonymise_user]
    for verb in verbs:
        with pytest.raises(NotNow):
            verb(user, by=cast["admin"], reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(name=NAME)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=True)


def test_only_a_former_user_in_reach_and_with_a_reason(cast, rahma):
    with pytest.raises(NotNow):
        anonymise_user(cast["tabalong"], by=cast["admin"], reason="x")
    for name in ("kalsel", "kalteng", "tabalong", "pusat"):
        with pytest.raises(PermissionDenied):
            anonymise_user(rahma, by=cast[name], reason="x")
    with pytest.raises(ValidationError):
        anonymise_user(rahma, by=cast["admin"], reason=" ")
    assert User.objects.get(pk=rahma.pk).name == NAME


def test_the_history_stays_append_only_for_everyone_else(cast, rahma):
    """Before, inside the same transaction afterwards, and for every table that is never changed."""
    tables = [(event_model(User), "name"), (event_model(Notice), "actor_name"), (Step, "actor_name"), (AccountEvent, "note")]
    for round_ in range(2):
        for model, field in tables:
            with pytest.raises(ProgrammingError), transaction.atomic():
                model.objects.update(**{field: "x"})
        if not round_:
            anonymise_user(rahma, by=cast["admin"], reason="x")


PORTAL = Path(__file__).resolve().parents[2] / "ssk_portal"


def test_only_one_module_steps_past_the_triggers_and_only_the_rooms_erasure_calls_it():
    texts = {str(path.relative_to(PORTAL)): path.read_text() for path in PORTAL.rglob("*.py") if "migrations" not in path.parts}
    assert {name for name, text in texts.items() if re.search(r"pgtrigger\.(ignore|constraints|schema)|DISABLE TRIGGER|session_replication_role", text)} == {"audit/erasure.py"}
    callers = {name for name, text in texts.items() if re.search(r"\b(rewrite|clean_texts|clean_reasons|forget_everywhere)\b", text)}
    rooms = ("audit", "accounts", "notices", "review", "pokja", "clinics", "reporting/people")
    assert callers == {f"{room}/erasure.py" for room in rooms}


# What is held of the same person as a member of the Pokja, and on attendance lists


@pytest.fixture
def attended(cast, regions):
    """Sat in Tabalong's Pokja until 2020 and stands on the list of an event of the province, filled in from that seat; its report is sent."""
    seat = pokja.position(pokja.pokja(regions["63.09"], "Pokja Sanitasi"))
    left = pokja.member(seat, name=NAME, telephone="0811-500-7171", email=HELD["email"].title(), post=HELD["post"], until="2020-01-01")
    event = clinics.clinic("63", "63.09")
    with acting(cast["kalsel"]):
        event.attendances.create(name=f"Dra. {NAME}", post=HELD["post"], telephone="0811-500-7171", member=left, origin="members", district=regions["63.09"])
        event.attendances.create(name="Siti Aminah", telephone="0812-1", district=regions["63.09"])
    clinics.submit_report(event, by=cast["kalsel"])
    return left


def people_on_the_list() -> list[str]:
    return list(Attendance.objects.order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize("by", ["tabalong", "kalsel"])
def test_with_a_member_go_the_attendance_lists_filled_in_from_the_seat(cast, attended, by):
    anonymise_member(attended, by=cast[by], reason=f"Permintaan {NAME}")
    assert found_in_the_database([*TRACES, "0811-500-7171"]) == set()
    assert people_on_the_list() == ["dianonimkan", "Siti Aminah"]


def test_with_a_user_go_the_seats_they_left_and_the_lists_that_name_them(cast, rahma, attended, regions):
    with acting(cast["kalsel"]):
        clinics.clinic("63", "63.09").attendances.create(name="Ibu Rahmawati", telephone=HELD["telephone"], district=regions["63.09"])
    with acting(cast["admin_kalsel"]):
        anonymise_user(rahma, by=cast["admin_kalsel"], reason=f"Permintaan {NAME}")
    assert found_in_the_database([*TRACES, "0811-500-7171"]) == set()
    assert people_on_the_list() == ["dianonimkan", "Siti Aminah", "dianonimkan"]


def test_with_a_user_goes_no_seat_that_is_held_nor_one_out_of_reach(cast, rahma, regions):
    for code, until in (("63.09", None), ("62.10", "2020-01-01")):
        pokja.member(pokja.position(pokja.pokja(regions[code], f"Pokja {code}")), name=NAME, email=HELD["email"], until=until)
    anonymise_user(rahma, by=cast["admin_kalsel"], reason="Permintaan")
    assert list(Member.objects.values_list("name", flat=True)) == [NAME, NAME]


# The page


def address(user):
    return f"/pengguna/{user.pk}/anonimkan/"


def test_the_page_says_before_what_is_overwritten_and_asks_twice(login, cast, rahma):
    client = login("admin_kalsel")
    assert address(rahma) in client.get(rahma.get_absolute_url()).content.decode()
    page = client.get(address(rahma))
    assert "tidak dapat dibatalkan oleh siapa pun" in page.content.decode()
    sent = {"row_version": rahma.version, "change_reason": "Permintaan"}
    assert client.post(address(rahma), key(**sent)).context["form"].errors["sure"]
    assert client.post(address(rahma), key(row_version=rahma.version, sure="on")).context["form"].errors["change_reason"]
    assert User.objects.get(pk=rahma.pk).name == NAME
    answer = client.post(address(rahma), key(**sent, sure="on"), follow=True)
    text = answer.content.decode()
    assert "Akun sudah dianonimkan" in text
    assert "Akun ini tetap tertutup" in text
    assert found_in_the_database([NAME, HELD["email"]]) == set()
    for page in (address(rahma), f"/pengguna/{rahma.pk}/ubah/", f"/pengguna/{rahma.pk}/aktifkan/"):
        assert client.get(page).status_code == 409
    assert f"/pengguna/{rahma.pk}/ubah/" not in text


def test_an_account_at_work_is_not_anonymised(login, cast):
    assert login("admin").get(address(cast["tabalong"])).status_code == 409


# The commands


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_the_command_says_first_and_does_it_when_told(cast, rahma):
    said = run("anonymise_user", "rahmawati", "--reason", "Permintaan", "--by", "admin-kalsel")
    assert "Nothing was changed" in said
    assert User.objects.get(pk=rahma.pk).name == NAME
    assert run("anonymise_user", "rahmawati", "--reason", "Permintaan", "--by", "admin-kalsel", "--for-good") == f"Anonymised: account {rahma.pk}.\n"
    assert found_in_the_database(TRACES) == set()
    assert history_of(User.objects.get(pk=rahma.pk))[0].actor.name == "Admin Kalsel"


@pytest.mark.parametrize(("user", "by"), [("tabalong", "admin"), ("rahmawati", "kalteng"), ("niemand", "admin")])
def test_the_command_refuses_what_the_verb_refuses(cast, rahma, user, by):
    with pytest.raises(CommandError):
        run("anonymise_user", user, "--reason", "x", "--by", by, "--for-good")
    assert found_in_the_database([NAME])


def test_a_member_of_the_past_is_anonymised_and_one_who_sits_is_not(cast, regions):
    group = pokja.pokja(regions["63.09"])
    seat = pokja.position(group)
    left = pokja.member(seat, name=NAME, telephone=HELD["telephone"], email=HELD["email"], post=HELD["post"], until="2020-01-01")
    sits = pokja.member(seat, name="Budi Santoso")
    for member in (left, sits):
        run("anonymise_member", str(member.pk), "--reason", "x")
    assert Member.objects.get(pk=left.pk).name == NAME
    typed_late("somebody", "/pokja/1/anggota/", name=NAME)
    run("anonymise_member", str(left.pk), "--reason", f"Permintaan {NAME}", "--for-good")
    assert "kept_form" not in Session.objects.get().get_decoded()
    assert found_in_the_database(TRACES) == set()
    after = Member.objects.get(pk=left.pk)
    assert (after.name, str(after.until), after.position) == ("dianonimkan", "2020-01-01", seat)
    with pytest.raises(CommandError):
        run("anonymise_member", str(sits.pk), "--reason", "x", "--for-good")
    assert Member.objects.get(pk=sits.pk).name == "Budi Santoso"
