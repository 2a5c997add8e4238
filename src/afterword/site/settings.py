"""All settings, read once from the environment. `docs/admin/settings.md` lists the ones people set."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE

from afterword.site.environment import data_folder, database_url, env, port, secret_key, storages

DATA = data_folder()
SECRET_KEY = secret_key(DATA)
DEBUG = False

LOOPBACK = ("127.0.0.1", "::1", "localhost")
HOST = env.str("HOST", default="127.0.0.1")
PORT = port()
BASE_URL = env.str("AFTERWORD_BASE_URL", default="").rstrip("/") or f"http://localhost:{PORT}"
_base = urlsplit(BASE_URL)
IS_HTTPS = _base.scheme == "https"
# The address that people use, and the loopback names of the machine itself.
ALLOWED_HOSTS = [_base.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
if HOST not in LOOPBACK and not env.str("AFTERWORD_BASE_URL", default=""):
    ALLOWED_HOSTS = ["*"]
IS_ON_LOOPBACK = HOST in LOOPBACK and _base.hostname in LOOPBACK  # not behind a proxy either
LOADS_DEMO = IS_ON_LOOPBACK and env.bool("AFTERWORD_DEMO", default=True) and not env.str("DATABASE_URL", default="")
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "afterword_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "csp",
    "afterword.core",
    "afterword.people",
    "afterword.access",
    "afterword.timeline",
    "afterword.documents",
    "afterword.incidents",
    "afterword.followups",
    "afterword.runbooks",
    "afterword.postmortems",
    "afterword.transfer",
    "afterword.live",
    "afterword.api",
    "afterword.web",
    "allauth",  # after ours, whose templates of the same names count
    "allauth.account",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "afterword.api.middleware.ApiMiddleware",
    "afterword.web.middleware.PersonMiddleware",
    "afterword.web.people.first_start.FirstStartMiddleware",
    "afterword.web.middleware.DomainErrorMiddleware",
]
ROOT_URLCONF = "afterword.site.urls"
APPEND_SLASH = False
CSRF_FAILURE_VIEW = "afterword.web.errors.csrf_failed"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "afterword.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "afterword.web.templatetags.afterword",
                "afterword.web.templatetags.constants",  # after the two, whose `translate` and `icon` it makes faster
            ],
        },
    }
]

_sqlite_pragmas = ";".join(
    (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",  # what was answered as saved survives a power cut
        "PRAGMA foreign_keys=ON",
        "PRAGMA temp_store=MEMORY",
        "PRAGMA cache_size=-4000",  # for each connection, so for each thread; the system caches the file
        "PRAGMA journal_size_limit=67108864",
    )
)


def _database() -> dict[str, Any]:
    database: dict[str, Any] = dict(env.db_url_config(database_url(DATA)))
    database["CONN_MAX_AGE"] = None
    database["CONN_HEALTH_CHECKS"] = True
    if "sqlite" in database["ENGINE"]:
        # Taking the write lock first is what makes read-then-write safe; see docs/adr/0002.
        database["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _sqlite_pragmas}
    else:
        database.setdefault("OPTIONS", {}).setdefault("application_name", "afterword")
    return database


DATABASES = {"default": _database()}
STORAGES = storages(DATA)
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # e-mail is unique, whatever its case, by a constraint of the model
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "afterword.web.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "afterword.web.people.account_forms.SignInForm",
    "reset_password": "afterword.web.people.account_forms.LostPasswordForm",
    "reset_password_from_key": "afterword.web.people.account_forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # invited people proved the address by opening the invitation
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can make us write to strangers
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_HTTPS else 0  # whose X-Forwarded-For counts when attempts are limited
PASSWORD_RESET_TIMEOUT = 60 * 60 * 4

EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default=f"afterword@{_base.hostname or 'localhost'}")
EMAIL_TIMEOUT = 10
HAS_MAIL = bool(EMAIL_URL)

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]  # each by its own name, for those who read no other
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],  # the editor's cursors position themselves
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1001  # a folder of reports, and one more so that the refusal is ours
MAX_REQUEST_BYTES = 64 * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"secrets": {"()": "afterword.site.log_redaction.WithoutSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets"]}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
