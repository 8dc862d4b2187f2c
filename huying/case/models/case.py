"""诉求件 · what is true of a case now. How it came to be is in its entries."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huying.case.numbers import number_of
from huying.case.sight import Seen
from huying.case.steps import Place, Stage, Step
from huying.directory.kinds import Kind
from huying.directory.models import Area, Matter, Person, Unit


class Nature(models.TextChoices):
    """LF2: livelihood demands, disputes and hazards alike."""

    LIVELIHOOD = "livelihood", _("民生诉求")
    DISPUTE = "dispute", _("矛盾纠纷")
    HAZARD = "hazard", _("问题隐患")


COUNTED = ("kind", "about", "unit", "area", "matter", "urgent")
"""What totals are counted by beside the stage: in the index itself, so that no row is fetched to be counted."""


class Case(models.Model):
    """One request. Only `ledger` changes step, stage, unit, round and version."""

    jurisdiction = models.PositiveIntegerField()
    title = models.CharField(_("标题"), max_length=80, blank=True)
    kind = models.CharField(_("诉求类型"), max_length=12, choices=Kind, default=Kind.HELP)
    nature = models.CharField(_("性质"), max_length=12, choices=Nature, default=Nature.LIVELIHOOD)
    urgent = models.BooleanField(_("紧急"), default=False)
    channel = models.CharField(_("渠道"), max_length=20)
    source = models.CharField(_("来源"), max_length=60, blank=True)
    source_number = models.CharField(_("来源编号"), max_length=80, blank=True)
    place = models.CharField(_("地点"), max_length=200, blank=True)
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, db_index=False)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, db_index=False)
    confidential = models.BooleanField(_("对承办单位保密"), default=False)
    anonymous = models.BooleanField(_("匿名"), default=False)
    about = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("被反映单位")
    )
    suspected = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    secret = models.CharField(max_length=64, blank=True, editable=False)

    step = models.CharField(_("步骤"), max_length=12, choices=Step)
    stage = models.CharField(_("阶段"), max_length=12, choices=Stage)
    outcome = models.CharField(_("结局"), max_length=12, choices=Stage, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="cases", verbose_name=_("承办单位"), db_index=False
    )
    first_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("首接单位"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("责任人"))
    appointed = models.BooleanField(_("裁定指定"), default=False)
    level = models.CharField(_("办理层级"), max_length=12, default="town")
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    received_at = models.DateTimeField(_("反映时间"))
    arrived_at = models.DateTimeField(_("到达时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    version = models.PositiveIntegerField(default=0)
    seq = models.PositiveIntegerField(default=0)

    objects = Seen()

    class Meta:
        verbose_name = _("诉求件")
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "source", "source_number"],
                condition=~Q(source_number=""),
                name="source_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "step", "stage", "-id"], name="case_by_place"),
            models.Index(fields=["jurisdiction", "unit", "-id"], name="case_by_unit"),
            models.Index(fields=["jurisdiction", "matter", "-id"], name="case_by_matter"),
            models.Index(fields=["jurisdiction", "area", "-id"], name="case_by_area"),
            models.Index(fields=["jurisdiction", "-id"], name="case_newest"),
            models.Index(fields=["jurisdiction", "-received_at", "-id"], name="case_by_day"),
            models.Index(fields=["jurisdiction", "kind", "-id"], name="case_by_kind"),
            models.Index(fields=["jurisdiction", "channel", "-id"], name="case_by_channel"),
            models.Index(fields=["jurisdiction", "source", "-id"], name="case_by_source", condition=~Q(source="")),
            models.Index(
                fields=["jurisdiction", "stage", "-id", *COUNTED], name="case_living", condition=Q(ended_at=None)
            ),
            models.Index(
                fields=["jurisdiction", "outcome", "-id", "kind", "about"], name="case_over", condition=~Q(outcome="")
            ),
            models.Index(fields=["jurisdiction", "-id"], name="case_urgent", condition=Q(urgent=True)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The receipt number 受理编号, made from the day of arrival and the row's own number."""
        return number_of(self.pk, self.arrived_at)

    @property
    def where(self) -> Place:
        """The step and the stage as one."""
        return Place(Step(self.step), Stage(self.stage))


class Tie(models.TextChoices):
    """Why a unit may see a case."""

    OFFERED = "offered", _("可抢单")
    RULES = "rules", _("待裁定")
    HOLDS = "holds", _("承办")
    HELPS = "helps", _("协办")
    HELD = "held", _("曾承办")
    COPIED = "copied", _("抄送")


class Share(models.Model):
    """A unit that may see the case. Rows are added as a case travels; a unit that once held a case keeps seeing it."""

    jurisdiction = models.PositiveIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="shares", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    tie = models.CharField(max_length=12, choices=Tie)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "unit", "case", "tie"], name="share_once")]
        indexes = [models.Index(fields=["case", "unit", "jurisdiction"], name="share_of_case")]
