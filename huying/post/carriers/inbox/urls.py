"""Addresses 网址 · the inbox."""

from django.urls import path

from huying.post.carriers.inbox import pages

urlpatterns = [
    path("", pages.inbox, name="inbox"),
    path("read/", pages.read, name="inbox_read"),
    path("digest/", pages.digest_read, name="digest_read"),
    path("notices/", pages.notices_read, name="notices_read"),
    path("<int:key>/", pages.open_letter, name="inbox_open"),
]
