"""谁、哪一类、从哪里来 · posts, kinds of request, natures, ties and channels."""

from django.utils.translation import gettext_lazy as _

from huying.case.channels import Channel
from huying.case.models import Nature, Tie
from huying.directory.kinds import Kind
from huying.directory.roles import Role
from huying.site.guide.terms.term import chapter

POSTS = chapter("post", _("岗位"), {
    Role.OPERATOR: _("接电话，边听边登记。"),
    Role.DISPATCHER: _("把诉求派给该办的单位，裁定异议。"),
    Role.GRID_WORKER: _("管一片网格，到现场看、办、报。"),
    Role.CADRE: _("包几个村，上门办事、回话。"),
    Role.STAFF: _("镇街科室、委办局里办事的人。"),
    Role.LIAISON: _("单位的联络员：抢单、签收、落实到人。"),
    Role.UNIT_LEADER: _("单位的负责人：审核结果，批延期。"),
    Role.LEADER: _("分管领导：定责、裁异议、复核。"),
    Role.MAIN_LEADER: _("主要领导：看全局，约谈，定难事。"),
    Role.SUPERVISOR: _("盯超时的、退来退去的：催办、交领导、约谈。"),
    Role.CALLER: _("给诉求人打电话，问解决了没有、满不满意。"),
    Role.ASSESSOR: _("管月度数字，裁定哪些件不纳入考核。"),
    Role.PETITION_OFFICER: _("管信访件，接待来访。"),
    Role.SYSTEM_ADMIN: _("管单位、区划、日历、时限和运行，看不到诉求件。"),
    Role.SECURITY_ADMIN: _("管人员、岗位、登录，看不到诉求件。"),
    Role.AUDIT_ADMIN: _("看操作留痕，看不到诉求件。"),
})  # fmt: skip
KINDS = chapter("kind", _("诉求类型"), {
    Kind.CONSULT: _("问政策、问怎么办。"),
    Kind.HELP: _("有难处，请帮忙解决。"),
    Kind.COMPLAINT: _("对某件事、某个服务不满意。"),
    Kind.REPORT: _("反映违法违规的人和事。自动保密，不上抢单大厅。"),
    Kind.SUGGESTION: _("出主意，提改进办法。"),
    Kind.PRAISE: _("夸人夸事，转告本人。"),
})  # fmt: skip
NATURES = chapter("nature", _("性质"), {
    Nature.LIVELIHOOD: _("水电路灯、看病上学这些过日子的事。"),
    Nature.DISPUTE: _("两方以上争着的事，要调解。"),
    Nature.HAZARD: _("可能出事故、伤人的地方，要先排险。"),
})  # fmt: skip
TIES = chapter("tie", _("本单位和这件的关系"), {
    Tie.OFFERED: _("在抢单大厅里，本单位可以抢。"),
    Tie.RULES: _("等本单位或本人裁定。"),
    Tie.HOLDS: _("由本单位主办。"),
    Tie.HELPS: _("别的单位主办，本单位办其中一份。"),
    Tie.HELD: _("本单位以前办过，现在在别处。"),
    Tie.COPIED: _("只给本单位看，不用办。"),
})  # fmt: skip
CHANNELS = chapter("channel", _("渠道"), {
    Channel.WEB: _("诉求人自己在手机网页上写的。"),
    Channel.PHONE: _("打热线，由接线员记的。"),
    Channel.WECHAT: _("从微信里进来的。"),
    Channel.VISIT: _("人到了窗口，当面说的。"),
    Channel.GRID: _("网格员走访时收的。"),
    Channel.SPOT: _("在说事点、说事室里说的。"),
    Channel.BOX: _("投进说事箱的，开箱有记录。"),
    Channel.HOTLINE: _("12345、12315 等别的热线转来的。"),
    Channel.FILE: _("用工单文件导入的。"),
})  # fmt: skip
