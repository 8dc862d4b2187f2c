"""现行清单 · which version of the matter list is in force, and what is in it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from huying.directory.models import Matter, MatterList
from huying.directory.models.valid import in_force


def lists_on(day: date) -> QuerySet[MatterList]:
    """The versions in force that day, the newest first; as a rule there is one."""
    return MatterList.objects.filter(in_force(day)).order_by("-version")


def current_list(day: date) -> MatterList | None:
    """The newest version in force that day."""
    return lists_on(day).first()


def matters_on(day: date) -> QuerySet[Matter]:
    """The matters that may be chosen that day, in the order of the list."""
    standing = Q(retired_on=None) | Q(retired_on__gt=day)
    return Matter.objects.filter(standing, list=lists_on(day).values("pk")[:1]).order_by("id")


def leaves_on(day: date) -> QuerySet[Matter]:
    """Those with nothing under them: what a case is sorted into."""
    return matters_on(day).filter(~Exists(Matter.objects.filter(parent=OuterRef("pk"))))
