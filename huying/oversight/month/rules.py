"""口径 · every figure of the month with its rule in words and the counts that it opens to. One row a figure (RULES §4)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Figure:
    """`cells`: the counts that make it up; their cases are what the figure opens to. For a rate: its numerator."""

    name: str
    label: str | Promise
    cells: tuple[str, ...]
    rule: str | Promise
    rate: bool = False


FIGURES: tuple[Figure, ...] = (
    Figure(
        "received", _("受理"), ("received",),
        _("期间内收到的件。全区按收到的日期，每件一次；按单位看，是期间内第一次交到该单位的件，一件先后交过两个单位的，两个单位各记一次。历史导入不计。"),
    ),
    Figure(
        "evaluated", _("评价"), ("valid", "excluded"),
        _("期间内作出评价的件，等于计入加不计入。日期以评价当日为准，单位以答复时的承办单位为准；办过几轮的，以最后一轮评价为准。"),
    ),
    Figure("valid", _("计入"), ("valid",), _("评价有效、纳入考核的件：诉求人用链接评价的，和回访问到答案的。它是下面四个率的分母。")),
    Figure("excluded", _("不计入"), ("excluded",), _("评价过、但考核员裁定不纳入考核的件。")),
    Figure("response", _("响应率"), ("contacted",), _("计入的件中，诉求人说工作人员联系过自己的，除以计入数。"), rate=True),
    Figure(
        "resolution", _("解决率"), ("solved_yes", "solved_basically"),
        _("计入的件中，诉求人说“已解决”或“基本解决”的，除以计入数；“基本解决”另列在旁。"), rate=True,
    ),
    Figure(
        "service", _("服务满意率"), ("service_yes", "service_basically"),
        _("计入的件中，对服务“满意”或“基本满意”的，除以计入数；“基本满意”另列在旁。"), rate=True,
    ),
    Figure(
        "result", _("结果满意率"), ("result_yes", "result_basically"),
        _("计入的件中，对结果“满意”或“基本满意”的，除以计入数；“基本满意”另列在旁。"), rate=True,
    ),
    Figure("solved_basically", _("其中基本解决"), ("solved_basically",), _("回答“基本解决”的件数，已含在解决率里。")),
    Figure("service_basically", _("其中服务基本满意"), ("service_basically",), _("对服务回答“基本满意”的件数，已含在服务满意率里。")),
    Figure("result_basically", _("其中结果基本满意"), ("result_basically",), _("对结果回答“基本满意”的件数，已含在结果满意率里。")),
)  # fmt: skip

BY_NAME = {figure.name: figure for figure in FIGURES}
POOLED = _("合计（按件）：所有件放在一起算，件多的单位分量重。")
MEAN = _("各单位平均：先算每个单位的率，再取平均，每个单位一样重；没有计入件的单位不参加平均。")
NOTHING = _("分母为零时没有率，写“—”，不写 0。率保留两位小数，四舍五入。")
