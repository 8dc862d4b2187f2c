"""Settings 配置 · read from the environment and the home folder; no secret stands here."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from huying.kit.crypto import Keys

ROOT = Path(__file__).resolve().parent
HOME = Path(os.environ.get("HUYING_HOME", "var")).resolve()
HUYING_HOME = HOME
HUYING_KEYS = Keys.load_or_make(HOME / "keys")
HUYING_JURISDICTION = os.environ.get("HUYING_JURISDICTION", "110199")
HUYING_ANCHORS = Path(os.environ.get("HUYING_ANCHORS", HOME / "anchors"))
SECRET_KEY = HUYING_KEYS.session.hex()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HUYING_HOSTS", "*").split(",")


def _database() -> dict[str, object]:
    """SQLite under the home folder for a town; PostgreSQL by its address for a city."""
    address = os.environ.get("HUYING_DATABASE_URL", "")
    if not address:
        return {"ENGINE": "huying.site.sqlite", "NAME": HOME / "huying.sqlite3"}
    url = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or parse_qs(url.query).get("host", [""])[0],
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 300,
        "OPTIONS": {"options": "-c lock_timeout=5000"},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "directory.Person"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "huying.directory",
    "huying.case",
    "huying.post",
    "huying.steps.intake.imports",
    "huying.site",
]
MIDDLEWARE = [
    "huying.site.headers.HeaderMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "huying.site.refusals.RefusalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huying.site.look.look",
            ],
        },
    },
]
ROOT_URLCONF = "huying.site.urls"
WSGI_APPLICATION = "huying.site.wsgi.application"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [ROOT.parent / "locale"]
TIME_ZONE = os.environ.get("HUYING_ZONE", "Asia/Shanghai")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CSRF_FAILURE_VIEW = "huying.site.stops.stale_form"
