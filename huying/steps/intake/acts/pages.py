"""办件的页面 · POST /intake/<number>/<act>/ does the deed and goes back to the case; a refusal keeps what was written."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huying.case.models import Case
from huying.case.numbers import row_of
from huying.case.refused import Refused
from huying.directory.access import Signed, signed_in
from huying.kit.clock import now
from huying.steps.intake.acts.table import act_named


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Signed, number: str, name: str) -> HttpResponse:
    """Whoever sees the case may try; the deed table says who may."""
    at, chosen = now(), act_named(name)
    found = Case.objects.seen_by(request.user, at=at).filter(pk=row_of(number) or 0)
    case = found.select_related("unit", "area", "matter", "identity").first()
    if chosen is None or case is None or case.number != number:
        raise Http404
    form = chosen.form(request.POST if request.method == "POST" else None, by=request.user, at=at)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            form.do(case)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("已办：%(act)s") % {"act": chosen.label})
            return HttpResponseRedirect(f"/cases/{number}/")
    shown = {"act": chosen, "case": case, "form": form}
    return render(
        request, "intake/actions/page.html", shown, status=status if status != 200 or not form.errors else 422
    )
