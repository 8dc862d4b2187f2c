"""新手提示的页面 · putting one away, and bringing them back. Plain forms: no script is needed."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from huying.directory import hints
from huying.directory.access import Signed, signed_in
from huying.directory.account.landing import landing
from huying.kit.clock import now
from huying.site.guide.hints import HINTS


@require_POST
@signed_in
def away(request: Signed, name: str) -> HttpResponse:
    """收起 · and back to the page where it stood."""
    if name not in HINTS:
        raise Http404
    hints.put_away(name, by=request.user, at=now())
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if safe else landing(request.user))


@require_POST
@signed_in
def again(request: Signed) -> HttpResponse:
    """再看一次 · and to the page where this person's day begins."""
    hints.bring_back(by=request.user)
    return redirect(landing(request.user))
