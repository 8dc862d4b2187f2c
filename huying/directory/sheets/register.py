"""名册 · what all six sheets of the directory have in common: compare a file with what stands, then write it whole or not at all."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from huying.directory.models import Edit, Fate, Person
from huying.directory.models.valid import ALWAYS
from huying.directory.sheets.columns import Column
from huying.directory.sheets.matching import Matcher, Standing
from huying.directory.sheets.plan import Change, Fault, Key, Plan, Values
from huying.directory.sheets.read_sheet import Reading
from huying.kit.sheet import Cell


class Stale(ValidationError):
    """Something changed between the preview and the confirmation."""


class Register(ABC):
    """A register: its columns, what identifies a row, what stands now, how a change is written."""

    name: ClassVar[str]
    title: ClassVar[str | Promise]
    columns: ClassVar[tuple[Column, ...]]
    key: ClassVar[tuple[str, ...]]
    ignores: ClassVar[frozenset[str]] = frozenset()
    """Columns whose difference alone is no change."""
    whole: ClassVar[bool] = False
    """A file is the whole register, not some of its rows: unchanged rows are written too."""

    @abstractmethod
    def standing(self, at: datetime) -> Standing:
        """Every row there is, by its key, in the order of the export."""

    @abstractmethod
    def store(self, changes: Sequence[Change], *, by: Person | None, at: datetime) -> None:
        """Write the changes, inside the transaction that `carry_out` opened."""

    def check(self, changes: Sequence[Change], standing: Standing, at: datetime) -> Iterable[Fault]:
        """Work out what was left blank, and find what is wrong between rows."""
        return ()

    def title_of(self, values: Values) -> str:
        """A row in a few words."""
        return " ".join(str(values[name]) for name in self.key if values.get(name))

    def plan(self, reading: Reading, at: datetime) -> Plan:
        """预览 · the file compared with what stands now."""
        standing = self.standing(at)
        changes, faults = self._matched(reading, standing, at)
        faults += self.check(changes, standing, at)
        for change in changes:
            change.fate, change.title = self.fate_of(change), self.title_of(change.after)
        return Plan(changes, sorted([*reading.faults, *faults]), reading.ignored)

    @transaction.atomic
    def carry_out(self, reading: Reading, *, mark: str, by: Person | None, at: datetime) -> Plan:
        """写入 · all of the file or nothing; refused if it would now do something else than was shown."""
        plan = self.plan(reading, at)
        if plan.faults:
            raise ValidationError([str(fault) for fault in plan.faults[:20]])
        if plan.mark != mark:
            raise Stale(_("刚刚有人改过名录，请重新核对后再确认。"))
        if not plan.moving:
            return plan
        try:
            with transaction.atomic():
                self.store(plan.changes if self.whole else plan.moving, by=by, at=at)
        except IntegrityError as error:
            raise Stale(_("刚刚有人改过名录，请重新核对后再确认。")) from error
        return plan

    def fate_of(self, change: Change) -> Fate:
        """New, changed, ended by a last day, or as it was."""
        if not change.before:
            return Fate.NEW
        differing = set(change.differing()) - self.ignores
        if not differing:
            return Fate.UNCHANGED
        ends = "valid_to" in differing and change.after["valid_to"] is not None
        return Fate.ENDED if ends else Fate.CHANGED

    def _matched(self, reading: Reading, standing: Standing, at: datetime) -> tuple[list[Change], list[Fault]]:
        """Each line with the row that it speaks of; the same row twice is a fault."""
        found: dict[Key, Change] = {}
        faults = []
        blank = self._blank()
        match = self.matcher(standing, at)
        for line in reading.lines:
            key = match(line.values)
            before = standing.get(key, {})
            if key in found:
                faults.append(Fault(line.number, _("与第 %d 行重复") % found[key].number))
            else:
                known = before or self.start_of(key, standing)
                after = {**blank, **known, **line.values, **dict(zip(self.key, key, strict=False))}
                found[key] = Change(line.number, key, before, after)
        return list(found.values()), faults

    def matcher(self, standing: Standing, at: datetime) -> Matcher:
        """How a line finds its key."""
        return Matcher(self.key, self._blank())

    def start_of(self, key: Key, standing: Standing) -> Values:
        """What is already known of a row that is new."""
        return {}

    def _blank(self) -> Values:
        return {column.name: column.blank for column in self.columns if not column.told}

    def record(self, changes: Iterable[Change], *, by: Person | None, at: datetime) -> None:
        """留痕 · who changed which row from what to what."""
        Edit.objects.bulk_create(self._edit(change, by, at) for change in changes)

    def _edit(self, change: Change, by: Person | None, at: datetime) -> Edit:
        names = change.differing()
        return Edit(
            register=self.name, key=key_text(change.key), title=change.title[:200], fate=change.fate, by=by, at=at,
            before=self.in_words(change.before, names), after=self.in_words(change.after, names),
        )  # fmt: skip

    def in_words(self, values: Values, names: Iterable[str]) -> dict[str, str]:
        """Some columns of a row as its sheet would show them."""
        shown = {column.name: column for column in self.columns}
        return {
            shown[name].header: str(shown[name].sort.show(values[name]))
            for name in names
            if name in shown and name in values
        }

    def exported(self, at: datetime) -> Iterator[list[Cell]]:
        """导出 · every row, with the columns that an import reads."""
        columns = self.exported_columns(at)
        for values in self.shown(self.standing(at)):
            yield [column.sort.show(values.get(column.name)) for column in columns]

    def exported_columns(self, at: datetime) -> Sequence[Column]:
        return self.columns

    def shown(self, standing: Standing) -> Iterable[Values]:
        """The rows that an export writes."""
        return standing.values()


def key_text(key: Key) -> str:
    """A key as the trail of edits knows it; the first day of all is left out."""
    parts = ("/".join(part) if isinstance(part, tuple) else str(part) for part in key if part not in (None, "", ALWAYS))
    return "|".join(parts)[:200]
