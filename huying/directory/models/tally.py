"""Tallies 计数 · how often something was tried lately; read and counted by `limiter` alone."""

from django.db import models


class Tally(models.Model):
    """One thing that is counted. The key is a digest: what people type into a name field is nobody's to read."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)
