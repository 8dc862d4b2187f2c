"""谁能抢 · for which of the units that were offered a case somebody may claim it."""

from datetime import datetime

from django.utils.timezone import localdate

from huying.case.models import Case, Tie
from huying.case.who import FIELD
from huying.directory.models import Person, Post, Unit
from huying.directory.roles import SIGHT, Reach


def entitled_units(case: Case, by: Person, *, at: datetime) -> list[Unit]:
    """In the order in which they were asked; none for whoever has no post in any of them."""
    posts = [post for post in by.posts_on(localdate(at)) if post.sight in FIELD]
    shares = case.shares.filter(tie=Tie.OFFERED).select_related("unit").order_by("pk") if posts else ()
    return [share.unit for share in shares if any(_speaks_for(post, share.unit) for post in posts)]


def _speaks_for(post: Post, unit: Unit) -> bool:
    tree = SIGHT[post.sight].reach is Reach.TREE
    return unit.path.startswith(post.unit.path) if tree else post.unit_id == unit.pk
