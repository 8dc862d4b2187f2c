"""Belonging 归属 · rows of one district among those that share a database."""

from django.db import models

from huying.directory.jurisdiction import here


class Belongs(models.Model):
    """A row that is the district's own. Where districts share a PostgreSQL, its policy shows each its own rows alone."""

    jurisdiction = models.PositiveIntegerField(default=here, editable=False)

    class Meta:
        abstract = True
