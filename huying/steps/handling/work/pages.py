"""我的待办的页面 · the list; one case on the spot; the resident's phone, dialled only through the look that is on record."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huying.case.acts.found import case_for
from huying.case.acts.table import Standing, act_named, is_open, open_acts, standing
from huying.case.hall.seeing import look
from huying.case.identity import may_reveal
from huying.case.models import Case
from huying.case.refused import Refused
from huying.case.sight import may
from huying.case.tracking import new_key
from huying.case.who import FIELD, LEADERS
from huying.directory.access import Signed, roles
from huying.directory.acts import address_of
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.kit.text import mask_words
from huying.steps.handling.work.cards import cards
from huying.steps.handling.work.duties import posts_of
from huying.steps.handling.work.listing import sheet
from huying.steps.handling.work.seen import photos_of, route_to

WORKERS = tuple(role for role in Role if role in FIELD | LEADERS)


@require_GET
@roles(*WORKERS)
def my_cases(request: Signed) -> HttpResponse:
    """/work/ · what waits, the nearest clock first."""
    at, asked = now(), request.GET
    chosen = asked.get("for", "")
    page = sheet(request.user, chosen, before=asked.get("before", ""), after=asked.get("after", ""), at=at)
    leading = bool(posts_of(request.user, localdate(at)).leads)
    shown = {"page": page, "cards": cards(page.cases, request.user.pk, leading=leading), "now": at, "chosen": chosen}
    return render(request, "handling/work/list.html", shown)


@require_GET
@roles(*WORKERS)
def spot(request: Signed, number: str) -> HttpResponse:
    """/work/<number>/ · the case in the hand of whoever stands before it."""
    at = now()
    case = case_for(request.user, number, at=at)
    stands = standing(case, request.user, at=at)
    return render(request, "handling/work/spot.html", _spot(stands) | {"now": at})


@require_POST
@roles(*WORKERS)
def phone(request: Signed, number: str) -> HttpResponse:
    """POST /work/<number>/phone/ · the number to dial, once; the look is on record, twice, before it is shown."""
    at = now()
    case = case_for(request.user, number, at=at)
    shown = {"case": case, "now": at}
    try:
        who = look(case, by=request.user, reason=_("先行联系"), at=at, address=address_of(request))
    except Refused as refusal:
        return render(request, "handling/work/phone.html", shown | {"refused": str(refusal)}, status=refusal.status)
    act = act_named("contact")
    form = act.form(case=case, by=request.user, at=at) if act and may(request.user, act.deed, case, at=at) else None
    return render(request, "handling/work/phone.html", shown | {"who": who, "act": act, "form": form, "key": new_key()})


def _spot(stands: Standing) -> dict[str, object]:
    case, by, at = stands.case, stands.by, stands.at
    act = act_named("spot")
    assert act is not None
    open_here = is_open(act, stands)
    found = open_acts(stands)
    return {
        "case": case,
        "title": mask_words(case.title),
        "clocks": stands.clocks[:3],
        "route": route_to(case),
        "callable": _callable(case, stands),
        "photos": photos_of(case),
        "text": case.words.filter(seq=1, redacted_at=None).values_list("text", flat=True).first() or "",
        "act": act,
        "form": act.form(case=case, by=by, at=at) if open_here else None,
        "key": new_key(),
        "first": [one for one in found if one.main],
        "others": [one for one in found if not one.main],
    }


def _callable(case: Case, stands: Standing) -> bool:
    """Somebody left a number, and this reader may dial it."""
    left = bool(case.identity.masked_phone)
    return left and may_reveal(case, stands.by, at=stands.at) and may(stands.by, "revealed", case, at=stands.at)
