"""导出的页面 · first what and why, then the file: a workbook at once, or lines of text as they are read."""

from tempfile import TemporaryFile
from typing import BinaryIO, cast
from urllib.parse import quote

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huying.case.hall.address import again
from huying.case.hall.export import EXPORTERS, MOST, Export, columns, counted, cut_words
from huying.case.hall.listing import asked
from huying.case.hall.seeing import record_search
from huying.directory import acts
from huying.directory.access import Signed, roles
from huying.directory.models import What
from huying.directory.replica import older_is_fine
from huying.kit import sheet
from huying.kit.clock import now

LONGEST = 150
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@roles(*EXPORTERS)
def export(request: Signed) -> HttpResponseBase:
    """导出 · the filters stand in the address, as in the list."""
    at, wish = now(), asked(request.GET)
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    made = Export(wish, request.user, at, reason, counted(wish, request.user, at=at))
    if request.method != "POST":
        record_search(wish.sought, by=request.user, at=at, address=acts.address_of(request))
        return _form(request, made)
    if not reason:
        return _form(request, made, refused=_("请写明导出的原因和用途。"))
    subject = _("诉求件 %d 条") % min(made.count, MOST)
    acts.record(What.EXPORTED, by=request.user, at=at, address=acts.address_of(request), subject=subject, words=reason)
    return _csv(made) if request.POST.get("form") == "csv" else older_is_fine(lambda: _xlsx(made))


def _form(request: Signed, made: Export, *, refused: str = "") -> HttpResponse:
    cut = cut_words() if made.is_cut else ""
    shown = {"export": made, "cut": cut, "refused": refused, "longest": LONGEST, "here": again(request.GET)}
    return render(request, "case/export.html", shown, status=422 if refused else 200)


def _xlsx(made: Export) -> FileResponse:
    """Written to the disk first: a workbook has no end until its last row is known."""
    file = cast(BinaryIO, TemporaryFile())  # noqa: SIM115 (closed by the response)
    sheet.write(file, columns(), made.rows(), title=_("诉求件"))
    file.seek(0)
    return FileResponse(file, content_type=XLSX, headers=_named(made, "xlsx"))


def _csv(made: Export) -> StreamingHttpResponse:
    """Line by line: the download begins at once and shows its own progress."""
    lines = sheet.csv_lines(columns(), made.rows())
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=_named(made, "csv"))


def _named(made: Export, suffix: str) -> dict[str, str]:
    name = quote(f"{_('诉求件')}-{localtime(made.at):%Y%m%d-%H%M}.{suffix}")
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
