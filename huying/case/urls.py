"""诉求件的网址 · the desk, the list, one case."""

from django.urls import path

from huying.case import pages, pages_export

urlpatterns = [
    path("desk/", pages.desk, name="desk"),
    path("cases/", pages.cases, name="cases"),
    path("cases/names/<slug:of>/", pages.names, name="case_names"),
    path("cases/export/", pages_export.export, name="case_export"),
    path("cases/<str:number>/", pages.case_page, name="case"),
    path("cases/<str:number>/reveal/", pages.reveal, name="case_reveal"),
    path("cases/<str:number>/comment/", pages.comment_on, name="case_comment"),
]
