"""评价的网址 · the resident's two sendings, and the callback desk."""

from django.urls import path

from huying.steps.evaluation.desk import pages as desk
from huying.steps.evaluation.resident import pages as resident

urlpatterns = [
    path("track/<str:code>/rate/", resident.rate_case, name="track_rate"),
    path("track/<str:code>/reopen/", resident.reopen_case, name="track_reopen"),
    path("callbacks/", desk.callbacks, name="callbacks"),
    path("callbacks/<str:number>/", desk.call, name="callback"),
    path("callbacks/<str:number>/phone/", desk.phone, name="callback_phone"),
    path("callbacks/<str:number>/attempt/", desk.attempt, name="callback_attempt"),
]
