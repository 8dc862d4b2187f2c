"""Settings 配置 · read from the environment and the home folder; no secret stands here."""

import os
from datetime import timedelta
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


# A machine that was cut off is not waited for: its locks fall after a minute, our own waiting ends after seconds.
WAITING = "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000 -c tcp_keepalives_idle=10 -c tcp_keepalives_count=3"
# Pages ask for little of much. Reading by an index costs what it costs on a solid disk; of a dozen tables the shortest way is looked for
# to the end; every core has a reader of its own, so none takes a second; and no page lasts so long that compiling it would pay.
PLANNED = (
    "-c random_page_cost=1.1 -c join_collapse_limit=11 -c from_collapse_limit=11"
    " -c max_parallel_workers_per_gather=0 -c jit=off"
)
ALIVE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}


def _database() -> dict[str, object]:
    """SQLite under the home folder for a town; PostgreSQL by its address for a city."""
    if address := os.environ.get("HUYING_DATABASE_URL", ""):
        return _postgresql(address, "")
    return {"ENGINE": "huying.site.sqlite", "NAME": HOME / "huying.sqlite3", "CONN_MAX_AGE": None}


def _postgresql(address: str, more: str) -> dict[str, object]:
    """The connection says which district it is for: policies and search ask it."""
    url = urlsplit(address)
    return {
        "ENGINE": "huying.site.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or parse_qs(url.query).get("host", [""])[0],
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,  # a server that was restarted meanwhile costs nobody a page
        "OPTIONS": ALIVE | {"options": f"{WAITING} {PLANNED} -c huying.jurisdiction={int(HUYING_JURISDICTION)}{more}"},
    }


DATABASES = {"default": _database()}
if _replica := os.environ.get("HUYING_REPLICA_URL", ""):
    # The month, the wall and exports are read from a streaming replica that is no older than so many seconds.
    DATABASES["replica"] = _postgresql(_replica, " -c default_transaction_read_only=on")
    DATABASE_ROUTERS = ["huying.directory.replica.Router"]
HUYING_REPLICA_OLDEST = timedelta(seconds=float(os.environ.get("HUYING_REPLICA_OLDEST", "30")))
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
    "huying.oversight.dashboard",
    "huying.oversight.inspection",
    "huying.oversight.month",
    "huying.oversight.supervision",
    "huying.simulation",
    "huying.steps.intake",
    "huying.steps.intake.imports",
    "huying.steps.dispatch",
    "huying.steps.handling",
    "huying.steps.feedback",
    "huying.steps.reply",
    "huying.steps.evaluation",
    "huying.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "huying.site.watch.middleware.WatchMiddleware",
    "huying.site.middleware.OriginMiddleware",
    "huying.site.headers.HeaderMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "huying.site.refusals.RefusalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "huying.site.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "huying.site.middleware.PresenceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "huying.site.middleware.ClassifiedMiddleware",
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

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("HUYING_HTTPS", "") == "1"
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
HUYING_BODY_MOST = 128 * 1024 * 1024  # one submission with all its photos, before the browser or we make them small

# One JSON object a line, without personal facts. HUYING_LOG is a file, or "-": to the terminal's output, for a service that keeps it.
HUYING_LOG = os.environ.get("HUYING_LOG", str(HOME / "logs" / "huying.jsonl"))
# Grown longer than so many MB it makes way, and the newest five are kept.
HUYING_LOG_MOST = int(os.environ.get("HUYING_LOG_MOST", "64")) * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "huying.site.watch.lines.PlainLine"},
        "json": {"()": "huying.site.watch.lines.JsonLine"},
    },
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "formatter": "plain"},
        "lines": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}
        if HUYING_LOG == "-"
        else {"class": "huying.site.watch.lines.Lines", "filename": HUYING_LOG, "formatter": "json"},
    },
    "root": {"handlers": ["terminal", "lines"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["terminal", "lines"], "level": "ERROR", "propagate": False},
        "huying": {"handlers": ["terminal", "lines"], "level": "INFO", "propagate": False},
        "huying.request": {"handlers": ["lines"], "level": "INFO", "propagate": False},
    },
}

# Signing in; the rules are RULES §7, the code is huying/directory/account.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["huying.directory.account.hashing.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "huying.directory.account.passwords.LongEnough"},
    {"NAME": "huying.directory.account.passwords.ThreeKinds"},
    {"NAME": "huying.directory.account.passwords.NotTheName"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "huying.directory.account.passwords.NotUsedLately"},
]
LOGIN_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "huying.directory.account.adapter.Entrance"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # counted by huying.directory.limiter, for all workers together
ACCOUNT_FORMS = {
    "login": "huying.directory.account.forms.SignInForm",
    "change_password": "huying.directory.account.forms.NewPasswordForm",
    "reauthenticate": "huying.directory.account.forms.PasswordAgainForm",
}
MFA_ADAPTER = "huying.directory.account.second.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "huying.directory.account.second.CodeForm",
    "reauthenticate": "huying.directory.account.second.CodeAgainForm",
    "activate_totp": "huying.directory.account.second.FirstCodeForm",
}

# Behind a proxy: HUYING_PROXIES=127.0.0.1,10.0.0.0/8 names those whose word is taken for the address and for https.
HUYING_PROXIES = [proxy for proxy in os.environ.get("HUYING_PROXIES", "").split(",") if proxy]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SESSION_ENGINE = "huying.site.sessions"
SESSION_COOKIE_AGE = 24 * 3600
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Where pages find the live streams: ":8001" another port of this host, "/live/" behind a proxy, empty: pages ask by themselves.
HUYING_LIVE = os.environ.get("HUYING_LIVE", "")

# Backups: where they lie, at what time of the night one is made (empty: never), how many are kept.
HUYING_BACKUPS = Path(os.environ.get("HUYING_BACKUPS", HOME / "backups")).resolve()
HUYING_BACKUP_AT = os.environ.get("HUYING_BACKUP_AT", "03:00")
HUYING_BACKUP_KEEP = int(os.environ.get("HUYING_BACKUP_KEEP", "7"))

# Watching: below so many bytes of free disk this machine is not ready; who brings the token may read /metrics from elsewhere.
HUYING_DISK_LEAST = int(os.environ.get("HUYING_DISK_LEAST", "500")) * 1024 * 1024
# A keeper silent for so many seconds is started again.
HUYING_HANGS_AFTER = float(os.environ.get("HUYING_HANGS_AFTER", "60"))
HUYING_METRICS_TOKEN = os.environ.get("HUYING_METRICS_TOKEN", "")
