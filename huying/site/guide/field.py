"""办事的人 · those who claim, go there, solve and answer, and those who check it."""

from django.utils.translation import gettext_lazy as _

from huying.directory.clocks import Clock
from huying.directory.roles import Role
from huying.site.guide.sheet import Sheet

LIAISON = Sheet(
    "liaison", _("接诉即办联络员"), _("手机，随身带着"), "board", (Role.LIAISON,),
    (
        (_("打开“抢单大厅”，点“来单响铃”"), _("新件一到，手机会响，标题上有数字。")),
        (_("看清是不是本单位的事"), _("是就点“我来办”，先点到的算；抢到的写在单位名下，时钟从这时起走。")),
        (_("定谁去办"), _("派给本单位的先“签收”，再用“落实责任人”交给具体的人。")),
        (_("不是本单位的事"), _("在异议期内“提出派单异议”，写明理由和依据；过了期或领导指定的，要办到底。")),
        (_("看“抢单成效”"), _("认领率、用时、流拍，每个数字都能点开看是哪些件。")),
    ),
    (
        (_("点了“我来办”说已被抢走"), _("别的单位先了一步，不用再管。")),
        (_("大厅不动了"), _("上方显示“实时”才是连着；断了会自己重连，也可以刷新。")),
    ),
    (Clock.CLAIM, Clock.SIGN_IN, Clock.OBJECTION, Clock.CONTACT),
)  # fmt: skip

FIELD = Sheet(
    "field", _("网格员、包村干部、科室人员"), _("手机，在村里、在现场"), "my_cases",
    (Role.GRID_WORKER, Role.CADRE, Role.STAFF, Role.PETITION_OFFICER),
    (
        (_("打开“我的待办”"), _("最急的在最上面；红的已经超时。")),
        (_("先联系诉求人"), _("点“先行联系”记下什么时候、怎么联系的。没打通也要记。")),
        (_("到现场点“去现场处置”"), _("记见到谁、什么情况，拍处置前的照片；先采取的临时措施也记上。")),
        (_("办完写结果"), _("解决了什么、依据是什么，拍处置后的照片；一时办不了的写明什么时候办，到期会提醒。")),
        (_("审核通过后回复诉求人"), _("用模板，答他问的事；不写别人的姓名电话，不许没有日期的愿。")),
    ),
    (
        (_("时间不够"), _("到期前“申请延期”，写明理由；到期以后不能再申请。")),
        (_("超出自己的权限"), _("“申请提级”交上一级，写明办过什么、卡在哪里。")),
        (_("没有信号"), _("写的字留在手机里，有信号再点一次，不会变成两条。")),
    ),
    (Clock.SIGN_IN, Clock.CONTACT, Clock.HANDLING, Clock.COMMITMENT, Clock.FEEDBACK, Clock.REPLY),
)  # fmt: skip

UNIT_LEADER = Sheet(
    "unit-leader", _("单位负责人"), _("手机和电脑"), "desk", (Role.UNIT_LEADER,),
    (
        (_("每天先看“今日待办”"), _("已超时、待审核在最前，点数字就是那些件。")),
        (_("审核结果"), _("对照诉求看：事办了没有、照片和依据够不够。不够就“退回补办”，写明缺什么。")),
        (_("批延期"), _("只批到期前提出、理由说得过去的；批了系统会告诉诉求人。")),
        (_("看流拍和超时"), _("没人抢、没人签收的会通知您；先派人，再问原因。")),
    ),
    (
        (_("结果退回几次还不行"), _("自己去一趟，或者“申请提级”。")),
        (_("不同意计入考核"), _("在件里“申请不纳入考核”，由考核员裁定，理由留痕。")),
    ),
    (Clock.CHECK, Clock.EXTENSION, Clock.HANDLING),
)  # fmt: skip
