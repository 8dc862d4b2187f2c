"""译文 · gathers what the program says into the catalogue: Chinese as it stands in the sources, English beside it.

`python frontend/messages.py` adds what is new (with no English yet), drops what nobody says any more, keeps the rest.
"""

import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

import django
import polib  # type: ignore[import-untyped]
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "huying"
CATALOGUE: Final = SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po"
ONE: Final = ("_", "_now", "gettext", "gettext_lazy", "gettext_noop")
MANY: Final = ("ngettext", "ngettext_lazy")
KEYWORDS: Final[dict[str, Any]] = dict.fromkeys(ONE) | dict.fromkeys(MANY, (1, 2)) | {"pgettext": ((1, "c"), 2)}
HEAD: Final = {
    "Project-Id-Version": "huying",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
SAYS: Final = re.compile(r"[\u3000-\u9fff\uff00-\uffef]|%\(")
"""Chinese, or at least places to be filled; a bare English word is the key of a table that stood inside gettext's brackets."""
PLACES: Final = re.compile(r"%\([^)]*\)[sd]|%[sd]|\{\w*\}")


class Message(NamedTuple):
    """What is said of one, of many (or nothing), and in which context (or none)."""

    one: str
    many: str = ""
    context: str | None = None


def python_files() -> list[Path]:
    """Every module that may speak."""
    return sorted(path for path in SOURCES.rglob("*.py") if "migrations" not in path.parts)


def templates() -> list[Path]:
    """Every page and every short message of a page."""
    return sorted(path for path in SOURCES.rglob("templates/**/*") if path.suffix in {".html", ".txt"})


def _as_python(template: Path) -> bytes:
    """Django turns a template into calls of gettext between rows of X; indentation would not be Python."""
    lines = templatize(template.read_text(), origin=str(template)).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def _said_in(source: bytes) -> Iterator[Message]:
    """The messages of one file."""
    for _line, said, _comments, context in extract("python", BytesIO(source), keywords=KEYWORDS):
        one, many = (said, "") if isinstance(said, str) else (said[0], said[1])
        yield Message(one, many, context)


def _in_tables() -> Iterator[str]:
    """The kit's sentences stand in tables, for it knows no gettext; so do the columns of the directory's sheets."""
    from huying.directory.sheets import REGISTERS  # noqa: PLC0415
    from huying.kit import image, sheet_words  # noqa: PLC0415

    yield from (*sheet_words.WORDS, *image.WORDS)
    for register in REGISTERS.values():
        for column in register.columns:
            yield from filter(None, (column.header, column.hint))


def messages() -> set[Message]:
    """All that is said."""
    found = {Message(words) for words in _in_tables()}
    for source in (*map(Path.read_bytes, python_files()), *map(_as_python, templates())):
        found.update(message for message in _said_in(source) if SAYS.search(message.one))
    plural = {(message.one, message.context) for message in found if message.many}
    return {message for message in found if message.many or (message.one, message.context) not in plural}


def catalogue() -> polib.POFile:
    """The English we have; an empty book where there is none."""
    return polib.pofile(str(CATALOGUE), wrapwidth=0) if CATALOGUE.exists() else polib.POFile(wrapwidth=0)


def key(entry: polib.POEntry) -> Message:
    """An entry as the message it translates."""
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt)


def _entry(message: Message, kept: polib.POEntry | None) -> polib.POEntry:
    if kept:
        return kept
    plural = {"msgid_plural": message.many, "msgstr_plural": {0: "", 1: ""}} if message.many else {}
    return polib.POEntry(msgid=message.one, msgctxt=message.context, **plural)


def gather() -> polib.POFile:
    """The catalogue as it ought to stand, sorted by what is said: no line numbers, so that only words make a difference."""
    known = {key(entry): entry for entry in catalogue()}
    book = polib.POFile(wrapwidth=0)
    book.metadata = HEAD
    book.extend(_entry(message, known.get(message)) for message in sorted(messages(), key=lambda it: (it.one, it.many)))
    return book


def untranslated(book: polib.POFile) -> list[str]:
    """What has no English yet."""
    return [entry.msgid for entry in book if not (entry.msgstr or all(entry.msgstr_plural.values() or [""]))]


def main() -> None:
    """Write the catalogue anew and say what is missing."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.site.settings")
    django.setup()
    book = gather()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(CATALOGUE))
    missing = untranslated(book)
    print("\n".join(missing), f"{len(book)} messages, {len(missing)} without English", sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
