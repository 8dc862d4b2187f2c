"""台账 · the lines of a case's ledger, the words they quote, and the outbox."""

import json
from functools import cached_property
from typing import Any

from django.db import models

from huying.case.models.case import Case
from huying.case.steps import Stage, Step
from huying.directory.models import Person, Unit


class Entry(models.Model):
    """One line: who did what, when, and where the case stood after it. Never changed, never deleted (HOUSE law 4).

    `at` is the door's time, by which clocks run; `happened_at` is what a phone that was offline says.
    `body` is canonical JSON of facts by reference and digest; `mac` chains the line to the one before it.
    """

    jurisdiction = models.PositiveIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    deed = models.CharField(max_length=20)
    at = models.DateTimeField()
    happened_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    voice = models.CharField(max_length=8, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    step = models.CharField(max_length=12, choices=Step)
    stage = models.CharField(max_length=12, choices=Stage)
    round = models.PositiveSmallIntegerField()
    body = models.TextField()
    mac = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "case", "seq"], name="entry_seq_once")]
        indexes = [
            models.Index(fields=["jurisdiction", "deed", "at"], name="entry_by_deed"),
            models.Index(fields=["case", "deed"], name="entry_of_case"),
        ]

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the line says beside who and when."""
        return json.loads(self.body) if self.body else {}


class Words(models.Model):
    """What was said, word for word, in a row that a recorded deed may redact; the line keeps its digest (HOUSE law 4)."""

    jurisdiction = models.PositiveIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="words")
    seq = models.PositiveIntegerField()
    text = models.TextField()
    salt = models.BinaryField(max_length=16)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "case", "seq"], name="words_of_a_line_once")]


class Unposted(models.Model):
    """A line that nobody has been told of yet. Written with the line, removed when its letters are made (HOUSE law 6)."""

    jurisdiction = models.PositiveIntegerField()
    entry = models.OneToOneField(Entry, models.PROTECT)
    aside = models.CharField(max_length=200, blank=True)
