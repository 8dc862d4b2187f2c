"""旧行整理 · old rows that are to be brought up to what new rows are, a few at a time while everybody works."""

from django.db import models

from huying.directory.models.belongs import Belongs


class Chore(Belongs):
    """`upto`: the newest row that is still to be done; it goes down, and the chore is gone when nothing is left."""

    name = models.CharField(max_length=20, unique=True)
    upto = models.BigIntegerField()
