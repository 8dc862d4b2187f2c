"""时限 · what each clock asks, and of whom."""

from django.utils.translation import gettext_lazy as _

from huying.directory.clocks import Clock
from huying.site.guide.terms.term import chapter

CLOCKS = chapter("clock", _("时限"), {
    Clock.ACCEPT: _("登记以后多久要受理。接线员、派单员办。"),
    Clock.DISPATCH: _("受理以后多久要派到单位。派单员办。"),
    Clock.CLAIM: _("发到抢单大厅以后 15 分钟，没有单位抢就按清单派。"),
    Clock.SIGN_IN: _("派到单位以后多久要签收。不签收，办理时限也照走。"),
    Clock.OBJECTION: _("派到单位以后，可以提异议的时间。过了就要办到底。"),
    Clock.CONTACT: _("接到以后多久要和诉求人联系上。没打通也要记。"),
    Clock.INQUIRY: _("请去现场看的，多久要看回来。"),
    Clock.HANDLING: _("从交办或领办起，多久要办完。退回、改派都不重新算。"),
    Clock.CITY: _("市平台给的期限。比我们自己的早，就按它的办。"),
    Clock.RULING: _("异议、定责，领导或派单员多久要定下来。"),
    Clock.EXTENSION: _("延期申请，单位负责人多久要批。"),
    Clock.COMMITMENT: _("答应了哪天办好，就记在这里，办好才消。"),
    Clock.PART: _("协办单位那一份，多久要办完。"),
    Clock.FEEDBACK: _("办完以后，多久要把结果报上来。"),
    Clock.CHECK: _("结果报上来以后，负责人多久要审。"),
    Clock.REPLY: _("审核通过以后，多久要回复诉求人。"),
    Clock.CALLBACK: _("回复以后，多久要打电话问满不满意。"),
    Clock.REVIEW: _("有争议的结果，多久要复核完。"),
    Clock.REOPEN: _("办结以后，诉求人多久内还可以要求重新办。"),
})  # fmt: skip
