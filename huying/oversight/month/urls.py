"""月度数字的网址."""

from django.urls import path

from huying.oversight.month import pages

urlpatterns = [
    path("", pages.month, name="month"),
    path("cases/", pages.cases, name="month_cases"),
    path("asked/", pages.asked, name="month_asked"),
    path("export/", pages.export, name="month_export"),
]
