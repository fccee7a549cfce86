"""The one settings module. What a host may set is read in `environment.py`, by name."""

from datetime import timedelta
from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from ssk_portal import environment

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = environment.mode()
DEMO = MODE == "demo"
PRODUCTION = MODE == "production"
DEBUG = False
VAR_DIR = Path(environment.text("SSK_VAR", default=str(BASE_DIR / "var")))

# Former keys: they still read what they signed and encrypted.
SECRET_KEY_FALLBACKS = environment.several("SECRET_KEY_FALLBACKS")
SECRET_KEY = environment.secret_key() if PRODUCTION else "test" * 20 if MODE == "test" else environment.local_key(VAR_DIR)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", default=None if PRODUCTION else "127.0.0.1,localhost,[::1],testserver")
# A host that begins with a dot means all below it; here they are written with a star.
CSRF_TRUSTED_ORIGINS = [f"https://{'*' if host.startswith('.') else ''}{host}" for host in ALLOWED_HOSTS if host != "*"] if PRODUCTION else []

INSTALLED_APPS = [
    "ssk_portal.common",
    "ssk_portal.regions",
    "ssk_portal.audit",
    "ssk_portal.screens",
    "ssk_portal.accounts",
    "ssk_portal.notices",
    "ssk_portal.review",
    "ssk_portal.documents",
    "ssk_portal.pokja",
    "ssk_portal.milestones",
    "ssk_portal.indicators",
    "ssk_portal.clinics",
    "ssk_portal.reporting",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "ssk_portal.common.static.PortalStatic",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_tables2",
    "csp",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    # First of all, so that static files, redirects and errors carry these headers too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ssk_portal.common.middleware.BrowserLimits",
    "ssk_portal.common.middleware.WholeBody",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "ssk_portal.screens.middleware.ErrorPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ssk_portal.common.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ssk_portal.accounts.middleware.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ssk_portal.accounts.middleware.SessionLimits",
    "ssk_portal.accounts.middleware.SignInFirst",
    "allauth.account.middleware.AccountMiddleware",
    "ssk_portal.accounts.events.RefusalsKept",
    "ssk_portal.audit.middleware.WhoAsks",
    "ssk_portal.screens.middleware.Once",
]

ROOT_URLCONF = "ssk_portal.urls"
WSGI_APPLICATION = "ssk_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ssk_portal.screens.context.shell",
                "ssk_portal.notices.context.unread",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
# The choice of a filter that filters nothing.
FILTERS_EMPTY_CHOICE_LABEL = gettext_lazy("all")
DJANGO_TABLES2_TEMPLATE = "django_tables2/portal.html"

# Database and history

DATABASES = {"default": environment.database(VAR_DIR / "postgres")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 5  # only of `common.statements`: Django's own cursor prepares nothing
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_APPEND_ONLY = True
# The context stands in each event row itself, so that the append-only rule covers it too.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
# Nothing but allauth's rate limits is kept here, in the database, so that all workers count together and a restart
# forgives nothing. (Failed sign-ins have a table of their own, see `accounts.lockout`.) What has run out is thrown out
# first; limits that still count go only where there are more than MAX_ENTRIES of them, and an address that may ask for a
# new password 20 times a quarter of an hour makes about 21: that takes some 4,700 addresses at once.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}
if MODE == "test":
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}

# People and sessions

AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "ssk_portal.accounts.sessions"
AUTHENTICATION_BACKENDS = ["ssk_portal.accounts.backend.PortalBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "reporting:home"
ACCOUNT_ADAPTER = "ssk_portal.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# How many proxies stand before the portal and write X-Forwarded-For; failed sign-ins are counted by address.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole_number("TRUSTED_PROXIES", default=1 if PRODUCTION else 0, least=0, most=5)
ACCOUNT_FORMS = {
    "login": "ssk_portal.accounts.forms.SignInForm",
    "change_password": "ssk_portal.accounts.forms.ChangePasswordForm",
    "reset_password": "ssk_portal.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "ssk_portal.accounts.forms.NewPasswordForm",
    "user_token": "ssk_portal.accounts.forms.LinkForm",
    "reauthenticate": "ssk_portal.accounts.factors.forms.ConfirmPasswordForm",
}
# After Django's own: allauth's keeps a second list of addresses, in which an old one would stay good.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "ssk_portal.accounts.links.Links"  # noqa: S105
# Of a link in a mail, whether it invites or follows on a forgotten password; the mails say so.
PASSWORD_RESET_TIMEOUT = int(timedelta(days=3).total_seconds())
# Failed sign-ins are counted in `accounts.lockout`, by account and address together; so are passwords and codes asked for once more.
# A class of forty opens its invitations and signs in from one address within a minute; the page of "too many tries" says fifteen minutes.
ACCOUNT_RATE_LIMITS = {
    "login_failed": None, "reauthenticate": None, "login": "300/15m/ip", "reset_password_from_key": "300/15m/ip",
    "change_password": "10/15m/user", "reset_password": "20/15m/ip,5/15m/key",
}  # fmt: skip
# The second step of signing in
SECOND_FACTOR_REQUIRED = environment.yes_no("SECOND_FACTOR_REQUIRED", default=PRODUCTION)
MFA_ADAPTER = "ssk_portal.accounts.factors.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # recovery codes are ours (`accounts.factors.recovery`): allauth would keep them readable
MFA_TOTP_ISSUER = "Portal SSK"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off; no code is taken twice (`accounts.factors.codes`)
MFA_ALLOW_UNVERIFIED_EMAIL = True  # allauth's own list of addresses is not used
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
MFA_FORMS = {
    "authenticate": "ssk_portal.accounts.factors.forms.SignInCodeForm",
    "authenticate_webauthn": "ssk_portal.accounts.factors.forms.SignInPasskeyForm",
    "reauthenticate": "ssk_portal.accounts.factors.forms.ConfirmCodeForm",
    "reauthenticate_webauthn": "ssk_portal.accounts.factors.forms.ConfirmPasskeyForm",
    "activate_totp": "ssk_portal.accounts.factors.forms.ActivateAppForm",
    "deactivate_totp": "ssk_portal.accounts.factors.forms.DeactivateAppForm",
    "add_webauthn": "ssk_portal.accounts.factors.forms.AddPasskeyForm",
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if MODE == "test":
    # The suite makes many users; real hashing is tested where it matters.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PASSWORD_KINDS = environment.whole_number("PASSWORD_KINDS", default=1, least=1, most=4)  # for whoever has to ask for it; 1 is no rule
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "ssk_portal.accounts.validators.LengthenedPasswordValidator"},
    {"NAME": "ssk_portal.accounts.validators.KindsOfCharactersValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username", "name", "email")}},
]
SESSION_IDLE = timedelta(minutes=environment.whole_number("SESSION_IDLE_MINUTES", default=120, least=5, most=720))
SESSION_LONGEST = timedelta(hours=environment.whole_number("SESSION_LONGEST_HOURS", default=12, least=1, most=24))
# `accounts.middleware` ends a session. Its row stays for some days more, good for nothing but
# telling whose form came too late, so that the typed text comes back after signing in.
SESSION_COOKIE_AGE = int(timedelta(days=3).total_seconds())
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 63072000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]  # asked from inside, past the front server
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ssk_portal.screens.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's form controls carry small images in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "frame-src": [SELF],  # evidence shown in place, itself under a sandboxing policy
        "manifest-src": [SELF],
    },
}

# Language, place and time

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
FORMAT_MODULE_PATH = "ssk_portal.formats"
LOCALE_PATHS = [BASE_DIR / "ssk_portal" / "locale"]

# Files and mail

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Tests read the files where they lie; nothing is collected.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = MODE == "test"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if MODE == "test" else "ssk_portal.common.static.PortalStaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = Path(environment.text("MEDIA_ROOT", default=str(VAR_DIR / "media")))
UPLOAD_LIMIT_MB = environment.whole_number("UPLOAD_LIMIT_MB", default=20, least=1, most=200)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_PERMISSIONS = 0o640
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = environment.text("EMAIL_HOST", default="localhost")
EMAIL_PORT = environment.whole_number("EMAIL_PORT", default=25, least=1, most=65535)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD", default="")
# Encrypted from the start (mostly port 465), or from STARTTLS on (mostly port 587); the server's certificate is checked.
EMAIL_USE_SSL, EMAIL_USE_TLS = environment.yes_no("EMAIL_USE_SSL", default=False), environment.yes_no("EMAIL_USE_TLS", default=False)
if EMAIL_USE_SSL and EMAIL_USE_TLS:
    raise ImproperlyConfigured("EMAIL_USE_SSL and EMAIL_USE_TLS are both yes; a mail server is spoken to in one of the two ways.")
EMAIL_TIMEOUT = 20
# How a room below the mails puts one into the outbox.
OUTBOX = "ssk_portal.notices.outbox.post"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("MAIL_FROM", default="portal-ssk@localhost")
HELP_CONTACT = environment.text("HELP_CONTACT", default="" if PRODUCTION else "demo@localhost")
PORT = environment.whole_number("PORT", default=8000, least=1, most=65535)  # of the demo
PORTAL_URL = environment.text("PORTAL_URL", default=None if PRODUCTION else f"http://127.0.0.1:{PORT}")

LOG_FILTERS = ("NoTraceOfLostConnections", "OneLineOfForeignHosts", "NoValuesOfRows")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {name: {"()": f"ssk_portal.common.logs.{name}"} for name in LOG_FILTERS},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": LOG_FILTERS}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
