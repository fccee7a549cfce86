"""What a mail server answers, what that means for the mail (try again, or give up), and a run that sends what waits."""

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import get_connection

# What sending a mail may raise where the mail, the server or the way to it is at fault.
FAULTS = (OSError, SMTPException, ValueError)


def is_final(error: Exception) -> bool:
    """Whether trying again is of no use: the server refuses this address or this text (5xx), or neither can be written.

    A refused sign-in or sender is a fault of the settings and is mended there; the mail waits for it.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    # A certificate that is not known is a ValueError too, and no fault of the mail.
    unwritable = isinstance(error, ValueError) and not isinstance(error, OSError)
    return unwritable or (isinstance(error, SMTPDataError) and error.smtp_code >= 500)


# Waits before the second and each further try, some 15 hours in all; after the last one a mail or an invitation is given up.
WAITS = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12)]


def next_try(error: Exception, tries: int, now: datetime) -> datetime | None:
    """When to try again what failed for the `tries`-th time; None where it is given up."""
    return None if is_final(error) or tries > len(WAITS) else now + WAITS[tries - 1]


def reason_of(error: Exception) -> str:
    """What went wrong in the server's own words (`550 unknown`), else by the name of the error; 1000 signs at most."""
    answers: list = list(error.recipients.values()) if isinstance(error, SMTPRecipientsRefused) else []
    if isinstance(error, SMTPResponseException):
        answers.append((error.smtp_code, error.smtp_error))
    told = "; ".join(f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}" for code, text in answers)
    return (told or f"{type(error).__name__}: {error}").replace("\x00", "")[:1000]


def is_reachable(connection) -> bool:
    """Open the connection anew after a failure; False where that fails too, so that the other mails need not try."""
    try:
        connection.close()
        connection.open()
    except (OSError, SMTPException):
        return False
    return True


def send_waiting(send_next: Callable[[Any], bool | None]) -> tuple[int, int]:
    """Send what waits over one connection. Returns how many went out and how many did not.

    `send_next(connection)` sends the next one: whether it went out, or None where there is none
    left. When the server cannot be reached the run ends: the others would only wait for it one by one.
    """
    sent = failed = 0
    connection = get_connection()
    try:
        while (outcome := send_next(connection)) is not None:
            sent, failed = sent + outcome, failed + (not outcome)
            if not outcome and not is_reachable(connection):
                break
    finally:
        connection.close()
    return sent, failed
