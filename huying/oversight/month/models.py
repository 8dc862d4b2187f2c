"""月度数字 · day × unit counts, kept up as the ledger grows and recomputable from it."""

from django.db import models

from huying.directory.models.belongs import Belongs


class Tally(models.Model):
    """How often a figure occurred for a unit on a day. Unit 0 is the district."""

    jurisdiction = models.PositiveIntegerField()
    day = models.DateField()
    unit = models.PositiveBigIntegerField()
    figure = models.CharField(max_length=20)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "day", "unit", "figure"], name="tally_once")]


class Counted(models.Model):
    """What one case has added so far, up to which line; the next look adds only the difference. Opens each figure to its cases."""

    jurisdiction = models.PositiveIntegerField()
    case = models.ForeignKey("case.Case", models.PROTECT, related_name="+")
    day = models.DateField()
    unit = models.PositiveBigIntegerField()
    figure = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "case", "day", "unit", "figure"], name="counted_once"),
        ]
        indexes = [models.Index(fields=["jurisdiction", "figure", "unit", "day", "case"], name="counted_by_figure")]


class Reached(Belongs):
    """Up to which line of a case the figures have come."""

    case = models.OneToOneField("case.Case", models.PROTECT, primary_key=True, related_name="+")
    seq = models.PositiveIntegerField()


class Cursor(Belongs):
    """Up to which row of the ledger has been looked at, and how many rows were seen in the overlap."""

    name = models.CharField(max_length=20, unique=True)
    entry = models.BigIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
