"""边界图 · the outline of our villages, drawn without any tiles: a file of our own under the home folder (boundary.json).

GeoJSON in WGS 84; each feature has `name`, and `code` where the area's code is known.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings


def has_boundary() -> bool:
    """Without the file the map is not offered; words and one's own position remain."""
    return path().exists()


def path() -> Path:
    """Where it lies."""
    return Path(settings.HUYING_HOME) / "boundary.json"


def boundary() -> bytes:
    """The file, read once while it stays the same."""
    return _read(path(), path().stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(where: Path, changed: int) -> bytes:
    return where.read_bytes()
