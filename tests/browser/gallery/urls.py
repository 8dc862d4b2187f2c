"""Every component once, on a desk page and on a resident's page; for the tests only."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from huying.case.models import Deadline
from huying.directory.access import open_to_all
from huying.site import look, stops

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 20, 6, 3, tzinfo=UTC)
RECEIVED: list[dict[str, Any]] = []


class Request(forms.Form):
    text = forms.CharField(
        label="遇到了什么事？", help_text="什么时间、什么地方、什么情况", widget=forms.Textarea, max_length=50
    )
    place = forms.CharField(label="在哪里？", required=False)
    phone = forms.CharField(label="联系电话", max_length=20)
    urgency = forms.ChoiceField(
        label="急不急？",
        choices=[("usual", "一般"), ("urgent", "紧急")],
        initial="usual",
        widget=type("Choice", (forms.RadioSelect,), {"template_name": "parts/choice.html"}),
    )


def sample() -> dict[str, Any]:
    day, hour = timedelta(days=1), timedelta(hours=1)
    states = ["done", "done", "now", "", "", ""]
    whens = ["11-18 19:42", "11-18 19:49", "进行中", "", "", ""]
    names = ["接办", "交办", "处置", "反馈", "回复", "评价"]
    return {
        "now": NOW,
        "marks": [SimpleNamespace(label=n, state=s, when=w) for n, s, w in zip(names, states, whens, strict=True)],
        "clocks": [
            Deadline(due_at=due_at, opened_at=opened_at)
            for due_at, opened_at in [(NOW + day, NOW - day), (NOW + hour, NOW - 9 * hour), (NOW - hour, NOW - day)]
        ],
        "lines": [
            SimpleNamespace(
                title="村委会 现场处置", who="张建国", at=NOW, words="先行恢复 4 盏。\n附照片。", colour="latest"
            ),
            SimpleNamespace(title="系统 预警", who="时限已用 50%", at=NOW - hour, words="提醒负责人。", colour="red"),
            SimpleNamespace(title="柳树沟村 签收", who="张建国", at=NOW - day, words="7 分钟内签收。", colour="green"),
            SimpleNamespace(title="热线 受理", who="王敏", at=NOW - day, words="市级工单。", colour="quiet"),
        ],
        "rows": [("主办", "柳树沟村委会"), ("协办", "镇规建办、县供电所"), ("事项", "公共设施 › 照明 › 路灯不亮")],
        "tiles": [
            ("bulb", "路灯水电", ""),
            ("trash", "垃圾环境", "green"),
            ("road", "道路出行", "amber"),
            ("sound", "噪声扰民", "violet"),
        ],
    }


def show(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    page = engines["django"].from_string((HERE / name).read_text())
    return HttpResponse(page.render({**sample(), **context}, request), status=status)


@open_to_all
def desk(request: HttpRequest) -> HttpResponse:
    messages.success(request, "已保存。")
    return show(request, "desk.html", {"form": Request({"text": "", "phone": "1"})})


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    return show(request, "home.html", {})


@open_to_all
@csrf_exempt
def submit(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return show(request, "submit.html", {"form": Request()})
    form = Request(request.POST)
    if not form.is_valid():
        return show(request, "submit.html", {"form": form, "answered": True}, status=422)
    if "慢" in form.cleaned_data["text"]:
        time.sleep(0.5)
    photos = [photo.size for photo in request.FILES.getlist("photos")]
    RECEIVED.append({"key": request.headers["Idempotency-Key"], **form.cleaned_data, "photos": photos})
    return HttpResponseRedirect("/received/")


@open_to_all
def received(request: HttpRequest) -> HttpResponse:
    return show(request, "received.html", {})


@open_to_all
def stopped(request: HttpRequest, code: int) -> HttpResponse:
    return stops.stop(request, code)


urlpatterns = [
    path("", home, name="home"),
    path("desk/", desk, name="cases"),
    path("submit/", submit, name="submit"),
    path("received/", received, name="track"),
    path("stop/<int:code>/", stopped),
    path("look/", look.choose, name="look"),
]
