"""照片的页面 · one photo in; and out again for its sender, for its resident, for staff who may see the case."""

from typing import BinaryIO, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from huying.case import pictures
from huying.case.models import Case, Photo
from huying.case.public import photo_told
from huying.case.refused import Refused
from huying.case.tracking import found_by_code
from huying.directory.access import Signed, residents, signed_in
from huying.directory.acts import address_of
from huying.kit.clock import now
from huying.kit.image import NotAPhoto
from huying.steps.intake.body import received
from huying.steps.intake.pace import Pace, keep_pace
from huying.steps.intake.photos.take import words_of


@residents
@csrf_exempt  # no account, no cookie: there is nothing a stranger's page could borrow
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """POST /submit/photo/ · the file as `photo`; answers its key, which the form sends along."""
    at = now()
    try:
        received(request)
        keep_pace(Pace.PHOTO, address_of(request), at=at)
        photo = pictures.keep(_content(request), at=at)
    except NotAPhoto as fault:
        return JsonResponse({"refused": words_of(fault)}, status=422)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=refusal.status)
    return JsonResponse(
        {"key": photo.key, "size": photo.size, "url": reverse("photo_waiting", args=[photo.key])}, status=201
    )


@residents
@require_GET
def waiting(request: HttpRequest, key: str) -> FileResponse:
    """/submit/photo/<key>/ · what was just sent, shown again to whoever knows its key, until it belongs to a case."""
    for photo in pictures.waiting([key]):
        return pictures.shown(photo, small=True)
    raise Http404


@residents
@require_GET
def own(request: HttpRequest, code: str, key: str) -> FileResponse:
    """/track/<code>/photo/<key>/ · for the resident, by the secret link alone."""
    case = found_by_code(code, at=now())
    photo = photo_told(case, key) if case else None
    if photo is None:
        raise Http404
    return pictures.shown(photo, small="small" in request.GET)


@signed_in
@require_GET
def staff(request: Signed, key: str) -> FileResponse:
    """/photo/<key>/ · for those who see the case; `?small` for lists."""
    photo = Photo.objects.filter(key=key, removed_at=None).exclude(case=None).first()
    if photo is None or not Case.objects.seen_by(request.user, at=now()).filter(photos=photo).exists():
        raise Http404(_("没有这张照片，或者您无权查看。"))
    return pictures.shown(photo, small="small" in request.GET)


def _content(request: HttpRequest) -> bytes | BinaryIO:
    file = request.FILES.get("photo")
    return cast(BinaryIO, file.file) if file is not None else b""
