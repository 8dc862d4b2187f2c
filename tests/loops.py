"""An event loop in a thread of its own: the browser's driver keeps one running in the thread of the tests."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def run(scene: Coroutine[Any, Any, None]) -> None:
    """To its end; what it raises is raised here."""

    def alone() -> None:
        try:
            asyncio.run(scene)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(alone).result()
