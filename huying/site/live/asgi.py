"""推送进程 · GET /live/board/ is a stream of server-sent events. Plain ASGI: nothing of it passes through the pages' middleware.

A thousand open pages are a thousand queues in one event loop; what is new is read from the ledger once for all of them.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.site.settings")
django.setup()

from huying.site.live.process import Live  # noqa: E402 · settings come first

application = Live()
