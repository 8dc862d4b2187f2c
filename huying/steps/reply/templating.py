"""套用模板 · which templates fit a case, and what stands in their places."""

import re
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from huying.case.models import Case
from huying.directory.jurisdiction import here
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.text import mask_words
from huying.steps.reply.models import ReplyTemplate

PLACE = re.compile(r"\{([^{}\n]{0,20})\}")
PLACES = {
    "title": _("诉求标题"),
    "number": _("受理编号"),
    "unit": _("承办单位"),
    "matter": _("事项"),
    "place": _("地点"),
    "received": _("反映日期"),
    "date": _("今天"),
}
"""What may stand between braces."""
OFFERED = 12
EDITORS = (Role.UNIT_LEADER, Role.DISPATCHER)


def filled(body: str, case: Case, *, at: datetime) -> str:
    """The template with the facts of the case; what is between braces and no place of ours stays as it is."""
    facts = {
        "title": mask_words(case.title),
        "number": case.number,
        "unit": case.unit.name if case.unit else "",
        "matter": case.matter.name if case.matter else "",
        "place": case.place,
        "received": date_format(localtime(case.received_at), "n月j日"),
        "date": date_format(localtime(at), "Y年n月j日"),
    }
    return PLACE.sub(lambda found: facts.get(found[1].strip(), found[0]), body)


def unknown(body: str) -> list[str]:
    """Places that are none of ours."""
    return [found for found in PLACE.findall(body) if found.strip() not in PLACES]


def fitting(case: Case) -> list[ReplyTemplate]:
    """The templates for this case: of its unit or of all, for its matter before those for any."""
    name = case.matter.full_name if case.matter else ""
    above = case.unit.above if case.unit else []
    rows = _in_force().filter(Q(unit=None) | Q(unit__in=above)).order_by("-id")
    fits = [row for row in rows[:200] if _fits(row.matter, name)]
    return sorted(fits, key=lambda row: -len(row.matter))[:OFFERED]


def editable(by: Person, *, at: datetime) -> QuerySet[ReplyTemplate]:
    """模板管理 · a dispatcher edits everybody's; a leader those of the own unit."""
    posts = by.posts_on(localdate(at))
    own = Q(unit__in=[post.unit_id for post in posts if post.role == Role.UNIT_LEADER])
    common = Q(unit=None) if any(post.role == Role.DISPATCHER for post in posts) else Q(pk__in=())
    return _in_force().filter(own | common).select_related("unit").order_by("matter", "title", "pk")


def _in_force() -> QuerySet[ReplyTemplate]:
    return ReplyTemplate.objects.filter(jurisdiction=here(), retired_at=None)


def _fits(matter: str, name: str) -> bool:
    """The matter itself, or anything under that branch."""
    return not matter or name == matter or name.startswith(f"{matter}/")
