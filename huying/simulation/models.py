"""推演 · one question of a leader: a half-year under other rules, and what came of it."""

from datetime import date, timedelta
from math import ceil

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huying.directory.models import Person
from huying.directory.models.leased import QUEUED, RUNNING, Leased


class State(models.TextChoices):
    """Where it stands."""

    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("推演中")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("没有算成")
    STOPPED = "stopped", _("已停止")


class Source(models.TextChoices):
    """Where the requests come from."""

    PAST = "past", _("这段时间真实收到的件")
    INVENTED = "invented", _("全部编出来的件")


class Trial(Leased):
    """`rules`: the sets side by side, as they are typed, the first of them empty: as it is. Every set is lived with every seed.

    `figures`: set → seed → figure; what stands there is done and is not done again. `share`: how far the run under way is, of 1;
    `ran`: its seconds, `spent`: those of all before it. `listing`: the uploaded matter list, if a set has one.
    """

    jurisdiction = models.PositiveIntegerField()
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.QUEUED)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人"))
    made_at = models.DateTimeField(_("提出时间"))
    source = models.CharField(_("到件"), max_length=12, choices=Source)
    first = models.DateField(_("从"))
    days = models.PositiveSmallIntegerField(_("天数"))
    cases = models.PositiveIntegerField(_("件数"))
    rules = models.JSONField(_("规则"), default=list)
    seeds = models.PositiveSmallIntegerField(_("遍数"), default=3)
    listing = models.BinaryField(null=True)
    listing_name = models.CharField(max_length=120, blank=True)
    figures = models.JSONField(default=dict)
    share = models.FloatField(default=0)
    ran = models.FloatField(default=0)
    spent = models.FloatField(default=0)
    reason = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("推演")
        indexes = [
            models.Index(fields=["jurisdiction", "-id"], name="trial_newest"),
            models.Index(fields=["id"], name="trial_to_do", condition=models.Q(state__in=[QUEUED, RUNNING])),
        ]

    def __str__(self) -> str:
        return f"{self.first} +{self.days}"

    @property
    def ended(self) -> bool:
        return self.state not in (State.QUEUED, State.RUNNING)

    @property
    def total(self) -> int:
        """So many runs."""
        return len(self.rules) * self.seeds

    @property
    def done(self) -> int:
        return sum(len(by_seed) for by_seed in self.figures.values())

    @property
    def percent(self) -> int:
        return min(100, int(100 * (self.done + self.share) / max(1, self.total)))

    @property
    def left(self) -> float | None:
        """Seconds still, at the pace so far; None while nothing can be told."""
        whole = self.done + self.share
        return (self.spent + self.ran) / whole * (self.total - whole) if whole > 0.02 else None

    @property
    def minutes_left(self) -> int | None:
        return None if self.left is None else ceil(self.left / 60)

    @property
    def last(self) -> date:
        """The last day of it."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def refusal(self) -> str:
        """Why there is no result, in the reader's language."""
        return gettext(self.reason["words"]) % self.reason.get("values", {}) if self.reason else ""

    def todo(self) -> tuple[str, int] | None:
        """The next run that is not done: seed by seed, so that every set has been lived equally often."""
        runs = ((rules, seed) for seed in range(1, self.seeds + 1) for rules in self.rules)
        return next((run for run in runs if str(run[1]) not in self.figures.get(run[0], {})), None)
