"""One process of the search: a database of its own, in which nothing is ever committed."""

import os
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from bench.gaming.moves import Found

MEMORY = "/dev/shm"
"""Where the machine has it, the file lies in memory."""


def alone(seed: int, histories: int) -> Found:
    """Search with this seed; called in a process that has not seen Django yet."""
    with TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else gettempdir()) as home:
        os.environ |= {"HUYING_HOME": home, "DJANGO_SETTINGS_MODULE": "huying.site.settings"}
        os.environ.pop("HUYING_DATABASE_URL", None)
        return _searched(seed, histories)


def _searched(seed: int, histories: int) -> Found:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from bench.gaming.district import District
    from bench.gaming.search import Search
    from huying.directory import reckoning

    reckoning.FRESH = timedelta(days=9999)  # the rules do not change during the game
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        found = Search(District(), seed).run(histories)
        transaction.set_rollback(True)
    return found
