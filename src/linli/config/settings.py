"""Arranges the environment for Django; decides nothing that `environment.py` did not read."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from linli.config import environment, wiring
from linli.config.servers import database_settings, email_settings
from linli.domain.tiles import TIANDITU_HOST

ENVIRONMENT = environment.read()
SOURCE_DIR = Path(__file__).resolve().parents[1]

DEBUG = ENVIRONMENT.debug
# Without a database nothing outlasts the process, so neither need its key.
SECRET_KEY = ENVIRONMENT.secret_key or get_random_secret_key()
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.secret_keys_before)
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
IS_ENCRYPTED = ENVIRONMENT.public_url.startswith("https://")
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.public_url] if IS_ENCRYPTED else []
DEMO = ENVIRONMENT.demo
PUBLIC_URL = ENVIRONMENT.public_url
DATA_DIR = ENVIRONMENT.data_dir
BASE_MAP_FILE = ENVIRONMENT.base_map_file
BASE_MAP_CREDIT = ENVIRONMENT.base_map_credit
TIANDITU_KEY = ENVIRONMENT.tianditu_key
LINLI_LIVE = ENVIRONMENT.live
LINLI_PROXY_NETWORKS = ENVIRONMENT.proxy_networks
LINLI_PORTS = wiring.ports(ENVIRONMENT)
LINLI_KEYS = wiring.key_store(ENVIRONMENT)
LINLI_CIPHER = ENVIRONMENT.cipher

FACES = ["public", "console", "api", *(["demo"] if DEMO else [])]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "linli.store",
    "linli.ui",
    *(f"linli.{face}" for face in FACES),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "linli.config.request_log.RequestLogMiddleware",
    "linli.config.response_headers.StandingHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "linli.config.live_address.LiveAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "linli.ui.preferences.PreferencesMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "linli.config.sessions.SessionTimesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "linli.config.limits.HostileInputMiddleware",
]
ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "linli.ui.frame.frame",
            ],
        },
    }
]

# `owner` migrates and does nothing else: the router sends no query to it.
DATABASES = {
    "default": database_settings(ENVIRONMENT.database_url),
    "owner": database_settings(ENVIRONMENT.owner_database_url, keep_seconds=0),
}
DATABASE_ROUTERS = ["linli.config.servers.AppRoleRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "store.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "linli.config.password_words.UsualPasswordValidator"},
    {"NAME": "linli.config.password_words.HouseWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/console/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "linli.config.sign_in.StaffAccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_RATE_LIMITS = False  # allauth's shut a victim out; `linli.domain.sign_in_pace` only slows whoever guesses
ACCOUNT_FORMS = {"login": "linli.config.sign_in.StaffLoginForm"}
MFA_ADAPTER = "linli.config.second_factor.StaffMfaAdapter"
MFA_FORMS = {"authenticate": "linli.config.second_factor.CodeForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff have no addresses that allauth would know of

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS: list[str] = []  # each face keeps its own words in its own folder
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = str(ENVIRONMENT.data_dir / "static")
HAS_COLLECTED_STATIC = (ENVIRONMENT.data_dir / "static" / "staticfiles.json").is_file()
# A laptop or the demo serves files from where they lie; a server collects them once (`linli init`).
WHITENOISE_USE_FINDERS = not HAS_COLLECTED_STATIC
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".mjs": "text/javascript"}
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(ENVIRONMENT.data_dir / "attachments")},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HAS_COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 12
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
REQUEST_BODY_BYTES_MAX = 64 * 1024 * 1024

SESSION_ENGINE = "django.contrib.sessions.backends.db"
# A browser takes a cookie of this prefix from this very host only, over HTTPS only.
COOKIE_PREFIX = "__Host-" if IS_ENCRYPTED else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}linli_session"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
# Not Strict: a link in a notice, or the way back from a single sign-on, must find the session it belongs to.
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_ENCRYPTED
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}linli_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = IS_ENCRYPTED
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}linli_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_ENCRYPTED
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_ENCRYPTED
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_ENCRYPTED else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_ENCRYPTED
SECURE_HSTS_PRELOAD = IS_ENCRYPTED
# Other systems are refused over plain HTTP (`linli.config.limits`): led on, they would send their keys in plain again.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^api/", r"^open311/"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "report-to": ["policy"],
        "report-uri": ["/policy-reports"],  # for browsers that do not know `report-to` yet
    }
}
if TIANDITU_KEY:  # the one outside host there is, and only where an operator asks for it
    for directive in ("connect-src", "img-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][directive].append(f"https://*.{TIANDITU_HOST}")

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from
globals().update(email_settings(ENVIRONMENT.email_url))

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "linli.config.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own handlers mail the administrators: a request's body may hold a resident's words.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        # Whoever tries the demo reads its terminal; a line for every picture would bury what it says.
        "linli.requests": {"handlers": [], "level": "WARNING" if DEMO else "INFO", "propagate": True},
    },
}
