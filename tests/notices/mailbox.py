"""Mail servers for tests: one that takes its time, one that refuses, one that cannot be reached."""

import time
from smtplib import SMTPRecipientsRefused

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend


class Slow(BaseEmailBackend):
    """Takes every mail, slowly enough for another run to come in between."""

    def send_messages(self, messages):
        time.sleep(0.05)
        mail.outbox.extend(messages)
        return len(messages)


class Refusing(BaseEmailBackend):
    """Refuses the addresses that begin with `salah`, takes all others."""

    def send_messages(self, messages):
        for message in messages:
            if message.to[0].startswith("salah"):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"unknown")})
            mail.outbox.append(message)
        return len(messages)


class Away(BaseEmailBackend):
    """Cannot be reached."""

    tried = 0

    def open(self):
        Away.tried += 1
        raise ConnectionRefusedError("nobody listens")
