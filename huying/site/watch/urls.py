"""Addresses 网址 · health, status, metrics."""

from django.urls import path

from huying.site.watch import pages

urlpatterns = [
    path("health/live", pages.live, name="health_live"),
    path("health/ready", pages.ready, name="health_ready"),
    path("status/", pages.status, name="status"),
    path("metrics", pages.figures, name="metrics"),
]
