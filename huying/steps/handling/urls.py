"""处置的网址 · my cases, one case on the spot, the acts of all rooms on a case."""

from django.urls import path

from huying.case.acts import pages as acts
from huying.steps.handling.work import pages as work

urlpatterns = [
    path("work/", work.my_cases, name="my_cases"),
    path("work/<str:number>/", work.spot, name="spot"),
    path("work/<str:number>/phone/", work.phone, name="work_phone"),
    path("work/<str:number>/<slug:name>/", acts.act, name="act"),
]
