"""规则的说法 · a set of rules in words for people."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huying.directory.models import Unit
from huying.simulation.scenario import MATTERS, WORKERS, Rule, counted, named, rules_of


def said(rules: str) -> str:
    """抢单 5 分钟，每个村居多 1 名网格员; nothing changed is the rules as they are."""
    return "，".join(map(_said, rules_of(rules))) or _("现在的规则")


def _said(rule: Rule) -> str:
    if rule.name == MATTERS:
        return _("上传的清单") if rule.file else _("清单第 %d 版") % rule.amount
    if rule.name != WORKERS:
        return f"{named(rule)} {counted(rule.amount, rule.measure)}" if rule.measure else str(rule)
    words = ngettext("每个村居多 %d 名网格员", "每个村居多 %d 名网格员", rule.amount) % rule.amount
    return f"{_place(rule.place)}{words}" if rule.place else words


def _place(code: str) -> str:
    """The town by its name; by its code where it is no more."""
    unit = Unit.objects.filter(code=code).order_by("pk").last()
    return f"{unit.name if unit else code} · "
