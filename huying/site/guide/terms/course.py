"""走到哪里 · the six steps, the stages within them and the endings."""

from django.utils.translation import gettext_lazy as _

from huying.case.steps import Stage, Step
from huying.site.guide.terms.term import chapter

STEPS = chapter("step", _("六步"), {
    Step.INTAKE: _("把诉求收下来，看清是不是新的、是不是重复的、该不该我们管。"),
    Step.DISPATCH: _("按事项清单找到承办单位：单位抢，或者派单员派。"),
    Step.HANDLING: _("承办单位联系诉求人、上门、办事，拿出结果和凭据。"),
    Step.FEEDBACK: _("结果报上来，由单位负责人审核，不够的退回补办。"),
    Step.REPLY: _("承办单位把结果告诉诉求人，答的要是他问的事。"),
    Step.EVALUATION: _("诉求人说解决了没有、满不满意；没解决的重新办。"),
})  # fmt: skip
STAGES = chapter("stage", _("阶段和结局"), {
    Stage.RECEIVED: _("已经登记，还没有人看过。派单员或接线员先受理。"),
    Stage.WAITING: _("已经受理，等着派给单位。"),
    Stage.OFFERED: _("正在抢单大厅里，清单上的单位都可以领。"),
    Stage.UNLISTED: _("清单里没有，正等分管领导指定主办单位。"),
    Stage.RETURNED: _("单位退了回来，或异议成立，要重新派。时限不重新算。"),
    Stage.RAISED: _("下级办不了，往上一级报，等着派给上级单位。"),
    Stage.WORKING: _("已经有单位负责，正在办。"),
    Stage.OBJECTED: _("单位说不该自己办，等派单员或领导裁定；时限照走。"),
    Stage.HANDLED: _("事已办完，还没有把结果报给负责人。"),
    Stage.REPORTED: _("结果已报，等单位负责人审核。"),
    Stage.DUE: _("结果审核通过，等承办单位回复诉求人。"),
    Stage.AWAITING: _("已经回复，等诉求人评价，或者回访员打电话问。"),
    Stage.RATED: _("诉求人评过了，还没有办结，也没有重办。"),
    Stage.REVIEW: _("结果有争议，由没有办过的上一级复核。"),
    Stage.CLOSED: _("诉求人认可，或者回访次数已满，这件事完了。"),
    Stage.DECLINED: _("不归我们管，已经告诉诉求人该找谁。"),
    Stage.MERGED: _("和另一件是同一事，合到那一件里一起办、一起答复。"),
    Stage.WITHDRAWN: _("诉求人自己说不用办了。"),
    Stage.TERMINATED: _("经领导批准停办，理由在办理经过里。"),
    Stage.IMPORTED: _("启用本系统以前的老件，只供查阅，不计时限。"),
})  # fmt: skip
