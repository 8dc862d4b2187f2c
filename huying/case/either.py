"""任一 · cases that answer one condition or another, each found by its own index.

Two lists of cases that an OR joins are asked of every row on PostgreSQL, which guesses that each of them holds half the table:
a receipt number took seconds among a million cases. As a union each list is read by itself.
"""

from functools import reduce
from typing import Any

from django.db.models import Q, QuerySet

from huying.case.models import Case


def either(*each: Q) -> Q:
    """任一 · the cases of any of these conditions."""
    found: list[QuerySet[Case, Any]] = [Case.objects.filter(one).order_by().values("pk") for one in each]
    return Q(pk__in=reduce(lambda some, more: some.union(more), found))
