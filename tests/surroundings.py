"""Loaded before Django (`-p tests.surroundings`): a home of its own for the run, and the database it runs on.

HUYING_TEST_DATABASE=postgresql starts one PostgreSQL for the whole run, or uses the one that HUYING_DATABASE_URL names.
Workers of pytest-xdist inherit what their parent has set.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.postgres import Postgres

WORKER = "PYTEST_XDIST_WORKER"


def _settle() -> None:
    if WORKER in os.environ:
        return
    home = os.environ["HUYING_HOME"] = tempfile.mkdtemp(prefix="huying-test-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["LC_ALL"] = "C.UTF-8"  # the terminal is answered in Chinese, whatever this machine speaks
    (Path(home) / "static").mkdir()
    if os.environ.get("HUYING_TEST_DATABASE") != "postgresql":
        os.environ.pop("HUYING_DATABASE_URL", None)
    elif "HUYING_DATABASE_URL" not in os.environ:
        server = Postgres()
        server.start()
        atexit.register(server.stop)
        os.environ["HUYING_DATABASE_URL"] = server.url


_settle()


def pytest_configure() -> None:
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_report_header() -> str:
    return f"database: {'PostgreSQL' if os.environ.get('HUYING_DATABASE_URL') else 'SQLite'}"
