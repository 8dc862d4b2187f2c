"""评价卡 · what a resident may say now, and what becomes of what was said."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Entry
from huying.case.steps import ENDINGS, Stage

RATE, REOPEN, TOLD, NOTHING = "rate", "reopen", "told", ""


@dataclass(frozen=True, slots=True)
class Card:
    """`kind`: rate, reopen, told (words alone) or nothing. `words` say what happens next."""

    kind: str = NOTHING
    words: str = ""
    colour: str = ""


def card(case: Case, *, at: datetime) -> Card:
    """评价卡 · for the case as it stands."""
    if case.stage == Stage.AWAITING:
        return Card(RATE, _called(case))
    if case.stage == Stage.CLOSED:
        return _closed(case, at)
    if case.stage == Stage.REVIEW:
        return Card(TOLD, _("您的评价收到了。正由上一级复核，结果会写在这里。"), "amber")
    if case.round > 1 and case.stage not in ENDINGS:
        return Card(TOLD, _again(case), "amber")
    return Card()


def rated_words(case: Case) -> str:
    """不用再评 · for whoever comes second with the same link, or too late; empty while a rating is awaited."""
    if case.stage == Stage.AWAITING:
        return ""
    rated = _last(case, "rated")
    if rated is None:
        return _unasked(case)
    return _("这件诉求 %(when)s 已经评价过了，不用再评。") % {"when": f"{localtime(rated.at):%m-%d %H:%M}"}


def _unasked(case: Case) -> str:
    """Nobody has rated it, and nobody is asked to."""
    if case.stage in ENDINGS:
        return _("这件诉求已经结束（%(stage)s），不再收评价。") % {"stage": Stage(case.stage).label}
    return _("这件诉求还在办理，办完会请您评价。")


def _called(case: Case) -> str:
    clock = _clock(case, Clock.CALLBACK)
    if clock is None:
        return ""
    return _("%(day)s 前没有评价的，我们会打电话回访。") % {"day": f"{localtime(clock.due_at):%m-%d %H:%M}"}


def _again(case: Case) -> str:
    words = _("您的意见收到了，已经重新办理，这是第 %(round)s 次。") % {"round": case.round}
    clock = _clock(case, Clock.HANDLING)
    if clock:
        words += _("最晚 %(day)s 办完，办完再请您评价。") % {"day": f"{localtime(clock.due_at):%m-%d %H:%M}"}
    return words


def _closed(case: Case, at: datetime) -> Card:
    clock = case.deadlines.filter(kind=Clock.REOPEN).order_by("-opened_at", "-pk").first()
    thanks = _how_closed(case)
    if clock is None:
        return Card(TOLD, thanks, "green")
    day = {"day": f"{localtime(clock.due_at):%Y-%m-%d %H:%M}"}
    if clock.ended_at is None and clock.due_at >= at:
        return Card(REOPEN, thanks + _("问题又出现的，%(day)s 前可以在这里要求重新办理。") % day, "green")
    return Card(
        TOLD, thanks + _("可以重新办理的期限到 %(day)s 为止，已经过了；又有问题，请再反映一件。") % day, "green"
    )


def _how_closed(case: Case) -> str:
    """Rated, ruled on, or nobody reached."""
    closed = _last(case, "closed")
    facts = closed.facts if closed else {}
    if "unreached" in facts:
        return _("我们打电话没有联系上您，此件先办结了。")
    if facts.get("reviewed"):
        return _("经上一级复核，此件办结。")
    return _("谢谢您的评价，此件办结。")


def _last(case: Case, deed: str) -> Entry | None:
    return case.entries.filter(deed=deed).order_by("-seq").first()


def _clock(case: Case, kind: Clock) -> Deadline | None:
    return case.deadlines.filter(kind=kind, ended_at=None).order_by("-opened_at").first()
