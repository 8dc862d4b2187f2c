"""收件单位 · which unit may be sent a case: the guards that offering, assigning and appointing share."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case.deeds import DEEDS
from huying.case.ledger import Refused
from huying.case.models import Case
from huying.case.who import Actor, Voice
from huying.directory.heirs import heir
from huying.directory.listing import Listing
from huying.directory.models import AreaLevel, Matter, Unit, UnitKind
from huying.directory.roles import SIGHT, Reach

COMMUNITY = frozenset({UnitKind.VILLAGE, UnitKind.GRID})
LOCAL = frozenset({AreaLevel.VILLAGE, AreaLevel.GRID})


def receiver(case: Case, unit: Unit, *, at: datetime) -> Unit:
    """承接 · the unit that takes the case today: a merged unit's successor. Refused where the rules keep the case from it."""
    taker = heir(unit, localdate(at))
    if taker is None:
        raise Refused(_("%(unit)s已撤销，没有承接单位，请另选单位。") % {"unit": unit})
    if words := why_not(case, taker, case.matter, at=at):
        raise Refused(words)
    return taker


def why_not(case: Case, unit: Unit, matter: Matter | None, *, at: datetime, listing: Listing | None = None) -> str:
    """Why a standing unit may not have the case, were it of that matter; empty where it may."""
    if is_accused(case, unit, at=at):
        return _("被反映单位不能承办此件，请另选单位。")
    if unit.kind in COMMUNITY and not _on_duty_list(matter, unit, listing):
        named = {"unit": unit, "matter": matter or _("未归类")}
        return _("“%(matter)s”不在社区职责清单内，不能派给%(unit)s。") % named
    return ""


def told(reason: str, named: Unit, taker: Unit) -> str:
    """The reason, and where another unit takes over, that it does."""
    if named.pk == taker.pk:
        return reason.strip()
    instead = _("%(old)s已并入%(new)s，由%(new)s承接。") % {"old": named, "new": taker}
    return "\n".join(part for part in (instead, reason.strip()) if part)


def check_matter(case: Case, *, at: datetime) -> None:
    """A line that was taken off the list sends nothing any more, from that day on."""
    if case.matter and retired(case.matter, at=at):
        day = {"matter": case.matter, "day": f"{case.matter.retired_on:%Y-%m-%d}"}
        raise Refused(_("事项“%(matter)s”已于 %(day)s 停用，请先重新归类再派单。") % day)


def retired(matter: Matter, *, at: datetime) -> bool:
    """停用 · from the first minute of that day."""
    return matter.retired_on is not None and matter.retired_on <= localdate(at)


def check_not_accused(case: Case, unit: Unit, *, at: datetime) -> None:
    """For those who only read the case, or look at it on the spot."""
    if is_accused(case, unit, at=at):
        raise Refused(_("被反映单位不能承办此件，请另选单位。"))


def is_accused(case: Case, unit: Unit, *, at: datetime) -> bool:
    """The unit complained about never gets a confidential case about itself, nor does anything under it (RULES §1)."""
    if not case.confidential or case.about is None:
        return False
    accused = {case.about, heir(case.about, localdate(at)) or case.about}
    return any(unit.path.startswith(one.path) for one in accused)


def check_reach(by: Actor, unit: Unit, deed: str, *, at: datetime) -> None:
    """A leader sends cases to the own unit and to those under it; the desk to any. Who may not at all, the ledger says."""
    held = [] if isinstance(by, Voice) else by.posts_on(localdate(at))
    posts = [post for post in held if post.sight in DEEDS[deed].who]
    if posts and not any(
        SIGHT[post.sight].reach is Reach.WHOLE or unit.path.startswith(post.unit.path) for post in posts
    ):
        raise Refused(_("只能派给本单位和下属单位；%(unit)s不在其中，请由派单员办理。") % {"unit": unit})


def _on_duty_list(matter: Matter | None, unit: Unit, listing: Listing | None) -> bool:
    """Communities are sent only what is marked so, led by whoever answers for the place, or names them (条例 art. 17)."""
    if matter is None or matter.community:
        return matter is not None
    said = listing or Listing([matter])
    return said.local_level(matter) in LOCAL or said.names(matter, unit)
