"""事实 · what a line says beside its words, in words: one table, fact → its name and how it is read. What is not in it is not shown."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.channels import channel_label
from huying.case.clocks import Clock
from huying.case.hall.called import Called
from huying.case.hall.status import LEVELS
from huying.case.models import Entry, Kind, Nature
from huying.kit.text import mask_words

Reader = Callable[[Any, Called], str]
Words = str | Promise

LINK = "link"
"""How a rating by the resident's own link is written."""

YES_NO: dict[Any, Words] = {True: gettext_lazy("是"), False: gettext_lazy("否")}
ANSWERS: dict[Any, Words] = {
    "yes": gettext_lazy("是"),
    "basically": gettext_lazy("基本"),
    "no": gettext_lazy("否"),
    "no_answer": gettext_lazy("无人接听"),
    "refused": gettext_lazy("拒绝回访"),
    "wrong_number": gettext_lazy("号码有误"),
    "cannot": gettext_lazy("无法回访"),
} | YES_NO
RUNGS: dict[Any, Words] = {
    0: gettext_lazy("已用一半"),
    1: gettext_lazy("已用八成"),
    2: gettext_lazy("到期未办"),
    3: gettext_lazy("逾期一倍"),
    4: gettext_lazy("逾期两倍"),
}
HOW: dict[Any, Words] = {
    "solved": gettext_lazy("已解决"),
    "partly": gettext_lazy("部分解决，其余已有期限"),
    "explained": gettext_lazy("已说明政策和原因"),
}
FOUND: dict[Any, Words] = {
    "real": gettext_lazy("属实"),
    "partly": gettext_lazy("部分属实"),
    "untrue": gettext_lazy("不属实"),
    "elsewhere": gettext_lazy("不在本辖区"),
    "unclear": gettext_lazy("仍不清楚"),
}
KNOWN: dict[Any, Words] = {
    "seen": gettext_lazy("已到现场核查"),
    "asked": gettext_lazy("核查中"),
    "clear": gettext_lazy("登记清楚，不用到现场"),
    "none": gettext_lazy("自动派出，没有核查"),
}
WAYS: dict[Any, Words] = {
    "online": gettext_lazy("网上"),
    "phone": gettext_lazy("电话"),
    "face": gettext_lazy("当面"),
}
CODED: dict[str, Mapping[Any, Words]] = {
    "kind": dict(Kind.choices),
    "nature": dict(Nature.choices),
    "urgent": YES_NO,
    "confidential": YES_NO,
}


def _word(words: Mapping[Any, Words]) -> Reader:
    return lambda value, names: str(words.get(value, value)) if not isinstance(value, (dict, list)) else ""


def _named(kind: str) -> Reader:
    return lambda value, names: "、".join(names.of(kind, number) for number in _each(value))


def _cases(value: Any, names: Called) -> str:
    return "、".join(names.case(number) for number in _each(value))


def _text(value: Any, names: Called) -> str:
    return mask_words(str(value))


def _clock(value: Any, names: Called) -> str:
    return str(Clock(value).label) if value in Clock.values else ""


def _instant(value: Any, names: Called) -> str:
    return f"{localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}" if isinstance(value, str) else ""


def _count(value: Any, names: Called) -> str:
    return str(len(value))


def _promised(value: Any, names: Called) -> str:
    """A dated promise is part of what was said; every other clock has its card."""
    return _instant(value.get(Clock.COMMITMENT), names)


def _moved(value: Any, names: Called) -> str:
    return f"{_instant(value['from'], names)} → {_instant(value['until'], names)}"


def _changed(read: Reader) -> Reader:
    """Before → after; or the value alone, where a line only sets it."""
    return lambda value, names: (
        f"{read(value['from'], names) or '—'} → {read(value['to'], names) or '—'}"
        if isinstance(value, dict)
        else read(value, names)
    )


def _channel(value: Any, names: Called) -> str:
    """By which way a request came, or an answer."""
    return _("评价链接") if value == LINK else channel_label(str(value))


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


FACTS: dict[str, tuple[Words, Reader]] = {
    "to": (gettext_lazy("交给"), _named("unit")),
    "units": (gettext_lazy("单位"), _named("unit")),
    "unit": (gettext_lazy("单位"), _named("unit")),
    "unit_named": (gettext_lazy("文件所列单位"), _named("unit")),
    "person": (gettext_lazy("责任人"), _named("person")),
    "matter": (gettext_lazy("事项"), _changed(_named("matter"))),
    "area": (gettext_lazy("区域"), _changed(_named("area"))),
    "about": (gettext_lazy("被反映单位"), _changed(_named("unit"))),
    **{name: (label, _changed(_word(CODED[name]))) for name, label in (
        ("kind", gettext_lazy("类型")),
        ("nature", gettext_lazy("性质")),
        ("urgent", gettext_lazy("紧急")),
        ("confidential", gettext_lazy("保密")),
    )},
    "into": (gettext_lazy("件"), _cases),
    "other": (gettext_lazy("件"), _cases),
    "split_from": (gettext_lazy("拆自"), _cases),
    "suspected": (gettext_lazy("疑似重复"), _cases),
    "clock": (gettext_lazy("时钟"), _clock),
    "rung": (gettext_lazy("程度"), _word(RUNGS)),
    "due": (gettext_lazy("承诺期限"), _promised),
    "from": (gettext_lazy("原到期"), _instant),
    "until": (gettext_lazy("延至"), _instant),
    "moved": (gettext_lazy("到期"), _moved),
    "level": (gettext_lazy("层级"), _word({level: name for level, (_height, name) in LEVELS.items()})),
    "inquiry": (gettext_lazy("初步核查"), _word(KNOWN)),
    "finding": (gettext_lazy("核查结论"), _word(FOUND)),
    "how": (gettext_lazy("处置结果"), _word(HOW)),
    "basis": (gettext_lazy("依据"), _text),
    "on": (gettext_lazy("约谈日期"), _text),
    "met": (gettext_lazy("见到人数"), _text),
    "place": (gettext_lazy("地点"), _text),
    "whose": (gettext_lazy("承诺方"), _text),
    "way": (gettext_lazy("回复方式"), _word(WAYS)),
    "shown": (gettext_lazy("给诉求人看的处置照片（已确认无他人信息）"), _count),
    "contacted": (gettext_lazy("已联系"), _word(ANSWERS)),
    "solved": (gettext_lazy("已解决"), _word(ANSWERS)),
    "service": (gettext_lazy("服务满意"), _word(ANSWERS)),
    "satisfied": (gettext_lazy("满意"), _word(ANSWERS)),
    "result": (gettext_lazy("结果"), _word(ANSWERS)),
    "valid": (gettext_lazy("有效回访"), _word(ANSWERS)),
    "counted": (gettext_lazy("纳入考核"), _word(ANSWERS)),
    "unreached": (gettext_lazy("未回访成"), _word(ANSWERS)),
    "late": (gettext_lazy("到达时已超市级时限"), _word(YES_NO)),
    "channel": (gettext_lazy("渠道"), _channel),
}  # fmt: skip
"""Fact → its name, and how its value is read. The words that rooms choose from are said once more here: the hall knows no room."""


def told(entry: Entry, names: Called) -> list[tuple[str, str]]:
    """事实 · the facts of a line that mean something to a reader, in the order of the table."""
    held = [name for name in FACTS if entry.facts.get(name) not in (None, "", [], {})]
    said = [(str(FACTS[name][0]), FACTS[name][1](entry.facts[name], names)) for name in held]
    return [(label, value) for label, value in said + _newcomer(entry, names) if value]


def _newcomer(entry: Entry, names: Called) -> list[tuple[str, str]]:
    """Whose request was added: `of` is a case here; elsewhere it numbers a line."""
    return [(_("件"), names.case(entry.facts.get("of")))] if entry.deed == "joined" else []
