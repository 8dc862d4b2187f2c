"""锚 · what was cast outside the database, so that a missing file is noticed."""

from django.db import models

from huying.directory.models.belongs import Belongs


class Anchor(Belongs):
    """One anchor file: its number, when it was cast, the last row it looked at, and its signature."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    upto = models.BigIntegerField()
    mac = models.BinaryField(max_length=32)
