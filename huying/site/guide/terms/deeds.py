"""办理动作 · what a line of the history says was done."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huying.case.deeds import DEEDS
from huying.site.guide.terms.term import Chapter, Term, Words

MOVED: Mapping[str, Words] = {
    "received": _("诉求已经存下来，有了受理编号。"),
    "imported": _("从以前的系统里搬来的老件。"),
    "accepted": _("确认归我们管，派单的时限开始走。"),
    "declined": _("不归我们管，并且告诉了诉求人该找谁。"),
    "merged": _("和另一件是同一事，并到那一件里办。"),
    "offered": _("发到抢单大厅，有关单位的人都会响铃。"),
    "claimed": _("有单位在 15 分钟内点了“我来办”，由它主办。"),
    "assigned": _("派给一个单位，单位要签收、要联系诉求人。"),
    "put_to_leader": _("清单里没有，请分管领导指定谁办。"),
    "appointed": _("领导定了谁办，被指定的不能再退。"),
    "objected": _("单位说不该自己办，写了理由和依据。"),
    "objection_upheld": _("裁定单位说得对，重新派。"),
    "objection_rejected": _("裁定还是由它办，时限一直在走。"),
    "given_back": _("单位退了回来，由派单员改派，时限不重新算。"),
    "escalated": _("本级办不了，交给上一级办。"),
    "handled": _("单位说事办完了，写了结果和凭据。"),
    "reported": _("结果报给了单位负责人，等他审。"),
    "approved": _("负责人看过，可以回复诉求人了。"),
    "sent_back": _("负责人认为不够，退回去补办，写明缺什么。"),
    "replied": _("承办单位已经把结果告诉诉求人。"),
    "rated": _("诉求人说了解决没有、满不满意。"),
    "disputed": _("单位不同意诉求人的评价，请上一级复核。"),
    "referred": _("第二次不满意，换更高一级的人复核。"),
    "reopened": _("诉求人不满意，再办一轮，时限重新起算。"),
    "dispute_rejected": _("复核后认为还要继续办。"),
    "closed": _("这件事完了。诉求人在一定日子里还可以要求重办。"),
    "withdrawn": _("诉求人自己撤回。"),
    "terminated": _("经批准停办，理由写在后面。"),
}
NOTED: Mapping[str, Words] = {
    "joined": _("又有人反映同一件事，答复时一起告诉他。"),
    "split": _("一件里说了几件事，分开各办各的。"),
    "linked": _("和别的件有关，互相能看到。"),
    "sorted": _("定了属于清单里的哪个事项。"),
    "corrected": _("登记写错了，改正的和原来的都留着。"),
    "supplemented": _("诉求人又补充了情况。"),
    "transferred": _("有危险，已经转 110、119 或 120。"),
    "answered": _("老系统里的答复，原样留着。"),
    "city_changed": _("市平台把工单的内容改了，改了什么写在后面。"),
    "copied": _("同时给了上级一份，上级只看不办。"),
    "kept_back": _("先不上抢单大厅，由派单员自己派。"),
    "taken_over": _("原单位撤并了，由承接它的单位接着办。"),
    "unclaimed": _("15 分钟内没有单位抢。"),
    "alerted": _("内容里有紧急或敏感的词，提醒先看。"),
    "signed_in": _("单位确认收到。"),
    "entrusted": _("定了单位里谁负责到底。"),
    "inquiry_asked": _("请人先到现场看清楚再派。"),
    "inquired": _("现场看过了，情况写在后面。"),
    "contacted": _("和诉求人联系上了。"),
    "contact_tried": _("打了没有通，也算一次记录，还要再打。"),
    "visited": _("有人上门了，见到谁、什么情况写在后面。"),
    "progressed": _("还没办完，先说说办到哪一步。"),
    "measured": _("先顶一顶的办法，正式修好的日子另外记着。"),
    "committed": _("答应了日子，到期要兑现。"),
    "commitment_kept": _("答应的事办到了。"),
    "extension_asked": _("到期前说时间不够，请负责人批。"),
    "extended": _("批了，新的期限告诉诉求人。"),
    "extension_refused": _("没有批，按原来的期限办。"),
    "part_opened": _("请别的单位办其中一份，有自己的时限。"),
    "part_done": _("协办单位那一份办完了。"),
    "called_back": _("回访员打过电话，结果写在后面。"),
    "urged": _("督办员或系统催了一次，要马上回应。"),
    "breached": _("有一个时限过了，责任单位写在后面。"),
    "raised": _("交给督办或领导，由他们来定。"),
    "summoned": _("要找责任单位的负责人谈。"),
    "commented": _("内部说明，诉求人看不到。"),
    "revealed": _("有人看了诉求人的姓名电话，理由留着。"),
    "redacted": _("按法律要求删掉的字，删的人和理由留着。"),
    "mended": _("件的状态和台账对不上，按台账改回来。"),
    "exclusion_asked": _("单位说不该算进考核，等考核员裁定。"),
    "excluded": _("裁定不算进考核，但还要办。"),
    "counted": _("裁定算进考核。"),
    "told": _("通知已经发给诉求人。"),
    "set_aside": _("系统自动办一步没有成，要人看一下。"),
    "reckoned": _("放假安排公布或改了，到期时间跟着改。"),
}


def _chapter(kind: str, title: Words, said: Mapping[str, Words]) -> Chapter:
    return Chapter(kind, title, tuple(Term(f"deed-{name}", name, DEEDS[name].label, said[name]) for name in said))


MOVES = _chapter("move", _("往下走的动作"), MOVED)
NOTES = _chapter("note", _("只记一笔的动作"), NOTED)
