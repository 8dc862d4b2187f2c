"""Validity 有效期 · rows that came into force and may have ended."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def in_force(on: date) -> Q:
    """Rows valid on that day; both ends included."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


ALWAYS = date(1949, 10, 1)
"""The first day of a row that has always been in force."""


class Valid(models.Model):
    """A row with a first and a last day; no last day is open."""

    valid_from = models.DateField(_("生效日期"), default=ALWAYS)
    valid_to = models.DateField(_("失效日期"), null=True, blank=True)

    class Meta:
        abstract = True

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
