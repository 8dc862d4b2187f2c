"""登记台的页面 · the form, what stands beside it, and the number to read out."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from huying.case import tracking
from huying.case.channels import Channel
from huying.case.models import Case
from huying.case.numbers import row_of
from huying.case.refused import Refused
from huying.directory.access import Signed, roles
from huying.directory.models import Post, Unit
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.intake.alarms import ALARMS
from huying.steps.intake.body import received
from huying.steps.intake.desk.beside import beside as what_is_beside
from huying.steps.intake.desk.forms import DESK_CHANNELS, ROUND_CHANNELS, RegisterForm
from huying.steps.intake.desk.named import matter_labels, unit_labels
from huying.steps.intake.desk.register import Call, Then, register
from huying.steps.intake.photos.take import Taken, take
from huying.steps.intake.resident.key import key_of

DESK = frozenset({Role.OPERATOR, Role.DISPATCHER})
ROUND = frozenset({Role.GRID_WORKER, Role.CADRE})


@roles(*DESK, *ROUND)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Signed) -> HttpResponse:
    """/intake/ · an empty form; after saving the next one, with the number to read out above it."""
    at = now()
    if request.method == "POST":
        return _registered(request, at)
    form = RegisterForm(at=at, channels=_channels(request, at), initial={"phone": "", "channel": None})
    return _shown(request, form, Taken(), at, saved=_saved(request, at))


@roles(*DESK, *ROUND)
@require_POST
def beside(request: Signed) -> HttpResponse:
    """POST /intake/beside/ · asked again while somebody types."""
    at = now()
    form = RegisterForm(request.POST, at=at, channels=_channels(request, at))
    form.is_valid()
    shown = {
        "beside": what_is_beside(form.cleaned_data, by=request.user, at=at),
        "same_as": form.cleaned_data.get("same_as"),
        "phone": form.cleaned_data.get("phone"),
        "desk": _is_at(request, DESK, at),
    }
    return render(request, "intake/desk/beside.html", shown)


def _registered(request: Signed, at: datetime) -> HttpResponse:
    channels = _channels(request, at)
    try:
        received(request)
    except Refused as refusal:
        return _shown(request, RegisterForm({}, at=at, channels=channels), Taken(), at, refusal=refusal)
    taken, form = take(request, at=at), RegisterForm(request.POST, at=at, channels=channels)
    if not form.is_valid() or taken.faults:
        return _shown(request, form, taken, at, status=422)
    try:
        pk = register(_call(request, form, taken, at), at=at)
    except Refused as refusal:
        return _shown(request, form, taken, at, refusal=refusal)
    number = Case.objects.only("arrived_at").get(pk=pk).number
    return HttpResponseRedirect(f"{reverse('register')}?saved={number}")


def _call(request: Signed, form: RegisterForm, taken: Taken, at: datetime) -> Call:
    then = Then.RECEIVE if request.POST.get("then") == Then.RECEIVE.value else Then.ACCEPT
    return Call(form.cleaned_data, taken.photos, taken.named, key_of(request), request.user, then, _patch(request, at))


def _shown(
    request: Signed, form: RegisterForm, taken: Taken, at: datetime, *, status: int = 200,
    refusal: Refused | None = None, saved: Case | None = None,
) -> HttpResponse:  # fmt: skip
    """A form that is refused comes back filled in, with a fresh key."""
    if refusal is not None:
        form.add_error(None, str(refusal))
    on = localdate(at)
    facts = {
        "form": form, "photos": taken.photos, "photo_faults": taken.faults, "saved": saved, "alarms": ALARMS,
        "key": tracking.new_key(), "matters": matter_labels(on), "units": unit_labels(on),
        "desk": _is_at(request, DESK, at),
    }  # fmt: skip
    return render(request, "intake/desk/page.html", facts, status=refusal.status if refusal else status)


def _saved(request: Signed, at: datetime) -> Case | None:
    """The case whose number is to be read out, if it is this reader's to see."""
    number = request.GET.get("saved", "")
    row = row_of(number)
    found = Case.objects.seen_by(request.user, at=at).filter(pk=row).first() if row else None
    return found if found and found.number == number else None


def _posts(request: Signed, entitled: frozenset[Role], at: datetime) -> list[Post]:
    return [post for post in request.user.posts_on(localdate(at)) if post.role in entitled]


def _is_at(request: Signed, entitled: frozenset[Role], at: datetime) -> bool:
    return bool(_posts(request, entitled, at))


def _channels(request: Signed, at: datetime) -> tuple[Channel, ...]:
    return DESK_CHANNELS if _is_at(request, DESK, at) else ROUND_CHANNELS


def _patch(request: Signed, at: datetime) -> Unit | None:
    """The unit of whoever collects on the round; the desk sees everything as it is."""
    posts = [] if _is_at(request, DESK, at) else _posts(request, ROUND, at)
    return posts[0].unit if posts else None
