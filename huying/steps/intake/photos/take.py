"""收照片 · what a form brings: keys of photos sent ahead, and files that came with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huying.case import pictures
from huying.case.models import Photo
from huying.directory.acts import address_of
from huying.kit.image import NotAPhoto
from huying.steps.intake.pace import Pace, TooMany, keep_pace


@dataclass(slots=True)
class Taken:
    """The photos, what names them when the same form comes again, and what was wrong with the others, in words."""

    photos: list[Photo] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def take(request: HttpRequest, *, at: datetime) -> Taken:
    """收下 · outside any transaction. What is good is kept, whatever becomes of the form."""
    keys = request.POST.getlist("photo")[: pictures.MOST]
    taken = Taken(pictures.waiting(keys), list(keys))
    _take_files(request.FILES.getlist("photos"), taken, address_of(request), at)
    return taken


def _take_files(files: "Iterable[UploadedFile[Any]]", taken: Taken, address: str, at: datetime) -> None:
    """Counted like those sent ahead, or a form would be the way round the limit."""
    for file in files:
        if len(taken.named) >= pictures.MOST:
            taken.faults.append(_("照片最多 %(most)s 张，多出的没有收下。") % {"most": pictures.MOST})
            return
        try:
            keep_pace(Pace.PHOTO, address, at=at)
            photo = pictures.keep(file.file, at=at)  # type: ignore[arg-type]
        except TooMany as refusal:
            taken.faults.append(str(refusal))
            return
        except NotAPhoto as fault:
            taken.faults.append(f"{_name(file)}：{words_of(fault)}")
        else:
            taken.photos.append(photo)
            taken.named.append(photo.digest)


def words_of(fault: NotAPhoto) -> str:
    """In the reader's language."""
    return _(fault.words) % fault.values if fault.values else _(fault.words)


def _name(file: "UploadedFile[Any]") -> str:
    return str(file.name or _("照片"))[:40]
