"""Idempotency 防重 · the keys of what was sent, with the first answer. Kept for at least 30 days (TRUST decision 5)."""

from django.db import models


class Submission(models.Model):
    """Same key and same body: the first answer again. Same key and another body: 422."""

    jurisdiction = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    door = models.CharField(max_length=40)
    digest = models.BinaryField(max_length=32)
    answer = models.JSONField(default=dict)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "door", "key"], name="submission_once")]
