"""回复的网址 · the check, the templates."""

from django.urls import path

from huying.steps.reply import pages

urlpatterns = [
    path("reply/templates/", pages.templates, name="reply_templates"),
    path("reply/templates/<int:key>/", pages.template, name="reply_template"),
    path("reply/templates/<int:key>/retire/", pages.retire, name="reply_template_retire"),
    path("reply/<str:number>/check/", pages.check, name="reply_check"),
]
