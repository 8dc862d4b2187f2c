"""新手提示 · three short steps for the first day of each role, on the page where its day begins. Put away by its reader."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.directory.account.landing import landing
from huying.directory.hints import still_shown
from huying.directory.models import Person, Post
from huying.site.guide.pages import SHELF
from huying.site.guide.sheet import Sheet

Steps = tuple[str | Promise, str | Promise, str | Promise]
HINTS: dict[str, Steps] = {
    "operator": (
        _("打开“登记来电”，边听边写，先写诉求。"),
        _("看右边：有没有重复，归谁管。"),
        _("按 Ctrl+Enter 登记，把编号念给来电人。"),
    ),
    "dispatcher": (
        _("打开“派单台”，从最上面一件看起。"),
        _("建议的单位对，点“派单”；拿不准，点标题进去选。"),
        _("每天看一遍“待签收”和“退回待派”。"),
    ),
    "liaison": (
        _("打开“抢单大厅”，把“来单响铃”点亮。"),
        _("是本单位的事，点“我来办”，先点先得。"),
        _("到“我的待办”里定谁去，时限已经在走。"),
    ),
    "field": (
        _("打开“我的待办”，红的先办。"),
        _("先打电话给诉求人，打没打通都记一笔。"),
        _("到现场拍照，办完写结果上报。"),
    ),
    "unit-leader": (
        _("每天先看“已超时”和“待审核”。"),
        _("对着诉求看结果：事办了没有，凭据够不够。"),
        _("够了点“审核通过”，不够退回去写明缺什么。"),
    ),
    "leader": (
        _("打开“驾驶舱”，看红的数。"),
        _("点数字就是那些件，点件看办到哪一步。"),
        _("“待领导定”的当天定，时限在走。"),
    ),
    "supervisor": (
        _("打开“督办中心”，从“已超时”看起。"),
        _("点“催办”，写一句要他做什么。"),
        _("催不动的交领导，再不行列入约谈。"),
    ),
    "caller": (
        _("打开“回访台”，从第一件打起。"),
        _("照着问四句，他怎么说就怎么选。"),
        _("没打通也要记，隔半天再打。"),
    ),
    "assessor": (
        _("打开“月度数字”，选好月份。"),
        _("点数字看是哪些件，口径在下面。"),
        _("有“申请不纳入”的，看理由当场裁。"),
    ),
    "administrator": (
        _("先改口令，用手机验证器扫码，收好恢复码。"),
        _("左边只有您管的几页，三个管理员各管各的。"),
        _("改了什么都会留痕；改错了，再改回来就行。"),
    ),
}
"""By the name of the sheet whose roles read it."""


def hint_for(person: Person, posts: Iterable[Post], *, path: str, page: str) -> Sheet | None:
    """The sheet whose steps are shown here: of this person's roles the first whose page this is, and not put away yet."""
    roles = {post.role for post in posts}
    mine = {sheet.name: sheet for sheet in SHELF if sheet.name in HINTS and roles.intersection(sheet.roles)}
    begins = bool(mine) and path == landing(person)
    here = [name for name, sheet in mine.items() if begins or sheet.opens == page]
    shown = still_shown(here, to=person) if here else []
    return mine[shown[0]] if shown else None
