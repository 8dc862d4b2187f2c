"""导入的网址 · under /imports/."""

from django.urls import path

from huying.steps.intake.imports import pages, results

urlpatterns = [
    path("", pages.imports, name="imports"),
    path("<int:pk>/", pages.one, name="import"),
    path("<int:pk>/drop/", pages.drop, name="import_drop"),
    path("<int:pk>/progress/", results.progress, name="import_progress"),
    path("<int:pk>/rejected.xlsx", results.rejected, name="import_rejected"),
    path("<int:pk>/remarks/<int:remark>/seen/", results.seen, name="import_seen"),
]
