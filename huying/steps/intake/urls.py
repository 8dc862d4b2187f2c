"""接办的网址 · the resident's doors, the photos, the desk."""

from django.urls import path

from huying.steps.intake.desk import pages as desk
from huying.steps.intake.photos import pages as photos
from huying.steps.intake.resident import pages as resident
from huying.steps.intake.tracking import pages as tracking

urlpatterns = [
    path("", resident.home, name="home"),
    path("mine/", resident.mine, name="mine"),
    path("submit/", resident.submit, name="submit"),
    path("submit/similar/", resident.similar, name="submit_similar"),
    path("submit/outline.json", resident.outline, name="submit_outline"),
    path("submit/photo/", photos.upload, name="photo_upload"),
    path("submit/photo/<str:key>/", photos.waiting, name="photo_waiting"),
    path("receipt/<str:code>/", resident.receipt, name="receipt"),
    path("track/", tracking.find, name="track"),
    path("track/<str:code>/", tracking.case_page, name="track_case"),
    path("track/<str:code>/add/", tracking.add, name="track_add"),
    path("track/<str:code>/withdraw/", tracking.take_back, name="track_withdraw"),
    path("track/<str:code>/photo/<str:key>/", photos.own, name="photo_own"),
    path("intake/", desk.page, name="register"),
    path("intake/beside/", desk.beside, name="register_beside"),
    path("photo/<str:key>/", photos.staff, name="photo"),
]
