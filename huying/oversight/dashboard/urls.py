"""驾驶舱的网址."""

from django.urls import path

from huying.oversight.dashboard import pages

urlpatterns = [path("", pages.dashboard, name="dashboard")]
