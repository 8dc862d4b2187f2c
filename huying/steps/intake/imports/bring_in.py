"""接入 · the rows of one batch become cases, in the one short transaction that the caller opened."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from huying.case import bulk, ledger
from huying.case.channels import Channel
from huying.case.ledger import Stroke
from huying.case.models import Case
from huying.case.new import New, take_in
from huying.case.who import Actor
from huying.directory.jurisdiction import here
from huying.kit import crypto
from huying.steps.intake.imports.fields import Field
from huying.steps.intake.imports.gazetteer import Gazetteer
from huying.steps.intake.imports.models import Imprint
from huying.steps.intake.imports.reading import MOST_PLACE, Reading
from huying.steps.intake.imports.sorting import Sorted

Cases = dict[str, Case]
"""Row's identity → the case that came of it."""


class Door:
    """By whom, from where, and when the file comes in."""

    def __init__(self, source: str, *, by: Actor, at: datetime, names: Gazetteer) -> None:
        self.source, self.by, self.at, self.names = source, by, at, names

    def bring_in(self, rows: Sorted) -> Cases:
        """Write the new rows of a batch; those that echo another come after it, so that they can point to it."""
        firsts = {reading.row: rows.suspected.get(reading.row) for reading in rows.new}
        made = self._make(rows.new, firsts)
        spoken = {reading.words: made[reading.identity].pk for reading in rows.new}
        return made | self._make(rows.echoes, {reading.row: spoken[reading.words] for reading in rows.echoes})

    def _make(self, readings: Sequence[Reading], firsts: dict[int, int | None]) -> Cases:
        if not readings:
            return {}
        news = [self._new(reading, firsts[reading.row]) for reading in readings]
        strokes = [
            new.stroke("imported" if reading.is_history else "received", by=self.by, at=self.at)
            for reading, new in zip(readings, news, strict=True)
        ]
        cases = take_in(news, strokes)
        made = {reading.identity: case for reading, case in zip(readings, cases, strict=True)}
        self._answer([reading for reading in readings if reading.is_history], made)
        self._alert([reading for reading in readings if reading.alarms], made)
        bulk.insert([imprint(reading, made[reading.identity], self.source) for reading in readings])
        return made

    def _answer(self, readings: Sequence[Reading], made: Cases) -> None:
        """The answer and its time are history; nobody is told, no clock runs."""
        strokes = [
            Stroke(
                made[reading.identity], "answered", self.by, self.at,
                words=reading.answer, happened_at=reading.finished_at, facts=dict(reading.facts),
            )
            for reading in readings
        ]  # fmt: skip
        if strokes:
            ledger.write_many(strokes)

    def _alert(self, readings: Sequence[Reading], made: Cases) -> None:
        """Urgent and sensitive words are raised at once, as at every other door."""
        strokes = [
            Stroke(made[reading.identity], "alerted", self.by, self.at, facts={"alarms": reading.alarms})
            for reading in readings
        ]
        if strokes:
            ledger.write_many(strokes)

    def _new(self, reading: Reading, suspected: int | None) -> New:
        unit, told = self.names.unit(reading), reading.told
        return New(
            text=reading.text, channel=Channel.FILE, title=reading.title, kind=reading.kind, urgent=reading.urgent,
            name=reading.name, phone=reading.phone, anonymous=reading.anonymous,
            place=told.get(Field.PLACE, "")[:MOST_PLACE], area=self.names.area(reading), matter=self.names.matter(reading),
            source=self.source, source_number=reading.number, received_at=reading.received_at,
            suspected=Case(pk=suspected) if suspected else None,
            to=unit if reading.is_history else None, city_due=None if reading.is_history else reading.due,
            facts=self._facts(reading, unit.pk if unit else None, suspected),
        )  # fmt: skip

    def _facts(self, reading: Reading, unit: int | None, suspected: int | None) -> dict[str, object]:
        facts: dict[str, object] = {}
        if not reading.is_history:
            facts |= reading.facts
            facts |= {"late": True} if reading.is_late else {}
            facts |= {"unit_named": unit} if unit else {}
        return facts | ({"suspected": suspected} if suspected else {})


def imprint(reading: Reading, case: Case, source: str) -> Imprint:
    """What the row looked like, for the next file."""
    return Imprint(
        jurisdiction=here(), case=case, source=source, key="" if reading.number else reading.identity,
        words=reading.words, content=reading.content, kept=sealed(reading, case.pk),
    )  # fmt: skip


def sealed(reading: Reading, case: int) -> bytes:
    """The row itself, readable only where it belongs."""
    return crypto.seal(settings.HUYING_KEYS.identity, reading.kept, _bound(case))


def opened(row: Imprint) -> str:
    """The row as it was kept."""
    return crypto.open_sealed(settings.HUYING_KEYS.identity, bytes(row.kept), _bound(row.case_id))


def _bound(case: int) -> bytes:
    return f"imprint:{case}".encode()
