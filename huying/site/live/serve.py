"""启动 · how `huying run` starts the live process beside the pages."""

import sys


def command(host: str, port: int) -> list[str]:
    """One worker: its event loop carries every stream."""
    settings = {
        "--interface": "asgi",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--backlog": "2048",
        "--workers-kill-timeout": "3",
        "--log-level": "warning",
    }
    words = [word for pair in settings.items() for word in pair]
    return [
        sys.executable,
        "-m",
        "granian",
        *words,
        "--no-ws",
        "--respawn-failed-workers",
        "huying.site.live.asgi:application",
    ]
