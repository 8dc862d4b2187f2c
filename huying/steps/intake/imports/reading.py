"""读行 · one row of a file, understood: what will become a case, or why it cannot."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from huying.case.models import Kind
from huying.kit import crypto
from huying.kit.sheet import Cell, Row
from huying.kit.text import digest_of_words, phone, title_of
from huying.kit.words import gettext_noop
from huying.steps.intake.alarms import alarms_in
from huying.steps.intake.imports.cells import blurred, until, when, words
from huying.steps.intake.imports.fields import FACTS, INSTANTS, LONG, Field
from huying.steps.intake.imports.mapping import Columns

NO_CONTENT = gettext_noop("没有内容")
TOO_LONG = gettext_noop("内容超过 10 万字，请核对")
LONG_NUMBER = gettext_noop("编号超过 80 个字符，请核对")
BLURRED_NUMBER = gettext_noop("编号是 15 位以上的数字，末几位已被表格软件抹去，改按内容识别")
STRANGE_PHONE = gettext_noop("电话看不懂，未登记为联系电话，原样留存")
STRANGE_DUE = gettext_noop("市级时限看不懂，未起算，原样留存")
LATE = gettext_noop("到达时市级时限已过")
NOT_A_TIME = gettext_noop("没有填写时间")

MOST_WORDS, MOST_NUMBER, MOST_TITLE, MOST_PLACE, MOST_FACT = 100_000, 80, 80, 200, 40
NAMELESS = frozenset({"匿名", "匿名用户", "匿名群众", "不愿透露", "未透露", "不详"})
URGENT = ("【急】", "【紧急】", "【加急】", "【特急】", "[急]", "[紧急]")
KINDS = {
    "举报": Kind.REPORT, "投诉": Kind.COMPLAINT, "建议": Kind.SUGGESTION, "表扬": Kind.PRAISE, "感谢": Kind.PRAISE,
    "咨询": Kind.CONSULT, "求助": Kind.HELP,
}  # fmt: skip
SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode


class Unfit(ValueError):
    """The row cannot become a case; `words` is a message, `values` fill it."""

    def __init__(self, words: str, **values: str) -> None:
        super().__init__(words)
        self.words, self.values = words, values


@dataclass(slots=True)
class Reading:
    """A row as it will become a case. `told` holds every field that we understood as words, for comparing.

    `words` and `content` are digests, `kept` is the row itself, `alarms` are urgent words: made while nobody waits for us.
    """

    row: int
    identity: str
    number: str
    text: str
    title: str
    name: str
    phone: str
    anonymous: bool
    kind: str
    urgent: bool
    received_at: datetime
    finished_at: datetime | None
    due: datetime | None
    told: dict[str, str]
    strange: dict[str, Cell]
    words: str = ""
    content: str = ""
    kept: str = ""
    alarms: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def answer(self) -> str:
        return self.told.get(Field.ANSWER, "")

    @property
    def is_history(self) -> bool:
        """Answered or finished where it came from: nothing is left to do."""
        return bool(self.answer or self.finished_at)

    @property
    def is_late(self) -> bool:
        """Still open, and its own limit had passed when it reached us."""
        return LATE in self.notices

    @property
    def facts(self) -> dict[str, str]:
        """What the line of the ledger keeps word for word."""
        return {name: self.told[name][:MOST_FACT] for name in FACTS if self.told.get(name)}


class Reader:
    """Knows the columns of one file, and turns its rows into readings."""

    def __init__(self, columns: Sequence[str], chosen: Columns, *, at: datetime) -> None:
        self._names = {field: name for name, field in chosen.items()}
        self._places = {chosen[name]: place for place, name in enumerate(columns) if name in chosen}
        self._said = [(name.value, place) for name, place in self._places.items() if name not in INSTANTS]
        self._strange = [(name, place) for place, name in enumerate(columns) if name not in chosen]
        self._zone, self._at = settings.TIME_ZONE, at

    def read(self, row: Row) -> Reading:
        """Raises Unfit with the reason."""
        number, cells = row
        told: dict[str, str] = {name: words(cells[place]) for name, place in self._said}
        notices: list[str] = []
        text = self._text(told)
        received_at = self._received(cells)
        finished_at = self._moment(Field.FINISHED, cells)
        due = self._due(cells, notices)
        if due and due <= self._at and not told.get(Field.ANSWER) and not finished_at:
            notices.append(LATE)
        told |= _instants({Field.RECEIVED: received_at, Field.FINISHED: finished_at, Field.DUE: due})
        reading = Reading(
            row=number, identity="", number=self._number(cells, told, notices), text=text, title=_title(told),
            name=_name(told), phone=_phone(told, notices), anonymous=told.get(Field.NAME, "") in NAMELESS,
            kind=_kind(told), urgent=told.get(Field.TITLE, "").startswith(URGENT),
            received_at=received_at, finished_at=finished_at, due=due, told=told,
            strange={name: cells[place] for name, place in self._strange if cells[place] is not None}, notices=notices,
        )  # fmt: skip
        return _signed(reading)

    def column(self, name: Field) -> str:
        """How the file calls it."""
        return self._names.get(name, str(name.label))

    def _text(self, told: dict[str, str]) -> str:
        text = told.get(Field.CONTENT, "")
        if not text:
            raise Unfit(NO_CONTENT, column=self.column(Field.CONTENT))
        if len(text) > MOST_WORDS:
            raise Unfit(TOO_LONG, column=self.column(Field.CONTENT))
        return text

    def _number(self, cells: Sequence[Cell], told: dict[str, str], notices: list[str]) -> str:
        number = told.get(Field.NUMBER, "")
        if number and blurred(cells[self._places[Field.NUMBER]]):
            notices.append(BLURRED_NUMBER)
            return ""
        if len(number) > MOST_NUMBER:
            raise Unfit(LONG_NUMBER, column=self.column(Field.NUMBER))
        return number

    def _received(self, cells: Sequence[Cell]) -> datetime:
        found = self._moment(Field.RECEIVED, cells)
        if found is None:
            raise Unfit(NOT_A_TIME, column=self.column(Field.RECEIVED))
        return found

    def _moment(self, name: Field, cells: Sequence[Cell]) -> datetime | None:
        if name not in self._places:
            return None
        try:
            return when(cells[self._places[name]], self._zone, at=self._at)
        except ValueError as error:
            raise Unfit(str(error), column=self.column(name)) from error

    def _due(self, cells: Sequence[Cell], notices: list[str]) -> datetime | None:
        try:
            return until(cells[self._places[Field.DUE]], self._zone, at=self._at) if Field.DUE in self._places else None
        except ValueError:
            notices.append(STRANGE_DUE)
            return None


def _instants(found: dict[Field, datetime | None]) -> dict[str, str]:
    """However a moment was written, the same one is told the same way."""
    return {name: moment.isoformat() for name, moment in found.items() if moment}


def _title(told: dict[str, str]) -> str:
    title = told.get(Field.TITLE) or title_of(told[Field.CONTENT])
    return title if len(title) <= MOST_TITLE else f"{title[: MOST_TITLE - 1]}…"


def _name(told: dict[str, str]) -> str:
    name = told.get(Field.NAME, "")
    return "" if name in NAMELESS else name


def _phone(told: dict[str, str], notices: list[str]) -> str:
    try:
        return phone(told.get(Field.PHONE, ""))
    except ValueError:
        notices.append(STRANGE_PHONE)
        return ""


def _kind(told: dict[str, str]) -> str:
    written = told.get(Field.KIND, "")
    return next((kind for word, kind in KINDS.items() if word in written), Kind.HELP)


def _signed(reading: Reading) -> Reading:
    """Give the row the digests by which it is known again. They are keyed: nobody can guess at words by them."""
    key = settings.HUYING_KEYS.index
    words = digest_of_words(reading.text)
    reading.words = crypto.blind(key, words)
    reading.content = crypto.blind(key, SORTED(reading.told))
    reading.identity = reading.number or crypto.blind(
        key, f"{words}|{reading.received_at.isoformat()}|{reading.name}|{reading.phone}"
    )
    reading.kept = _kept(reading)
    reading.alarms = [] if reading.is_history else [alarm.code for alarm in alarms_in(reading.text)]
    return reading


def _kept(reading: Reading) -> str:
    """The row itself, sealed later: what was understood, the long texts by digest alone, and what was not."""
    told = {name: words for name, words in reading.told.items() if words}
    for name in LONG & told.keys():
        told[name] = digest_of_words(told[name])
    return SORTED({"told": told, "strange": reading.strange})
