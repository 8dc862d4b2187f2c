"""Letters 通知 · who is to hear of which line, and how far that has come (HOUSE law 6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huying.case.models import Entry
from huying.directory.models import Person
from huying.directory.models.belongs import Belongs


class State(models.TextChoices):
    """How far a letter has come."""

    WAITING = "waiting", _("待发送")
    CARRIED = "carried", _("已送达")
    FAILED = "failed", _("未送达")
    HELD = "held", _("暂停，待人放行")


class Letter(models.Model):
    """One reader, one line, one carrier. What it says is read from the line when it is shown: here are references only.

    Without a person it is for the resident. `key` is unique, so that however often a line is delivered there is one letter.
    `leased_until`: a keeper is carrying it; when that keeper dies, the lease runs out and another takes it up.
    """

    jurisdiction = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="letters")
    carrier = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    leased_by = models.CharField(max_length=16, blank=True)
    leased_until = models.DateTimeField(null=True)
    carried_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("通知")
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "key"], name="letter_once")]
        indexes = [
            models.Index("next_try_at", name="letter_waits", condition=Q(state="waiting")),
            models.Index("next_try_at", name="letter_held", condition=Q(state="held")),
            models.Index("next_try_at", name="letter_failed", condition=Q(state="failed")),
            models.Index(fields=["leased_by"], name="letter_leased", condition=~Q(leased_by="")),
            models.Index(fields=["jurisdiction", "person", "carrier", "-id"], name="letter_by_person"),
            models.Index(fields=["jurisdiction", "person", "carrier"], name="letter_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.key


class Digest(models.Model):
    """每日一信 · what waited for one person on the morning of one working day. `waits`: filters of the list and their counts."""

    jurisdiction = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    day = models.DateField()
    made_at = models.DateTimeField()
    waits = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("每日一信")
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "person", "day"], name="digest_once_a_day")]


class Notice(models.Model):
    """内部信 · a letter to one person about no case: what the house has to say of itself. `said` stands in the catalogue."""

    jurisdiction = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said = models.CharField(max_length=300)
    values = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("内部信")
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "key"], name="notice_once")]
        indexes = [models.Index(fields=["person", "-id"], name="notice_unread", condition=Q(read_at=None))]

    @property
    def words(self) -> str:
        """In the reader's language."""
        return str(gettext(self.said) % self.values)


class Heartbeat(Belongs):
    """What runs unseen says that it lives; silence is shown to everybody (TRUST decision 12)."""

    name = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)


class Pause(models.Model):
    """停发 · from `at` on no letter goes out, until somebody ends it. Written by a restore; at most one is in force."""

    jurisdiction = models.PositiveIntegerField()
    at = models.DateTimeField()
    why = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("停发")
        indexes = [models.Index(fields=["jurisdiction"], name="pause_in_force", condition=Q(ended_at=None))]
