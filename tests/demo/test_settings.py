"""A setting that is missing or makes no sense stops the start with one sentence that names it."""

import pytest

from ssk_portal import environment
from tests.processes import manage


def said(process) -> str:
    """All that the process said before it stopped."""
    assert process.returncode != 0
    return process.stderr.strip()


def test_production_settings_pass_the_deployment_checks(in_production):
    checked = in_production("check", "--deploy", "--fail-level", "WARNING")
    assert (checked.returncode, checked.stdout.strip(), checked.stderr.strip()) == (0, "System check identified no issues (0 silenced).", "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "PORTAL_URL"])
def test_what_production_needs_is_asked_for(in_production, name):
    assert said(in_production("check", **{name: None})) == f"{name} is not set; production needs it (see README, Settings)."


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SSK_MODE", "live", "SSK_MODE is 'live'; it must be one of production, demo, test."),
        ("SECRET_KEY", "short", "SECRET_KEY is too weak; give at least 50 random characters."),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is too weak; give at least 50 random characters."),
        ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS names nothing; give at least one word."),
        ("DATABASE_URL", "a database", "DATABASE_URL cannot be read; it looks like postgresql://user@host/name."),
        ("DATABASE_URL", "postgresql://ssk@localhost", "DATABASE_URL names no database; it looks like postgresql://user@host/name."),
        ("UPLOAD_LIMIT_MB", "much", "UPLOAD_LIMIT_MB is 'much'; it must be a whole number from 1 to 200."),
        ("SESSION_IDLE_MINUTES", "1", "SESSION_IDLE_MINUTES is '1'; it must be a whole number from 5 to 720."),
        ("PASSWORD_KINDS", "5", "PASSWORD_KINDS is '5'; it must be a whole number from 1 to 4."),
        ("SESSION_LONGEST_HOURS", "48", "SESSION_LONGEST_HOURS is '48'; it must be a whole number from 1 to 24."),
        ("EMAIL_PORT", "-25", "EMAIL_PORT is '-25'; it must be a whole number from 1 to 65535."),
        ("SECOND_FACTOR_REQUIRED", "ja", "SECOND_FACTOR_REQUIRED is 'ja'; it must be yes or no."),
        ("SECRET_KEY_FALLBACKS", ",", "SECRET_KEY_FALLBACKS names nothing; give at least one word."),
        ("EMAIL_USE_TLS", "perhaps", "EMAIL_USE_TLS is 'perhaps'; it must be yes or no."),
        ("PORT", "80000", "PORT is '80000'; it must be a whole number from 1 to 65535."),
    ],
)
def test_nonsense_is_refused(in_production, name, value, sentence):
    assert said(in_production("check", **{name: value})) == sentence


def test_a_mail_server_is_spoken_to_in_one_way(in_production):
    both = in_production("check", EMAIL_USE_TLS="yes", EMAIL_USE_SSL="yes")
    assert said(both) == "EMAIL_USE_SSL and EMAIL_USE_TLS are both yes; a mail server is spoken to in one of the two ways."


def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").touch()
    told = said(manage("check", SSK_MODE="demo", SSK_VAR=str(tmp_path / "file")))
    assert told == f"The folder {tmp_path}/file cannot be used (File exists); make it writable or name another one in SSK_VAR."


def test_a_key_that_was_not_written_whole_is_made_anew(tmp_path):
    (tmp_path / "secret-key").touch()
    assert manage("check", SSK_MODE="demo", SSK_VAR=str(tmp_path)).returncode == 0
    assert len((tmp_path / "secret-key").read_text()) == 80


@pytest.mark.parametrize(("more", "seconds"), [("", "2"), ("?connect_timeout=9", "9")])
def test_a_server_that_does_not_answer_is_not_waited_for(monkeypatch, more, seconds):
    monkeypatch.setenv("DATABASE_URL", f"postgresql://ssk@localhost/ssk{more}")
    assert environment.database("unused")["OPTIONS"] == {"connect_timeout": seconds}


@pytest.mark.parametrize(("mode", "given", "required"), [("production", "", True), ("production", "no", False), ("demo", "", False), ("demo", "yes", True)])
def test_where_a_second_step_is_required(monkeypatch, mode, given, required):
    monkeypatch.setenv("SECOND_FACTOR_REQUIRED", given)
    assert environment.yes_no("SECOND_FACTOR_REQUIRED", default=mode == "production") is required


def test_former_keys_are_words(monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", "one, two")
    assert environment.several("SECRET_KEY_FALLBACKS") == ["one", "two"]
    monkeypatch.delenv("SECRET_KEY_FALLBACKS")
    assert environment.several("SECRET_KEY_FALLBACKS") == []
