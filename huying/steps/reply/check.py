"""回复 · what is wrong with a reply before it is sent: plain rules that anybody can follow, no judgement of style."""

import re

from django.utils.translation import gettext_lazy

from huying.kit.text import bigrams, mask_words

SHORT = 12
PROMISE = re.compile(
    r"(尽快|近期|择期|适时|抓紧|争取|将于?|会|承诺)[^。；;！!？?]{0,24}"
    r"(解决|处理|修复|完成|安排|维修|整改|答复|清理|更换)"
)
DATED = re.compile(
    r"(\d{1,2}\s*月\s*\d{1,2}|\d{1,2}\s*[日号]|\d{4}[-./年]\d{1,2}|\d+\s*个?(工作日|天|小时|周|个月)"
    r"|今天|明天|后天|本周|下周|本月|月底|年底)"
)
SENTENCE = re.compile(r"[。；;！!？?\n]")

SAY_MORE = gettext_lazy("回复太短，请写明查到了什么、做了什么、结果如何。")
NAMES_SOMEBODY = gettext_lazy("回复里有电话或证件号码，可能泄露他人信息，请删去。")
WHEN = gettext_lazy("回复里许诺了要做的事，却没有日期，请写明什么时候完成。")
OFF_THE_POINT = gettext_lazy("回复没有提到诉求里的任何一件事，请对着诉求逐项回答。")


def faults(reply: str, request: str) -> list[str]:
    """The reasons why this reply should not go out as it is; empty when it may. Words fit for the person who wrote it."""
    found = [
        words for wrong, words in ((_short, SAY_MORE), (_private, NAMES_SOMEBODY), (_undated, WHEN)) if wrong(reply)
    ]
    return [str(words) for words in found + ([] if _answers(reply, request) else [OFF_THE_POINT])]


def _short(reply: str) -> bool:
    return len(reply.strip()) < SHORT


def _private(reply: str) -> bool:
    return mask_words(reply) != reply


def _undated(reply: str) -> bool:
    """A promise in a sentence that names no date."""
    return any(PROMISE.search(part) and not DATED.search(part) for part in SENTENCE.split(reply))


def _answers(reply: str, request: str) -> bool:
    return not request or bool(set(bigrams(reply)) & set(bigrams(request)))
