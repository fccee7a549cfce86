"""What the portal asks of allauth.mfa: secrets encrypted at rest, its own names, passkeys where they can work."""

import base64
import ipaddress
import logging

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.accounts.sessions import FACTORS

log = logging.getLogger(__name__)


class Unreadable(Exception):
    """A secret was encrypted with a key that neither SECRET_KEY nor SECRET_KEY_FALLBACKS has."""


def _cipher() -> MultiFernet:
    """Encrypts with a key made from SECRET_KEY; reads what the former keys encrypted too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("ssk_portal.accounts.factors", "second factor", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right, or it was used already. Type the one that the app shows now, or another recovery code."),
        "cannot_delete_authenticator": gettext_lazy("Your role asks for a second step. Set up another one before you turn this one off."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("the secret of a second factor cannot be read: was SECRET_KEY replaced without SECRET_KEY_FALLBACKS?")
            raise Unreadable from None

    def get_totp_label(self, user) -> str:
        return user.username

    def can_delete_authenticator(self, authenticator) -> bool:
        """The last factor stays where the role asks for one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
        return not authenticator.user.must_have_factor or others.exists()

    def generate_authenticator_name(self, user, type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return "Portal SSK"


def why_no_passkeys(request) -> str:
    """The sentence why passkeys cannot work at this address; empty where they can."""
    host, port = request.get_host().rpartition(":")[::2] if ":" in request.get_host().rpartition("]")[2] else (request.get_host(), "")
    if _is_number(host):
        local = f"http://localhost:{port}" if port else "http://localhost"
        return _("Browsers allow passkeys under a name only, not under a number such as %(host)s. On this computer, open the portal at %(local)s.") % {"host": host, "local": local}
    if not request.is_secure() and host != "localhost":
        return _("Browsers allow passkeys only over https. This page came without it.")
    return ""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
