"""One settings file; everything that differs between machines comes from the environment (README, "Settings")."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from sanad.config.database import database_settings
from sanad.config.mail import mail_settings
from sanad.config.sign_up import sign_up_setting
from sanad.foundation.clock.zones import use_pinned_zones
from sanad.foundation.logs import settings_for

# Before anybody asks what time it is: the pinned time zones, not those of the machine.
use_pinned_zones()

ROOT = Path(__file__).resolve().parents[2]
STATE = Path(os.environ.get("SANAD_STATE", ROOT / "var"))

DEBUG = os.environ.get("SANAD_DEBUG") == "1"
PUBLIC_ADDRESS = os.environ.get("SANAD_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = [
    *os.environ.get("SANAD_HOSTS", "127.0.0.1,localhost,[::1]").split(","),
    urlsplit(PUBLIC_ADDRESS).hostname or "localhost",
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
_SECURE = PUBLIC_ADDRESS.startswith("https://")


def _secret_key() -> str:
    """The key of this installation: from the environment, else made once and kept in the state folder."""
    if key := os.environ.get("SANAD_SECRET_KEY"):
        return key
    path = STATE / "secret_key"
    if not path.exists():
        from django.core.management.utils import get_random_secret_key  # noqa: PLC0415  needed on the first start only

        STATE.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "sanad.foundation",
    "sanad.accounts",
    "sanad.territory",
    "sanad.rulebook",
    "sanad.directory",
    "sanad.activities",
    "sanad.accompaniment",
    "sanad.diagnosis",
    "sanad.partnerships",
    "sanad.courses",
    "sanad.training",
    "sanad.public",
    "sanad.workspace",
    "sanad.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.forms",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "sanad.foundation.health.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "sanad.accounts.middleware.KeptNowhereMiddleware",
    "sanad.foundation.ui.away.AwayMiddleware",
    "sanad.accounts.middleware.ReadableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sanad.accounts.middleware.LanguageMiddleware",
    "sanad.accounts.middleware.IdleMiddleware",
    "sanad.foundation.ui.weight.WeightMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sanad.accounts.middleware.ActorMiddleware",
    "sanad.foundation.ui.refusal.RefusalMiddleware",
]

LOGGING = settings_for(os.environ.get("SANAD_LOG", ""))

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
ROOT_URLCONF = "sanad.config.urls"
GROUPS_OF_DOORS = "sanad.config.navigation.GROUPS_OF_DOORS"
DOSSIER_TABS = "sanad.config.navigation.DOSSIER_TABS"
# Where a course is read: with its sessions, which the slice of courses does not know.
COURSE_PAGE, CATALOGUE_PAGE = "training:course", "training:courses"
# What the door shows of the agendas that organisations publish.
PUBLIC_AGENDA = "sanad.public.queries.agenda_of_all"
WSGI_APPLICATION = "sanad.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sanad.foundation.ui.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("SANAD_DATABASE", f"sqlite:///{STATE / 'sanad.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Here attempts are counted: a table that forgot at 300 lines, as it does unless told, would be emptied by who guesses.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# What needs no answer at once waits in the database for `sanad work`; written in the transaction that asks for it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People sign in; the door is shut by default (LoginRequiredMiddleware) and opened view by view.
AUTH_USER_MODEL = "foundation.User"
AUTHENTICATION_BACKENDS = ["sanad.accounts.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "sanad.accounts.passwords.UnlikeItsOwner"},
    {"NAME": "sanad.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "sanad.accounts.passwords.NotOneOfMany"},
    {"NAME": "sanad.accounts.passwords.NotFiguresAlone"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600  # from the sign-in, however much one does
# After so many hours without use a session ends.
IDLE_SECONDS = int(float(os.environ.get("SANAD_IDLE_HOURS", "12")) * 3600)
SECURE_SSL_REDIRECT = _SECURE  # whoever comes over http is led to https, also when the proxy does not do it
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("SANAD_HSTS_SUBDOMAINS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "sanad_language"
LANGUAGE_COOKIE_AGE = 31_536_000
LOCALE_PATHS = [ROOT / "sanad" / "locale"]
FORMAT_MODULE_PATH = "sanad.foundation.formats"
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"

STATIC_URL = "static/"
STATIC_ROOT = STATE / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "sanad.foundation.ui.sheets.SheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": os.environ.get("SANAD_STATICFILES", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
WHITENOISE_MANIFEST_STRICT = False
FILES_ROOT = STATE / "files"
SMALL_ROOT = STATE / "small"  # pictures made small for lists; made anew when they are not there
LAST_BACKUP = STATE / "last_backup"  # when and where to, for `sanad doctor`
FIRST_VISIT = STATE / "first_visit"  # what the first visitor shows, until there is one
KEYS_ROOT = STATE / "keys"  # the private halves of the keys that sign certificates, sealed with SECRET_KEY
ANCHORS = STATE / "anchors.jsonl"  # the heads of the histories, outside of the database
PROCESSES_ROOT = STATE / "processes"  # what lives, and what letters are under way (foundation.worker.presence)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_MAX_BYTES = 10 * 1024 * 1024
# What may be sent to an address without a box for files, and beside the file of one that has it (ui.takes_files).
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 128 * 1024  # what is larger waits on the disk

EMAIL_URL = os.environ.get("SANAD_MAIL", "")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_URL else "django.core.mail.backends.console.EmailBackend"
)
_MAIL = mail_settings(EMAIL_URL)
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starts_tls, _MAIL.is_tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("SANAD_MAIL_FROM", "sanad@localhost")
# The hour from which the worker sends the reminders of the day.
REMIND_FROM_HOUR = int(os.environ.get("SANAD_REMIND_AT", "7"))

# Who may open a space: nobody, on_request, everybody (accounts.views.beginning.begin).
SIGN_UP = sign_up_setting(os.environ.get("SANAD_SIGN_UP", ""))
# Sign-in (django-allauth): by user name, e-mail or phone; its own sign-up is closed.
ACCOUNT_ADAPTER = "sanad.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "phone", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# How often something is taken: from one address (ip), for one account, link or receiver (key). docs/adr/0010-doors.md
# says why so many. A village shares one address of its mobile network, an office one of its line.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",  # as many as a whole village could; what guesses is counted by the next three
    "login_failed": "30/m/ip,5/5m/key",  # key: an account as tried from one address
    "login_failed_account": "30/h/key",  # from devices and addresses that the account does not know
    "login_failed_device": "10/h/key",  # from a device on which the account was signed in
    "reset_password": "20/m/ip,3/h/key",
    "door_failed": "5/5m/ip",
    "guess": "60/10m/ip",  # codes of papers, secret links: only what does not exist counts
    "first_space": "10/10m/ip",
    "begin": os.environ.get("SANAD_BEGIN_FROM_ADDRESS", "20/h/ip,60/d/ip"),  # who opens, or asks for, a space
    "confirm": "5/5m/user",  # the password asked before contacts change
    "join": os.environ.get("SANAD_JOIN_FROM_ADDRESS", "40/h/ip,150/d/ip"),
    "join_link": os.environ.get("SANAD_JOIN_BY_LINK", "300/d/key"),
    "join_receiver": "10/d/key",  # one number or e-mail address, over all links
    "own_page_again": "10/h/ip,3/d/key",
    "own_page": "600/h/ip",  # what is sent from one's own page: tests, opinions, a place given back
    "stop_letters": "60/h/ip",
    "check_file": "60/10m/ip",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # whoever has no account here is never written to
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "sanad.accounts.links.ResetLinks"  # noqa: S105  a name
USERSESSIONS_ADAPTER = "sanad.accounts.adapter.SessionsAdapter"
LETTERS_A_DAY = 5  # at most, to an address that nobody confirmed
ACCOUNT_SESSION_REMEMBER = None
PASSWORD_RESET_TIMEOUT = 172_800
ACCOUNT_FORMS = {
    "login": "sanad.accounts.forms.SignInForm",
    "reauthenticate": "sanad.accounts.forms.PasswordAgainForm",
    "change_password": "sanad.accounts.forms.OtherPasswordForm",
    "set_password": "sanad.accounts.forms.FirstPasswordForm",
    "reset_password": "sanad.accounts.forms.ForgottenForm",
    "reset_password_from_key": "sanad.accounts.forms.ForgottenPasswordForm",
}
# Behind a web server that speaks https, the address of a visitor is the last one that it names.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SANAD_PROXIES", "1" if _SECURE else "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "sanad.accounts.forms.CodeForm",
    "reauthenticate": "sanad.accounts.forms.CodeAgainForm",
    "activate_totp": "sanad.accounts.forms.FirstCodeForm",
    "deactivate_totp": "sanad.accounts.forms.NoMoreCodesForm",
    "add_webauthn": "sanad.accounts.forms.AddKeyForm",
    "edit_webauthn": "sanad.accounts.forms.EditKeyForm",
    "login_webauthn": "sanad.accounts.forms.SignInWithKeyForm",
    "authenticate_webauthn": "sanad.accounts.forms.SecondFactorForm",
    "reauthenticate_webauthn": "sanad.accounts.forms.ConfirmWithKeyForm",
}
MFA_TOTP_ISSUER = "Sanad"
