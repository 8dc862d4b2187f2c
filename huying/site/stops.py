"""停下的页面 · what is said when a request cannot be answered: in plain words, with what to do next."""

import sys
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huying.directory.access import NotSignedIn
from huying.site.mishaps import code_of
from huying.site.watch.current import ident

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Stop:
    """A title, what happened, what to do; after how many seconds trying again makes sense; its picture; whether asking again helps."""

    title: Words
    words: Words
    advice: Words
    retry_after: int = 0
    icon: str = "alert"
    helps: bool = True


SECRET = frozenset({"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code"})
"""Fields never written back into a page."""

FRAMED = frozenset({400, 403, 404, 409, 422, 429})
"""Said to the staff within the frame of the desk. The others may come of a database that does not answer, and the frame asks it."""

SAFE = _("您在填写页里输入的内容没有丢失：返回上一页即可继续。")

STOPS: dict[int, Stop] = {
    400: Stop(
        _("没有看懂这次请求"),
        _("网址或内容不完整。"),
        _("请返回上一页再试；若是别人发来的链接，请核对是否复制完整。"),
        icon="link",
        helps=False,
    ),
    401: Stop(
        _("请重新登录"),
        _("您还没有登录，或离开太久已自动退出。"),
        _("请在新窗口登录，再回到填写页提交；您填写的内容列在下面，可以复制。"),
        icon="key",
    ),
    403: Stop(
        _("这里不对您开放"),
        _("您的岗位看不到这一页，或页面停留太久已经失效。"),
        _("能打开的页面都列在首页和导航里；页面开得太久的，请返回上一页刷新再试。"),
        icon="lock",
    ),
    404: Stop(
        _("没有找到"),
        _("这里没有内容，或者您无权查看。"),
        _("请核对编号或链接是否完整，也可以回到首页重新查询。"),
        icon="search",
        helps=False,
    ),
    409: Stop(
        _("这件诉求刚刚有了变化"),
        _("在您操作之前，别人已经办了下一步。"),
        _("请刷新看看最新情况，再决定怎么办。"),
        icon="sync",
    ),
    422: Stop(
        _("这一步不能办"),
        _("当前情况不允许这样办理。"),
        SAFE,
    ),
    425: Stop(
        _("上一次提交还在处理"),
        _("同一份内容正在登记，没有重复登记。"),
        _("请等几秒再试。"),
        retry_after=3,
        icon="clock",
    ),
    429: Stop(
        _("操作太快了"),
        _("短时间内尝试的次数太多。"),
        _("请稍等一分钟再试。"),
        retry_after=60,
        icon="clock",
    ),
    500: Stop(
        _("系统出了差错"),
        _("这不是您的问题，差错已经记录下来。"),
        SAFE,
    ),
    503: Stop(
        _("系统正忙"),
        _("暂时没有存上，也没有登记一半。"),
        SAFE,
        retry_after=5,
        icon="clock",
    ),
    507: Stop(
        _("存储空间不足"),
        _("暂时不能登记新的内容，已有的内容仍可查看。"),
        _("请联系系统管理员清理磁盘；您填写的内容没有丢失。"),
        retry_after=300,
    ),
}


def stop(request: HttpRequest, code: int, words: str = "", **facts: object) -> HttpResponse:
    """The answer for that code, with words of its own where the refusal brings some; for a script as JSON."""
    row = STOPS[code]
    said = words or str(row.words)
    answer = _told(said, code, facts) if _is_script(request) else _shown(request, row, code, said)
    if row.retry_after:
        answer["Retry-After"] = str(row.retry_after)
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return stop(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, in the words of whoever refused; 401 where nobody is signed in any more."""
    return stop(request, 401 if isinstance(exception, NotSignedIn) else 403, str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return stop(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or what the database has to do with it. It may be what broke, so this page asks it nothing."""
    code = code_of(sys.exc_info()[1]) or 500
    answer = HttpResponse(_plain(STOPS[code], ident()), status=code)
    if STOPS[code].retry_after:
        answer["Retry-After"] = str(STOPS[code].retry_after)
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is missing or old."""
    return stop(request, 403)


def _is_script(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _told(words: str, code: int, facts: dict[str, object]) -> HttpResponse:
    return JsonResponse({"refused": words} | facts, status=code, json_dumps_params={"ensure_ascii": False})


def _shown(request: HttpRequest, row: Stop, code: int, words: str) -> HttpResponse:
    """As a page; for a part of a page as its note. What was typed stands on it, and may be sent again if waiting helps."""
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return render(request, "parts/refused.html", {"words": words}, status=code)
    page = {"code": code, "stop": row, "words": words, "ident": ident()} | _kept(request, row)
    at_desk = code in FRAMED and getattr(getattr(request, "user", None), "is_authenticated", False)
    return render(request, "stop_desk.html" if at_desk else "stop.html", page | {"at_desk": at_desk}, status=code)


def _kept(request: HttpRequest, row: Stop) -> dict[str, object]:
    """What was typed; to be sent again with one press where waiting helps and the page can hold all of it."""
    try:
        fields = dict(request.POST.lists())
    except (RawPostDataException, UnreadablePostError, MultiPartParserError):
        return {}
    typed = [(name, str(value)) for name, values in fields.items() if name not in SECRET for value in values if value]
    whole = not request.FILES and not SECRET & fields.keys() - {"csrfmiddlewaretoken"}
    return {"typed": typed, "again": bool(typed and whole and row.retry_after)}


def _sheet() -> str:
    """The style sheet of the residents' pages, where one has been built."""
    try:
        return f'<link rel="stylesheet" href="{static("build/resident.css")}">'
    except ValueError:
        return ""


def _plain(row: Stop, number: str) -> str:
    quoted = _now("编号 %s：联系管理员时请报出来。") % number if number else ""
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{row.title}</title>{_sheet()}<main class="hy-stop hy-card"><h1>{row.title}</h1>'
        f'<p data-refused>{row.words} {row.advice}</p><p class="hy-stop__code u-small">{quoted}</p></main></html>'
    )
