"""留底 · what a row of a file looked like when it became a case."""

from django.db import models
from django.db.models import Q

from huying.case.models import Case


class Imprint(models.Model):
    """By it a row is known again, a changed one is noticed, and the same words under another number are suspected.

    `key` names a row that has no number of its own. `words` and `content` are keyed digests: of what was said, and of all
    that we understood. `kept` is the row itself, sealed, without the long texts: nobody knows what strange columns hold.
    """

    jurisdiction = models.PositiveIntegerField()
    case = models.OneToOneField(Case, models.PROTECT, related_name="imprint")
    source = models.CharField(max_length=60)
    key = models.CharField(max_length=32, blank=True)
    words = models.CharField(max_length=32)
    content = models.CharField(max_length=32)
    kept = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "source", "key"], condition=~Q(key=""), name="imprint_key_once"
            ),
        ]
        indexes = [models.Index(fields=["jurisdiction", "words", "case"], name="imprint_by_words")]
