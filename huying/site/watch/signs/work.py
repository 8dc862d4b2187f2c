"""活的灯 · what waits to be done, and for how long: clocks that came round, lines to tell, letters to carry, files to bring in."""

from datetime import datetime, timedelta

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from huying.case.models import Deadline, Unposted
from huying.post.hold import paused
from huying.post.models import Letter
from huying.post.models import State as LetterState
from huying.site.watch.signs.sign import Light, Sign, ago, by_age, span
from huying.steps.intake.imports.models import Job, State

SOON, LATE = timedelta(minutes=1), timedelta(minutes=5)
"""Lost timers and a stuck outbox are told within five minutes (TRUST, decision 12)."""

DAY = timedelta(days=1)


def clocks(at: datetime) -> Sign:
    """The oldest that has come round and was not rung."""
    due = Deadline.objects.filter(ended_at=None, next_at__lte=at, aside="").aggregate(at=Min("next_at"))["at"]
    age = at - due if due else None
    words = _("最早一个到点未响的时钟已等 %s") % span(age) if age else _("到点的时钟都响过了")
    light = by_age(age, amber=SOON, red=LATE)
    advice = "" if light is Light.GREEN else _("守时进程停了或忙不过来。请先看上面“守时进程”的灯。")
    return Sign("clocks", _("到点的时钟"), light, words, advice, "oldest_due_timer_seconds", _seconds(age))


def set_aside(at: datetime) -> Sign:
    """Rows that could not be worked on and block nobody; a person looks."""
    clocks = Deadline.objects.filter(ended_at=None).exclude(aside="").count()
    lines = Unposted.objects.exclude(aside="").count()
    number = clocks + lines
    if not number:
        return Sign("set_aside", _("搁置的记录"), Light.GREEN, _("没有"), figure="set_aside", number=0)
    words = _("%(clocks)d 个时钟、%(lines)d 条待告知的记录办不下去，已搁置") % {"clocks": clocks, "lines": lines}
    advice = _("原因写在日志和该件的办理经过里。请把日志交给维护人员。")
    return Sign("set_aside", _("搁置的记录"), Light.RED, words, advice, "set_aside", number)


def outbox(at: datetime) -> Sign:
    """The oldest line of which nobody has been told."""
    oldest = Unposted.objects.filter(aside="").select_related("entry").order_by("id").first()
    age = at - oldest.entry.at if oldest else None
    words = _("最早一条已等 %s") % span(age) if age else _("没有积压")
    light = by_age(age, amber=SOON, red=LATE)
    advice = "" if light is Light.GREEN else _("通知没有及时生成。请先看上面“守时进程”的灯。")
    return Sign("outbox", _("待告知的记录"), light, words, advice, "outbox_age_seconds", _seconds(age))


def letters(at: datetime) -> Sign:
    """The oldest letter whose time to be sent has come."""
    due = Letter.objects.filter(state=LetterState.WAITING, next_try_at__lte=at)
    first = due.aggregate(at=Min("next_try_at"))["at"]
    age = at - first if first else None
    words = _("最早一封已等 %s") % span(age) if age else _("没有积压")
    light = Light.GREEN if paused() else by_age(age, amber=SOON, red=LATE)
    advice = "" if light is Light.GREEN else _("通知发不出去。请看守时进程，以及短信等通道是否可用。")
    return Sign("letters", _("待发送的通知"), light, words, advice, "letter_age_seconds", _seconds(age))


def held(at: datetime) -> Sign:
    """After a restore letters wait for a person."""
    pause = paused()
    number = Letter.objects.filter(state=LetterState.HELD).count()
    if not pause and not number:
        return Sign("held", _("停发的通知"), Light.GREEN, _("没有停发"), figure="letters_held", number=0)
    since = ago(pause.at, at) if pause else ""
    words = _("自 %(since)s 起全部停发，%(number)d 条在等人决定") % {"since": since, "number": number}
    advice = _("系统管理员看过后放行或作废：huying letters，再 huying letters --release --by 登录名")
    return Sign("held", _("停发的通知"), Light.RED, words, advice, "letters_held", number)


def failed(at: datetime) -> Sign:
    """Letters given up since yesterday."""
    number = Letter.objects.filter(state=LetterState.FAILED, next_try_at__gt=at - DAY).count()
    words = _("一天内 %d 条没有送到") % number if number else _("一天内没有")
    advice = _("请核对短信等通道和联系方式。") if number else ""
    return Sign(
        "failed", _("未送达的通知"), Light.AMBER if number else Light.GREEN, words, advice, "letters_failed", number
    )


def imports(at: datetime) -> Sign:
    """Files that are being brought in."""
    jobs = Job.objects.filter(state__in=[State.QUEUED, State.RUNNING])
    number, stuck = jobs.count(), jobs.filter(Q(tries__gt=1) | Q(made_at__lt=at - DAY)).count()
    words = _("%d 份文件正在导入或排队") % number if number else _("没有在导入的文件")
    light = Light.AMBER if stuck else Light.GREEN
    advice = _("%d 份中断后在重试，或已等了一天以上。请到“导入工单”查看。") % stuck if stuck else ""
    return Sign("imports", _("导入任务"), light, words, advice, "imports_under_way", number)


def _seconds(age: timedelta | None) -> float:
    return max(0.0, age.total_seconds()) if age else 0.0


LOOKS = (clocks, outbox, letters, held, failed, set_aside, imports)
