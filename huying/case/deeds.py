"""The process 办理动作 · every deed that moves a case, and every note that does not. The law of the house: HOUSE law 1."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huying.case.clocks import Clock as C
from huying.case.steps import ANYWHERE, ENDED, LIVE, Place, Stage, Step, at
from huying.case.who import CALLERS, DESK, FIELD, HOLDERS, JUDGES, KEEPER, LEADERS, OFFICE, REPORTERS, RESIDENT, Who
from huying.directory.roles import Role

I, D, H, F, R, E = Step  # noqa: E741
S = Stage
END_ALL = frozenset(C)
CLOSE_ALL = END_ALL - {C.COMMITMENT, C.REOPEN}  # a dated promise stays on the board until kept (LL2)


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the table.

    `origin`: the places it may start from (empty: it makes a case). `target`: where it leads; None moves nothing (a note).
    `keeps`, `drops`: the clocks it ends as kept, or ends unkept. `opens`: the clocks it starts. It touches no other.
    `extends`: the clock whose end it moves. `public`: the resident sees the line. `silent`: history that nobody is told of.
    `round`: 1 where it begins a new round. A deed without a unit to give the case to leaves it with the unit that holds it (首接负责).
    """

    label: str | Promise
    who: frozenset[Who]
    origin: frozenset[Place]
    target: Place | None = None
    keeps: frozenset[C] = frozenset()
    drops: frozenset[C] = frozenset()
    opens: frozenset[C] = frozenset()
    extends: frozenset[C] = frozenset()
    public: bool = False
    silent: bool = False
    round: int = 0

    @property
    def makes(self) -> bool:
        return not self.origin

    @property
    def moves(self) -> bool:
        return self.target is not None


def _set(*clocks: C) -> frozenset[C]:
    return frozenset(clocks)


def _who(*who: Who) -> frozenset[Who]:
    return frozenset(who)


NEW: frozenset[Place] = frozenset()
WORKING = at(H, S.WORKING)
TO_SEND = at(D, S.WAITING, S.RETURNED, S.RAISED)
HANDED = _set(C.SIGN_IN, C.OBJECTION, C.CONTACT, C.HANDLING)
LEFT = _set(C.SIGN_IN, C.OBJECTION, C.EXTENSION)  # nobody rules on more time for work that is done, or somebody else's

# fmt: off
MOVES: dict[str, Deed] = {
    # 接办
    "received":           Deed(_("已登记"), REPORTERS, NEW, Place(I, S.RECEIVED), opens=_set(C.ACCEPT, C.CITY), public=True),
    "imported":           Deed(_("历史导入"), OFFICE, NEW, Place(E, S.IMPORTED), public=True, silent=True),
    "accepted":           Deed(_("已受理"), DESK, at(I), Place(D, S.WAITING), keeps=_set(C.ACCEPT), opens=_set(C.DISPATCH), public=True),
    "declined":           Deed(_("不予受理，已告知渠道"), DESK - _who(KEEPER), at(I) | TO_SEND, Place(None, S.DECLINED), keeps=_set(C.ACCEPT, C.DISPATCH), drops=END_ALL, public=True),
    "merged":             Deed(_("已并入同一事项"), DESK - _who(KEEPER), at(I) | at(D) | WORKING, Place(None, S.MERGED), drops=END_ALL, public=True),
    # 交办
    "offered":            Deed(_("发布抢单"), DESK, TO_SEND, Place(D, S.OFFERED), opens=_set(C.CLAIM)),
    "claimed":            Deed(_("已接单"), FIELD, at(D, S.OFFERED), Place(H, S.WORKING), keeps=_set(C.CLAIM, C.DISPATCH), opens=_set(C.CONTACT, C.HANDLING), public=True),
    "assigned":           Deed(_("已交办"), DESK | LEADERS, TO_SEND | at(D, S.OFFERED), Place(H, S.WORKING), keeps=_set(C.DISPATCH), drops=_set(C.CLAIM), opens=HANDED, public=True),
    "put_to_leader":      Deed(_("提请领导定责"), DESK, TO_SEND | at(D, S.OFFERED), Place(D, S.UNLISTED), drops=_set(C.CLAIM), opens=_set(C.RULING)),
    "appointed":          Deed(_("领导指定承办"), JUDGES, at(D, S.UNLISTED) | TO_SEND, Place(H, S.WORKING), keeps=_set(C.RULING, C.DISPATCH), opens=HANDED, public=True),
    # 处置
    "objected":           Deed(_("提出派单异议"), HOLDERS, WORKING, Place(H, S.OBJECTED), keeps=_set(C.OBJECTION), opens=_set(C.RULING)),
    "objection_upheld":   Deed(_("异议成立，重新派单"), DESK - _who(KEEPER) | JUDGES, at(H, S.OBJECTED), Place(D, S.RETURNED), keeps=_set(C.RULING), drops=LEFT, opens=_set(C.DISPATCH)),
    "objection_rejected": Deed(_("异议不成立，继续办理"), DESK - _who(KEEPER) | JUDGES, at(H, S.OBJECTED), Place(H, S.WORKING), keeps=_set(C.RULING)),
    "given_back":         Deed(_("退回重派"), HOLDERS, WORKING, Place(D, S.RETURNED), drops=LEFT, opens=_set(C.DISPATCH)),
    "escalated":          Deed(_("提级办理"), HOLDERS | LEADERS, WORKING, Place(D, S.RAISED), drops=LEFT, opens=_set(C.DISPATCH), public=True),
    "handled":            Deed(_("已处置"), HOLDERS, WORKING, Place(F, S.HANDLED), keeps=_set(C.HANDLING), drops=LEFT, opens=_set(C.FEEDBACK), public=True),
    # 反馈
    "reported":           Deed(_("结果已上报"), HOLDERS, at(F, S.HANDLED), Place(F, S.REPORTED), keeps=_set(C.FEEDBACK), opens=_set(C.CHECK)),
    "approved":           Deed(_("结果已审核"), LEADERS, at(F, S.REPORTED), Place(R, S.DUE), keeps=_set(C.CHECK), opens=_set(C.REPLY), public=True),
    "sent_back":          Deed(_("退回补办"), LEADERS, at(F, S.REPORTED), Place(H, S.WORKING), keeps=_set(C.CHECK), opens=_set(C.HANDLING)),
    # 回复
    "replied":            Deed(_("已回复"), HOLDERS, at(R), Place(E, S.AWAITING), keeps=_set(C.REPLY, C.CONTACT, C.CITY), opens=_set(C.CALLBACK), public=True),
    # 评价
    "rated":              Deed(_("已评价"), CALLERS | _who(RESIDENT), at(E, S.AWAITING), Place(E, S.RATED), keeps=_set(C.CALLBACK), public=True),
    "disputed":           Deed(_("提请结果复核"), HOLDERS, at(E, S.RATED) | WORKING, Place(E, S.REVIEW), opens=_set(C.REVIEW)),
    "referred":           Deed(_("转上一级复核"), CALLERS | _who(RESIDENT, KEEPER), at(E, S.RATED), Place(E, S.REVIEW), opens=_set(C.REVIEW), public=True),
    "reopened":           Deed(_("重新办理"), CALLERS | JUDGES | _who(RESIDENT, KEEPER), at(E) | at(E, S.CLOSED), Place(H, S.WORKING), keeps=_set(C.REVIEW, C.REOPEN), drops=_set(C.CALLBACK), opens=_set(C.CONTACT, C.HANDLING), public=True, round=1),
    "dispute_rejected":   Deed(_("复核未改变，继续办理"), JUDGES, at(E, S.REVIEW), Place(H, S.WORKING), keeps=_set(C.REVIEW)),
    "closed":             Deed(_("已办结"), CALLERS | JUDGES | _who(RESIDENT, KEEPER), at(E), Place(E, S.CLOSED), keeps=_set(C.REVIEW), drops=CLOSE_ALL, opens=_set(C.REOPEN), public=True),
    # 任何一步
    "withdrawn":          Deed(_("诉求人已撤回"), _who(RESIDENT, Role.OPERATOR, Role.DISPATCHER, Role.CALLER), LIVE - at(E), Place(None, S.WITHDRAWN), drops=END_ALL, public=True),
    "terminated":         Deed(_("已终止办理"), JUDGES, LIVE, Place(None, S.TERMINATED), drops=END_ALL, public=True),
}

NOTES: dict[str, Deed] = {
    # 接办
    "joined":             Deed(_("有人同求"), REPORTERS | DESK, LIVE),
    "split":              Deed(_("拆分事项"), DESK - _who(KEEPER), LIVE),
    "linked":             Deed(_("关联事项"), DESK - _who(KEEPER) | HOLDERS, ANYWHERE),
    "sorted":             Deed(_("归类"), DESK, LIVE),
    "corrected":          Deed(_("更正登记"), DESK - _who(KEEPER), LIVE),
    "supplemented":       Deed(_("诉求人补充"), REPORTERS, LIVE, public=True),
    "transferred":        Deed(_("已转紧急渠道"), DESK - _who(KEEPER), LIVE, public=True),
    "answered":           Deed(_("历史答复"), OFFICE, at(E, S.IMPORTED), public=True, silent=True),
    "city_changed":       Deed(_("市平台内容有变"), OFFICE, ANYWHERE),
    # 交办
    "copied":             Deed(_("抄送上级"), DESK, LIVE),
    "kept_back":          Deed(_("转人工派单"), DESK - _who(KEEPER), at(I) | at(D, S.WAITING)),
    "taken_over":         Deed(_("由承接单位接办"), _who(KEEPER), LIVE),
    "unclaimed":          Deed(_("无人抢单"), _who(KEEPER), at(D, S.OFFERED)),
    "alerted":            Deed(_("紧急敏感提示"), REPORTERS | DESK, LIVE),
    # 处置
    "signed_in":          Deed(_("已签收"), HOLDERS, at(H), keeps=_set(C.SIGN_IN)),
    "entrusted":          Deed(_("落实责任人"), HOLDERS, at(H), public=True),
    "inquiry_asked":      Deed(_("请到现场核查"), DESK - _who(KEEPER) | HOLDERS, at(D) | at(H), opens=_set(C.INQUIRY)),
    "inquired":           Deed(_("已初步核查"), HOLDERS | DESK - _who(KEEPER), at(D) | at(H), keeps=_set(C.INQUIRY)),
    "contacted":          Deed(_("已联系诉求人"), HOLDERS, at(H) | at(F) | at(R), keeps=_set(C.CONTACT), public=True),
    "contact_tried":      Deed(_("联系未果"), HOLDERS, at(H) | at(F) | at(R)),
    "visited":            Deed(_("已上门"), HOLDERS, at(H) | at(F) | at(R), public=True),
    "progressed":         Deed(_("阶段进展"), HOLDERS, at(H), public=True),
    "measured":           Deed(_("已采取临时措施"), HOLDERS, at(H), opens=_set(C.COMMITMENT), public=True),
    "committed":          Deed(_("已作出承诺"), HOLDERS, LIVE, opens=_set(C.COMMITMENT), public=True),
    "commitment_kept":    Deed(_("承诺已兑现"), HOLDERS, ANYWHERE, keeps=_set(C.COMMITMENT), public=True),
    "extension_asked":    Deed(_("申请延期"), HOLDERS, WORKING, opens=_set(C.EXTENSION)),
    "extended":           Deed(_("同意延期"), LEADERS, at(H), keeps=_set(C.EXTENSION), extends=_set(C.HANDLING), public=True),
    "extension_refused":  Deed(_("不同意延期"), LEADERS, at(H), keeps=_set(C.EXTENSION)),
    "part_opened":        Deed(_("请协办单位办理"), DESK - _who(KEEPER) | HOLDERS, at(H), opens=_set(C.PART)),
    "part_done":          Deed(_("协办已完成"), HOLDERS, at(H) | at(F), keeps=_set(C.PART)),
    # 评价
    "called_back":        Deed(_("回访记录"), CALLERS, at(E)),
    # 督办
    "urged":              Deed(_("催办"), _who(KEEPER, Role.SUPERVISOR) | LEADERS, ANYWHERE),
    "breached":           Deed(_("超过时限"), _who(KEEPER), ANYWHERE),
    "raised":             Deed(_("上报督办"), _who(KEEPER, Role.SUPERVISOR), ANYWHERE),
    "summoned":           Deed(_("列入约谈"), _who(KEEPER, Role.SUPERVISOR), ANYWHERE),
    # 任何时候
    "commented":          Deed(_("批注"), DESK - _who(KEEPER) | HOLDERS | JUDGES, ANYWHERE),
    "revealed":           Deed(_("查看诉求人信息"), DESK - _who(KEEPER) | HOLDERS | JUDGES | CALLERS, ANYWHERE),
    "mended":             Deed(_("按台账更正"), _who(Role.SECURITY_ADMIN), ANYWHERE),
    "redacted":           Deed(_("依法删除文字"), _who(Role.SECURITY_ADMIN), ENDED),
    "exclusion_asked":    Deed(_("申请不纳入考核"), HOLDERS, ANYWHERE),
    "excluded":           Deed(_("不纳入考核"), _who(Role.ASSESSOR), ANYWHERE),
    "counted":            Deed(_("纳入考核"), _who(Role.ASSESSOR), ANYWHERE),
    "told":               Deed(_("已通知诉求人"), _who(KEEPER), ANYWHERE),
    "set_aside":          Deed(_("时钟动作未成，待人处理"), _who(KEEPER), ANYWHERE),
    "reckoned":           Deed(_("时限随日历重算"), _who(KEEPER), LIVE),
}
# fmt: on

DEEDS: dict[str, Deed] = MOVES | NOTES
