"""推演的网址."""

from django.urls import path

from huying.simulation.trials import pages

urlpatterns = [
    path("", pages.foresight, name="foresight"),
    path("<int:pk>/", pages.one, name="foresight_one"),
    path("<int:pk>/progress/", pages.progress, name="foresight_progress"),
    path("<int:pk>/stop/", pages.halt, name="foresight_stop"),
    path("<int:pk>/export/", pages.export, name="foresight_export"),
]
