"""名录首页 · the registers that this person may open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from huying.directory.access import Signed, holds, roles
from huying.directory.pages import calendar
from huying.directory.pages.desks import DESKS
from huying.directory.roles import Role
from huying.directory.sheets import REGISTERS

OPEN_TO = {desk.kind: desk.keepers | desk.readers for desk in DESKS.values()}
OPEN_TO["calendar"] = calendar.KEEPERS | calendar.READERS
CALENDAR_LEAD = _("法定节假日、调休上班日和上班时间；所有工作日时限都按它算。")


@require_GET
@roles(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.DISPATCHER)
def index(request: Signed) -> HttpResponse:
    """Only their own duty."""
    shown = [
        {
            "title": REGISTERS[kind].title,
            "url": reverse(kind),
            "icon": DESKS[kind].icon if kind in DESKS else "calendar",
            "lead": DESKS[kind].lead if kind in DESKS else CALENDAR_LEAD,
        }
        for kind, entitled in OPEN_TO.items()
        if holds(request.user, entitled)
    ]
    return render(request, "directory/index.html", {"registers": shown})
