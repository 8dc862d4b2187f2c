"""谁能抢 · for which of the units that were offered a case somebody may claim it."""

from datetime import datetime

from django.utils.timezone import localdate

from huying.case.models import Case, Share, Tie
from huying.case.ready import ReadyRows
from huying.case.who import FIELD
from huying.directory.models import Person, Post, Unit
from huying.directory.roles import SIGHT, Reach


def entitled_units(case: Case, by: Person, *, at: datetime) -> list[Unit]:
    """In the order in which they were asked; none for whoever has no post in any of them."""
    posts = [post for post in by.posts_on(localdate(at)) if post.sight in FIELD]
    units = offered_to(case) if posts else ()
    return [unit for unit in units if any(_speaks_for(post, unit) for post in posts)]


def offered_to(case: Case) -> list[Unit]:
    """On whose boards it hangs, in the order in which the list names them."""
    return [share.unit for share in OFFERED.objects(case.pk)]


OFFERED = ReadyRows(lambda case: Share.objects.filter(case=case, tie=Tie.OFFERED).select_related("unit").order_by("pk"))


def _speaks_for(post: Post, unit: Unit) -> bool:
    tree = SIGHT[post.sight].reach is Reach.TREE
    return unit.path.startswith(post.unit.path) if tree else post.unit_id == unit.pk
