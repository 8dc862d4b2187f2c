"""对照 · what the columns of one header from one source mean."""

from django.db import models


class Mapping(models.Model):
    """Settled once, proposed again for the next file."""

    jurisdiction = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=16)
    source = models.CharField(max_length=60)
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "fingerprint", "source"], name="mapping_once")]
