"""Acts 操作留痕 · what people did here beside moving cases: who, what, when, from where. Kept for good, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.directory.models.belongs import Belongs
from huying.directory.models.person import Person


class What(models.TextChoices):
    """What was done. The deeds on a case are lines of its own ledger, not acts."""

    SIGNED_IN = "signed_in", _("登录")
    SIGN_IN_FAILED = "sign_in_failed", _("登录失败")
    LOCKED = "locked", _("账号锁定")
    UNLOCKED = "unlocked", _("解除锁定")
    SIGNED_OUT = "signed_out", _("退出")
    TIMED_OUT = "timed_out", _("闲置退出")
    PASSWORD_CHANGED = "password_changed", _("修改密码")
    PASSWORD_RESET = "password_reset", _("重置密码")
    SECOND_SET = "second_set", _("设置双重验证")
    SECOND_FAILED = "second_failed", _("双重验证失败")
    SECOND_REMOVED = "second_removed", _("取消双重验证")
    PERSON_ADDED = "person_added", _("新增人员")
    PERSON_ENDED = "person_ended", _("停用人员")
    PERSON_RESUMED = "person_resumed", _("恢复人员")
    POST_GRANTED = "post_granted", _("授予岗位")
    POST_ENDED = "post_ended", _("终止岗位")
    EDITED = "edited", _("修改名录")
    IMPORTED = "imported", _("导入")
    EXPORTED = "exported", _("导出")
    REVEALED = "revealed", _("查看诉求人信息")
    PHONE_SOUGHT = "phone_sought", _("按电话查找")
    REFUSED = "refused", _("越权被拒")
    RESTORED = "restored", _("从备份恢复")
    LETTERS_RELEASED = "letters_released", _("放行通知")
    MENDED = "mended", _("按台账更正")


class Act(Belongs):
    """One line. Triggers on both engines refuse to change or delete it; nothing here names a resident."""

    at = models.DateTimeField(_("时间"))
    what = models.CharField(_("操作"), max_length=30)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="acts", verbose_name=_("操作人"))
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    subject = models.CharField(_("对象"), max_length=120, blank=True)
    words = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("操作留痕")
        indexes = [
            models.Index(fields=["at", "id"], name="act_by_time"),
            models.Index(fields=["what", "at", "id"], name="act_by_what"),
            models.Index(fields=["by", "at", "id"], name="act_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.name} {self.label}"

    @property
    def label(self) -> str:
        """What was done, in words."""
        return str(What(self.what).label) if self.what in What else self.what
