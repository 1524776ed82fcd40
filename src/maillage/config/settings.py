"""Django's settings, derived from the environment (docs/reference/reglages.md)."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from maillage.common import postgres
from maillage.common.postgres.places import data_folder
from maillage.config.environment import kept_secret, read_environment
from maillage.config.sign_in import *  # noqa: F403 - the ACCOUNT_… settings of django-allauth
from maillage.config.sign_in import SIGN_IN_ORIGINS

PACKAGE = Path(__file__).resolve().parent.parent
CONTENT = next(f for f in (PACKAGE / "content", PACKAGE.parents[1] / "content") if f.is_dir())
ENVIRONMENT = read_environment(os.environ)
DATA_FOLDER = data_folder(os.environ)

# Who we are, and whom we answer
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
SECRET_KEY = ENVIRONMENT.secret_key or kept_secret(DATA_FOLDER, make=get_random_secret_key)
SIGNING_SECRET = ENVIRONMENT.signing_secret or SECRET_KEY  # seals the keys that sign badges
SITE_URL = ENVIRONMENT.site_url
ROOT_URLCONF = "maillage.config.urls"
WSGI_APPLICATION = "maillage.config.wsgi.application"

INSTALLED_APPS = [
    "maillage.ui",
    "maillage.people",
    "maillage.directory",
    "maillage.skills",
    "maillage.agreements",
    "maillage.initiatives",
    "maillage.activities",
    "maillage.assessments",
    "maillage.learning",
    "maillage.matching",
    "maillage.outcomes",
    "maillage.pages",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "maillage.people.web.middleware.PreferredLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "maillage.common.middleware.SaidLength",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "maillage.directory.web.middleware.ViewerMiddleware",
    "maillage.common.middleware.RefusalMiddleware",
    "maillage.common.middleware.ReadOnlyWhenAsked",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.ui.context.languages",
                "maillage.pages.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "maillage.ui.templatetags.maillage_ui"],
        },
    }
]
FORM_RENDERER = "maillage.ui.forms.Renderer"

# One engine everywhere: PostgreSQL
DATABASE: dict[str, Any] = postgres.address(os.environ).as_django()
# Our queries are short: compiling them costs more. And a trigger that finds no list of those to skip recovers from an error each time.
DATABASE["OPTIONS"].setdefault("options", "-c jit=off -c pgtrigger.ignore={}")
DATABASE["OPTIONS"] |= {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}}
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "local"},
}

# People and sign-in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_REDIRECT_URL = "pages:today"
ACCOUNT_LOGOUT_REDIRECT_URL = "pages:home"

# Languages: French msgids, French first
LANGUAGE_CODE = "fr-ca"
LANGUAGES = [("fr-ca", _("Français (Québec)")), ("fr-fr", _("Français (France)")), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "America/Toronto"

# Static files, served by the same process
STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "maillage.ui.storage.OneStylesheetStorage"},
    "documents": {  # readable by their owner alone; they leave through a view that checks who asks
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_FOLDER / "documents",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}

# Walls
IS_PUBLIC = ENVIRONMENT.is_public
SECURE_SSL_REDIRECT = IS_PUBLIC
SECURE_HSTS_SECONDS = 63_072_000 if IS_PUBLIC else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PUBLIC
SILENCED_SYSTEM_CHECKS = [
    "security.W021"
]  # entering browsers’ preload lists is for the owner of the domain to decide
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxy_sets_scheme else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = IS_PUBLIC
CSRF_COOKIE_SECURE = IS_PUBLIC
LANGUAGE_COOKIE_SECURE = IS_PUBLIC
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
FILE_UPLOAD_HANDLERS = ["maillage.common.uploads.FilesWhereTheyAreTaken"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *SIGN_IN_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# Mail: a server, or a folder that a laptop's mailbox page reads
MAIL = ENVIRONMENT.mail_server
MAILBOX_FOLDER = DATA_FOLDER / "mailbox"
DEFAULT_FROM_EMAIL = ENVIRONMENT.sender
if MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.use_tls, MAIL.use_ssl
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAILBOX_FOLDER

# Pages of django-allauth that remove expired rows while they are shown
PATHS_THAT_TIDY_ON_READ = ["/compte/"]

# Logs go to standard error, without any e-mail address
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "maillage.people.logs.AddressFreeFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}

# What this deployment does
DEMO = ENVIRONMENT.demo
ENCODER = ENVIRONMENT.encoder
WORK_WHILE_SERVING = ENVIRONMENT.work_while_serving
