"""停下的页面 · what is said when a request cannot be answered: in plain words, with what to do next."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Stop:
    """A title, what happened, what to do; and after how many seconds trying again makes sense."""

    title: Words
    words: Words
    advice: Words
    retry_after: int = 0


SAFE = _("您在填写页里输入的内容没有丢失：返回上一页即可继续。")

STOPS: dict[int, Stop] = {
    400: Stop(
        _("没有看懂这次请求"), _("网址或内容不完整。"), _("请返回上一页再试；若是别人发来的链接，请核对是否复制完整。")
    ),
    403: Stop(
        _("这里不对您开放"),
        _("您的岗位看不到这一页，或页面停留太久已经失效。"),
        _("请返回上一页刷新后再试；确需查看，请联系本单位管理员。"),
    ),
    404: Stop(
        _("没有找到"), _("这里没有内容，或者您无权查看。"), _("请核对编号或链接是否完整，也可以回到首页重新查询。")
    ),
    409: Stop(
        _("这件诉求刚刚有了变化"), _("在您操作之前，别人已经办了下一步。"), _("请刷新看看最新情况，再决定怎么办。")
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
    ),
    429: Stop(
        _("操作太快了"),
        _("短时间内尝试的次数太多。"),
        _("请稍等一分钟再试。"),
        retry_after=60,
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
    ),
    507: Stop(
        _("存储空间不足"),
        _("暂时不能登记新的内容，已有的内容仍可查看。"),
        _("请联系系统管理员清理磁盘；您填写的内容没有丢失。"),
        retry_after=300,
    ),
}


def stop(request: HttpRequest, code: int, words: str = "") -> HttpResponse:
    """The page for that code, with words of its own where the refusal brings some."""
    row = STOPS[code]
    answer = render(request, "stop.html", {"code": code, "stop": row, "words": words or row.words}, status=code)
    if row.retry_after:
        answer["Retry-After"] = str(row.retry_after)
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return stop(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, in the words of whoever refused."""
    return stop(request, 403, str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return stop(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: the database may be what broke, so this page asks it nothing."""
    row = STOPS[500]
    return HttpResponse(_plain(row), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is missing or old."""
    return stop(request, 403)


def _plain(row: Stop) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{row.title}</title><main><h1>{row.title}</h1><p data-refused>{row.words} {row.advice}</p></main></html>"
    )
