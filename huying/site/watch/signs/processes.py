"""进程的灯 · who says that he lives, and who had to be started again."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.post.heartbeat import ASIDE, KEEPER, LIVE, RESTARTED, SILENCE, WEB
from huying.post.models import Heartbeat
from huying.site.watch.signs.sign import Light, Sign, ago, by_age

LATELY = timedelta(hours=1)
NAMES = {KEEPER: gettext_lazy("守时进程"), WEB: gettext_lazy("网页服务"), LIVE: gettext_lazy("实时推送")}
ADVICE = {
    KEEPER: gettext_lazy(
        "时限不会提醒，通知不会发出。请看 huying run 的窗口或服务是否还在；它会自己重新启动守时进程。"
    ),
    WEB: gettext_lazy("这台机器上的网页服务没有应答探询。请看 huying run 的窗口或服务。"),
    LIVE: gettext_lazy("抢单大厅等页面改为每隔几秒自己询问，不影响办理。请看 huying run 的窗口或服务。"),
}


def keeper(at: datetime) -> Sign:
    """Silence of a minute is red."""
    return _alive(KEEPER, at, Light.RED)


def web(at: datetime) -> Sign:
    """Asked by whoever started it; this page itself proves that one of them answers."""
    return _alive(WEB, at, Light.AMBER)


def live(at: datetime) -> Sign:
    """Pages do without it."""
    return _alive(LIVE, at, Light.AMBER)


def _alive(name: str, at: datetime, silent: Light) -> Sign:
    row = Heartbeat.objects.filter(name=name).first()
    if row is None:
        light = silent if name == KEEPER else Light.NONE
        return Sign(name, NAMES[name], light, _("从来没有心跳"), str(ADVICE[name]) if light else "")
    age = at - row.at
    light = Light.GREEN if age <= SILENCE else silent
    words = _("上次心跳在 %s") % ago(row.at, at)
    advice = "" if light is Light.GREEN else str(ADVICE[name])
    return Sign(name, NAMES[name], light, words, advice, f"{name}_heartbeat_age_seconds", age.total_seconds())


def restarts(at: datetime) -> Sign:
    """A process that died or hung and was started again."""
    rows = Heartbeat.objects.filter(name__startswith=RESTARTED, at__gt=at - LATELY).order_by("-at")
    found = [_("%(note)s，%(ago)s") % {"note": row.note, "ago": ago(row.at, at)} for row in rows]
    light = by_age(LATELY if found else None, amber=timedelta(), red=LATELY)
    words = "；".join(found) or _("一小时内没有进程重新启动过")
    advice = _("进程已自动重新启动。反复出现时，请把日志交给维护人员。") if found else ""
    return Sign("restarts", _("重新启动"), light, words, advice, "restarts_last_hour", len(found))


def aside(at: datetime) -> Sign:
    """A job at which the keeper hung twice is left out for a while; the others go on."""
    rows = Heartbeat.objects.filter(name__startswith=ASIDE, at__gt=at).order_by("at")
    names = "、".join(row.name.removeprefix(ASIDE) for row in rows)
    if not names:
        return Sign("jobs_aside", _("守时任务"), Light.GREEN, _("全部在跑"), figure="jobs_aside", number=0)
    words = _("任务 %s 两次卡住守时进程，已暂时搁置，其余照常") % names
    advice = _("过一会儿会自动再试。请把日志交给维护人员。")
    return Sign("jobs_aside", _("守时任务"), Light.RED, words, advice, "jobs_aside", len(rows))


LOOKS = (keeper, web, live, restarts, aside)
