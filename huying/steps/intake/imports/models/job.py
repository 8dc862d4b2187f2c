"""导入任务 · one file on its way in."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huying.directory.models import Person
from huying.directory.models.leased import Leased


class State(models.TextChoices):
    """Where a job stands."""

    DRAFT = "draft", _("待确认")
    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("导入中")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("未能导入")
    DROPPED = "dropped", _("已放弃")


class Job(Leased):
    """A file, how its columns are read, and how far we are.

    Every batch of rows is committed together with `row` (the last one done) and the counts: a job that was killed goes on
    after that row.
    """

    jurisdiction = models.PositiveIntegerField()
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.DRAFT)
    name = models.CharField(_("文件名"), max_length=200)
    file = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    source = models.CharField(_("来源"), max_length=60)
    columns = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("导入人"))
    made_at = models.DateTimeField(_("上传时间"))

    total = models.PositiveIntegerField(default=0)
    row = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(_("总行数"), default=0)
    created = models.PositiveIntegerField(_("新建"), default=0)
    repeated = models.PositiveIntegerField(_("重复"), default=0)
    rejected = models.PositiveIntegerField(_("拒收"), default=0)
    changed = models.PositiveIntegerField(_("内容有变"), default=0)
    suspected = models.PositiveIntegerField(_("疑似重复"), default=0)
    notices = models.JSONField(default=dict)
    reason = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("导入任务")
        indexes = [
            models.Index(fields=["jurisdiction", "-id"], name="job_newest"),
            models.Index(fields=["id"], name="job_to_do", condition=models.Q(state__in=[State.QUEUED, State.RUNNING])),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ended(self) -> bool:
        return self.state in (State.DONE, State.REFUSED, State.DROPPED)

    @property
    def to_review(self) -> int:
        """Rows that a person should look at."""
        return self.changed + self.suspected

    @property
    def refusal(self) -> str:
        """Why the file could not be brought in, in the reader's language."""
        return gettext(self.reason["words"]) % self.reason["values"] if self.reason else ""

    @property
    def figures(self) -> dict[str, int]:
        """What the verb prints: the last three add up to the first."""
        return {name: getattr(self, name) for name in ("rows", "created", "repeated", "rejected")}
