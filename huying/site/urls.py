"""Addresses 网址 · one line a room."""

from django.urls import URLPattern, URLResolver, include, path

from huying.site import look, stops
from huying.site.guide import hint_pages as hints
from huying.site.guide import pages as guide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("huying.steps.intake.urls")),
    path("imports/", include("huying.steps.intake.imports.urls")),
    path("", include("huying.steps.dispatch.urls")),
    path("", include("huying.steps.handling.urls")),
    path("", include("huying.steps.reply.urls")),
    path("", include("huying.steps.evaluation.urls")),
    path("dashboard/", include("huying.oversight.dashboard.urls")),
    path("month/", include("huying.oversight.month.urls")),
    path("supervision/", include("huying.oversight.supervision.urls")),
    path("foresight/", include("huying.simulation.trials.urls")),
    path("", include("huying.case.urls")),
    path("", include("huying.site.watch.urls")),
    path("look/", look.choose, name="look"),
    path("look/bell/", look.bell, name="bell"),
    path("guide/", guide.shelf, name="guides"),
    path("guide/terms/", guide.terms, name="terms"),
    path("guide/hints/again/", hints.again, name="hints_again"),
    path("guide/hints/<slug:name>/away/", hints.away, name="hint_away"),
    path("guide/<slug:name>/", guide.guide, name="guide"),
    path("account/", include("huying.directory.account.urls")),
    path("directory/", include("huying.directory.urls")),
    path("inbox/", include("huying.post.carriers.inbox.urls")),
]

handler400 = stops.bad_request
handler403 = stops.forbidden
handler404 = stops.not_found
handler500 = stops.broken
