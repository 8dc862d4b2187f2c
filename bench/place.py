"""A place to measure in: a fresh home, a small district, and where the figures go."""

import argparse
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def fresh_home(name: str) -> Path:
    """An empty home folder; must be called before anything of Django is imported."""
    return _at(Path(tempfile.mkdtemp(prefix=f"huying-{name}-")))


def home(name: str) -> Path:
    """The one that `--home` names, as it is: a filled one need not be filled again, and is written to. Otherwise a fresh one."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--home", type=Path)
    given: Path | None = options.parse_known_args()[0].home
    return fresh_home(name) if given is None else _at(given.resolve())


def _at(home: Path) -> Path:
    os.environ["HUYING_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.site.settings")
    return home


def machine() -> str:
    """Processor, cores, Python: what a reader needs to compare."""
    model = next((line.split(":")[1].strip() for line in _cpuinfo() if line.startswith("model name")), "?")
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {platform.system()}"


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def say(title: str, rows: list[tuple[str, str]]) -> None:
    """Print a table that can be pasted into RESULTS.md."""
    print(f"\n### {title}\n\n{datetime.now(UTC):%Y-%m-%d} · {machine()} · `python {' '.join(sys.argv)}`\n")
    print("| what | figure |\n|---|---|")
    for what, figure in rows:
        print(f"| {what} | {figure} |")
