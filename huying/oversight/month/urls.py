"""月度数字的网址."""

from django.urls import path

from huying.oversight.month import pages
from huying.oversight.month.visits import pages as visits

urlpatterns = [
    path("", pages.month, name="month"),
    path("cases/", pages.cases, name="month_cases"),
    path("asked/", pages.asked, name="month_asked"),
    path("export/", pages.export, name="month_export"),
    path("visits/", visits.visit_counts, name="visits"),
    path("visits/cases/", visits.visited_cases, name="visited_cases"),
]
