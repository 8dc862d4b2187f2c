"""导航 · one row a door: which page, its picture, its name. Whom it opens for is asked of the page itself, and a page not
built yet is left out."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Way:
    """The name of a page's address, its picture and its words."""

    page: str
    icon: str
    label: str | Promise


DESK: tuple[tuple[str | Promise, tuple[Way, ...]], ...] = (
    (
        _("工作台"),
        (
            Way("my_cases", "wrench", _("我的待办")),
            Way("queue", "inbox", _("派单台")),
            Way("board", "bolt", _("抢单大厅")),
            Way("desk", "home", _("今日待办")),
            Way("callbacks", "phone", _("回访台")),
            Way("cases", "list", _("诉求件")),
            Way("register", "phone", _("登记来电")),
            Way("imports", "upload", _("导入工单")),
            Way("reply_templates", "text", _("回复模板")),
        ),
    ),
    (
        _("督考"),
        (
            Way("dashboard", "map", _("驾驶舱")),
            Way("supervision", "alert", _("督办中心")),
            Way("month", "chart", _("月度数字")),
            Way("visits", "route", _("上门走访")),
            Way("foresight", "split", _("推演")),
        ),
    ),
    (
        _("名录"),
        (
            Way("units", "building", _("单位")),
            Way("people", "users", _("人员与岗位")),
            Way("matters", "tree", _("事项清单")),
            Way("areas", "map", _("区域")),
            Way("calendar", "calendar", _("工作日历")),
            Way("limits", "clock", _("时限")),
        ),
    ),
    (
        _("安全"),
        (
            Way("looks", "eye", _("查看留痕")),
            Way("acts", "history", _("操作留痕")),
            Way("lockouts", "lock", _("登录与锁定")),
            Way("status", "settings", _("运行状态")),
        ),
    ),
)
TABS = (
    Way("home", "home", _("首页")),
    Way("submit", "plus", _("反映")),
    Way("track", "progress", _("进度")),
)
OWN = (
    Way("account", "user", _("我的账号")),
    Way("account_change_password", "key", _("修改密码")),
    Way("mfa_index", "shield", _("双重验证")),
    Way("guides", "book", _("一页指南")),
)
SIGN_OUT = "account_logout"
