"""语法 · reads the files of parts beside it: matters with their spots and complaints, and blocks of phrases by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Subject:
    """What one matter is about: the thing, the spots where it happens, and what may be wrong with it."""

    thing: str
    spots: Sequence[str]
    wrongs: Sequence[str]


@cache
def subjects() -> dict[str, Subject]:
    """By the name of the matter."""
    found: dict[str, Subject] = {}
    name, thing, spots, wrongs = "", "", [""], list[str]()
    for line in _lines("matters.txt"):
        if line.startswith("@"):
            spots = [spot.strip() for spot in line[1:].split(",")]
        elif line.startswith("-"):
            wrongs.append(line[1:].strip())
            found[name] = Subject(thing, tuple(spots), tuple(wrongs))
        elif "=" in line:
            name, thing = (part.strip() for part in line.split("="))
            wrongs = []
    return found


def subject_of(matter: str) -> Subject:
    """For a list of another district: its own line's name is the thing, and little is said about it."""
    return subjects().get(matter) or _plain(matter)


@cache
def _plain(matter: str) -> Subject:
    wrongs = [phrase.format(m=matter) for phrase in phrases("common.txt", "wrongs of another list")]
    return Subject(matter, phrases("common.txt", "spots of another list"), wrongs)


@cache
def phrases(file: str, block: str) -> Sequence[str]:
    """The lines of one block; an empty line in it stands for saying nothing."""
    found: list[str] = []
    inside = False
    for line in (HERE / file).read_text("utf-8").splitlines():
        if line.startswith("["):
            inside = line == f"[{block}]"
        elif inside and not line.startswith("#"):
            found.append(line.strip())
    return tuple(found)


def _lines(file: str) -> list[str]:
    text = (HERE / file).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
