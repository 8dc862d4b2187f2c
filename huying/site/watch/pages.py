"""守望的页面 · two answers for machines, one page for people, one for graphs."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from huying.directory.access import Signed, open_to_all, roles
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.site.watch import health, metrics
from huying.site.watch.middleware import FORWARDED
from huying.site.watch.signs import groups, versions, worst

READERS = (Role.SYSTEM_ADMIN, Role.LEADER, Role.MAIN_LEADER)
HERE = frozenset({"127.0.0.1", "::1"})


@require_GET
@never_cache
@open_to_all
def live(request: HttpRequest) -> HttpResponse:
    """/health/live · this process answers. Asks nobody."""
    return JsonResponse({"live": True})


@require_GET
@never_cache
@open_to_all
def ready(request: HttpRequest) -> HttpResponse:
    """/health/ready · it can do its work; 503 and the names of what is wrong if not."""
    failing = health.failing(now())
    return JsonResponse({"ready": not failing, "failing": failing}, status=503 if failing else 200)


@require_GET
@roles(*READERS)
def status(request: Signed) -> HttpResponse:
    """/status/ · every sign with its light, and what to do."""
    at = now()
    found = groups(at)
    page = {"groups": found, "worst": worst(found), "versions": versions(), "at": at}
    return render(request, "watch/status.html", page)


@require_GET
@never_cache
@open_to_all
def figures(request: HttpRequest) -> HttpResponse:
    """/metrics · for this very machine, or for whoever brings the token; for anybody else there is nothing here."""
    if not (_from_here(request) or _has_token(request)):
        raise Http404
    return HttpResponse(metrics.metrics(now()), content_type=metrics.TYPE)


def _from_here(request: HttpRequest) -> bool:
    """A proxy that we were not told of would make everybody come from here; so nothing forwarded counts."""
    return request.META.get("REMOTE_ADDR") in HERE and not request.META.get(FORWARDED)


def _has_token(request: HttpRequest) -> bool:
    token = settings.HUYING_METRICS_TOKEN
    return bool(token) and hmac.compare_digest(request.headers.get("Authorization", ""), f"Bearer {token}")
