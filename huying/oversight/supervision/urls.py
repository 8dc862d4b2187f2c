"""督办中心的网址."""

from django.urls import path

from huying.oversight.supervision import pages

urlpatterns = [
    path("", pages.supervision, name="supervision"),
    path("<slug:name>/", pages.lane, name="supervision_lane"),
]
