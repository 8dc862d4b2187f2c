"""时限 · a promise with a time on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huying.case.clocks import OF_THE_CASE, Clock
from huying.case.models.case import Case
from huying.directory.models import Limit, Measure, Unit


class Deadline(models.Model):
    """One clock of one case. `kept` is None while it runs, True when what was promised was done, False when it was dropped.

    Done in time is `kept and ended_at <= due_at`. `rung` counts the warnings given; `next_at` is when the keeper looks again,
    None when there is nothing left to warn of. `warn_at` is from when on it is about to break, whoever looks and whether the
    keeper lives or not. `limit`, `calendar` and `amount` `measure` say which rule made it; `unsure`: the end lies beyond the
    last published day of the calendar, and is reckoned again.
    """

    jurisdiction = models.PositiveIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines")
    kind = models.CharField(_("时钟"), max_length=12, choices=Clock)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    round = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField()
    opened_at = models.DateTimeField(_("起算"))
    due_at = models.DateTimeField(_("到期"))
    ended_at = models.DateTimeField(_("结束"), null=True)
    kept = models.BooleanField(_("兑现"), null=True)
    limit = models.ForeignKey(Limit, models.PROTECT, null=True, related_name="+")
    calendar = models.PositiveIntegerField(default=0)
    amount = models.PositiveIntegerField(null=True)
    measure = models.CharField(max_length=12, choices=Measure, blank=True)
    unsure = models.BooleanField(_("日历未公布"), default=False)
    rung = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    aside = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("时限")
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "case", "kind", "seq"], name="deadline_of_a_line_once"),
            models.UniqueConstraint(
                fields=["jurisdiction", "case", "kind", "round"],
                condition=Q(kind__in=sorted(OF_THE_CASE)),
                name="one_limit_a_round",
            ),
        ]
        indexes = [
            models.Index("next_at", name="deadline_wakes", condition=Q(ended_at=None)),
            models.Index(fields=["due_at", "kind", "case"], name="deadline_running", condition=Q(ended_at=None)),
            models.Index(fields=["kind", "due_at", "case"], name="deadline_by_kind", condition=Q(ended_at=None)),
        ]

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        """Django's own translates the names of all nineteen clocks to find this one; a list asks fifty times."""
        return str(Clock(self.kind).label)
