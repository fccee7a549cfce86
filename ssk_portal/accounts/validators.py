"""Common passwords as people here lengthen them: a common word twice, or with a year behind it.

A rule about kinds of characters is there for whoever has to set one (Peraturan BSSN 4/2021, Pasal 27), and is off:
it makes passwords that are easier to guess (NIST SP 800-63B §5.1.1.2). Without it only what is guessed first is refused.
"""

import re

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Words of the place and of the work, which a guesser tries first.
LOCAL = {
    "portal", "portalssk", "ssk", "sanitasi", "pokja", "pokjappas", "pokjapkp", "milestone", "airminum", "airlimbah", "bappeda", "bapperida", "dinas",
    "indonesia", "merdeka", "pemda", "pemkab", "pemkot", "provinsi", "kabupaten", "kota", "kementerian", "rahasia", "sandi", "katasandi", "bismillah", "sayang",
}  # fmt: skip
LEAST_DIFFERENT = 5
KINDS = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
KINDS_RULE = gettext_lazy("Use at least %(count)s of these four: small letters, capital letters, digits, other characters.")


class KindsOfCharactersValidator:
    """Refuses fewer kinds of characters than the setting asks for; one kind is no rule."""

    def validate(self, password, user=None):
        if sum(any(map(kind, password)) for kind in KINDS) < settings.PASSWORD_KINDS:
            raise ValidationError(self.get_help_text(), code="kinds")

    def get_help_text(self):
        return KINDS_RULE % {"count": settings.PASSWORD_KINDS} if settings.PASSWORD_KINDS > 1 else ""


class LengthenedPasswordValidator(CommonPasswordValidator):
    """Refuses too few different characters, and a common or local word that was only lengthened."""

    def validate(self, password, user=None):
        if len(set(password)) < LEAST_DIFFERENT or self._core(password.lower()) in self.passwords | LOCAL:
            raise ValidationError(_("This password is too easy to guess: a common word stays common with a number behind it, or written twice."), code="lengthened")

    def get_help_text(self):
        return _("A common word stays common with a number behind it, or written twice.")

    @staticmethod
    def _core(password: str) -> str:
        """What is left without digits and signs at the ends, and without repetition."""
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password)
        repeated = re.fullmatch(r"(.+?)[\W\d_]*(?:\1[\W\d_]*)+", core)
        return repeated.group(1) if repeated else core
