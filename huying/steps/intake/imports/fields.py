"""字段 · what a column of a city platform's file may mean to us, and the names by which platforms call it (RULES §6)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Field(TextChoices):
    """One meaning of a column. A column without a meaning is kept as it is."""

    NUMBER = "number", _("工单编号")
    RECEIVED = "received", _("来电时间")
    CONTENT = "content", _("内容")
    TITLE = "title", _("标题")
    NAME = "name", _("来电人")
    PHONE = "phone", _("电话")
    KIND = "kind", _("类型")
    CATEGORY = "category", _("分类")
    DISTRICT = "district", _("区")
    TOWN = "town", _("街乡镇")
    VILLAGE = "village", _("社区村")
    PLACE = "place", _("地址")
    UNIT = "unit", _("单位")
    DUE = "due", _("市级时限")
    FINISHED = "finished", _("办结时间")
    ANSWER = "answer", _("办理结果")
    CONTACTED = "contacted", _("是否联系")
    SOLVED = "solved", _("是否解决")
    SATISFIED = "satisfied", _("是否满意")
    VALID = "valid", _("是否有效回访")
    COUNTED = "counted", _("是否纳入考核")


NEEDED = (Field.CONTENT, Field.RECEIVED)
"""Without these a file says nothing that could become a case."""

FACTS = (Field.CONTACTED, Field.SOLVED, Field.SATISFIED, Field.VALID, Field.COUNTED)
"""Kept word for word in the line of the ledger."""

INSTANTS = frozenset({Field.RECEIVED, Field.FINISHED, Field.DUE})
"""Moments, however they are written."""

LONG = frozenset({Field.CONTENT, Field.ANSWER})
"""Their words stand in rows of their own; beside them only a digest is kept."""

PERSONAL = frozenset({Field.NAME, Field.PHONE})
"""Never repeated outside the sealed rows."""

ALIASES: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: ("工单编号", "工单号", "工单编码", "编号", "诉求编号", "受理编号", "留言编号", "诉求单号", "受理单号"),
    Field.RECEIVED: (
        "来电时间", "留言时间", "诉求时间", "反映时间", "投诉时间", "受理时间", "登记时间", "创建时间", "提交时间",
    ),
    Field.CONTENT: (
        "内容", "诉求内容", "反映内容", "来电内容", "问题描述", "工单内容", "投诉内容", "主要内容", "留言详情", "留言内容",
    ),
    Field.TITLE: ("标题", "主题", "留言主题", "诉求标题", "工单标题"),
    Field.NAME: ("来电人", "反映人", "诉求人", "联系人", "留言用户", "来电人姓名", "姓名"),
    Field.PHONE: ("电话", "联系电话", "联系方式", "来电号码", "手机号", "手机号码"),
    Field.KIND: ("类型", "诉求类型", "事项类型", "工单类型"),
    Field.CATEGORY: (
        "分类", "问题类别", "事项分类", "诉求分类", "来电类别", "问题分类", "三级分类", "二级分类", "一级分类", "一级标签",
    ),
    Field.DISTRICT: ("区", "反映区", "被反映区", "区县", "所在区", "所属区"),
    Field.TOWN: ("街乡镇", "被反映街乡镇", "街道乡镇", "所在街乡镇", "街道", "乡镇", "镇街"),
    Field.VILLAGE: ("社区村", "村社区", "社区", "村居", "所在社区", "所属社区"),
    Field.PLACE: ("地址", "详细地址", "发生地点", "问题点位", "小区点位", "事发地址", "诉求地址"),
    Field.UNIT: ("单位", "承办单位", "主办单位", "办理单位", "责任单位"),
    Field.DUE: ("办结时限", "办理时限", "处理时限", "截止时间", "到期时间", "要求办结时间", "市级时限"),
    Field.FINISHED: ("办结时间", "完成时间", "结案时间", "答复时间", "回复时间"),
    Field.ANSWER: ("办理结果", "处理结果", "答复意见", "答复内容", "回复内容", "回复意见", "办理意见", "处理意见"),
    Field.CONTACTED: ("是否联系", "是否先行联系"),
    Field.SOLVED: ("是否解决", "解决情况"),
    Field.SATISFIED: ("是否满意", "满意情况", "满意度"),
    Field.VALID: ("是否有效回访", "有效回访"),
    Field.COUNTED: ("是否纳入考核", "是否考核"),
}  # fmt: skip
"""Of several columns with one meaning the name that stands first is taken, the others are kept as they are."""

KNOWN = frozenset(name for names in ALIASES.values() for name in names)
"""Every name that helps to find the header in a file."""
