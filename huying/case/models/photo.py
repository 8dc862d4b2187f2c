"""Photos 照片 · verified, re-encoded, served by a permission check, never from a public folder (TRUST §6)."""

from django.db import models

from huying.case.models.case import Case


class Photo(models.Model):
    """One picture. `file` is a random name under the home's photo folder; place and time were taken out of the file."""

    jurisdiction = models.PositiveIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="photos")
    seq = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=64, unique=True)
    file = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    taken_at = models.DateTimeField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
