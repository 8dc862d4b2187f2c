"""照片项 · photos in a form: those sent ahead by their keys, and files that came with it. Kept before any transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huying.case import pictures
from huying.case.models import Photo
from huying.kit.clock import now
from huying.kit.image import NotAPhoto


@dataclass(frozen=True, slots=True)
class Shots:
    """The photos, and what names them when the same form comes again."""

    photos: Sequence[Photo] = ()
    named: Sequence[str] = field(default=())


class Sent(NamedTuple):
    """What the browser brought."""

    keys: list[str]
    files: list[Any]


class ShotsBox(forms.Widget):
    """照片 · tiles with a state each; what the server has already stays when the form comes back."""

    template_name = "case/acts/shots.html"
    needs_multipart_form = True
    use_fieldset = True

    def __init__(self, prompt: Any = "") -> None:
        super().__init__()
        self.prompt = prompt
        self.kept: Sequence[Photo] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        shown = {"kept": self.kept, "prompt": self.prompt, "most": pictures.MOST}
        return super().get_context(name, None, attrs) | shown

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        return Sent(data.getlist(f"{name}_key")[: pictures.MOST], files.getlist(name))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class ShotsField(forms.Field):
    """A good photo is kept whatever becomes of the form; a bad one is named."""

    def __init__(self, *, prompt: Any = "", **more: Any) -> None:
        super().__init__(required=False, widget=ShotsBox(prompt), **more)

    def clean(self, value: Sent) -> Shots:
        photos, named, faults = pictures.waiting(value.keys), list(value.keys), []
        for file in value.files[: pictures.MOST - len(named)]:
            try:
                photo = pictures.keep(file.file, at=now())
            except NotAPhoto as fault:
                faults.append(
                    f"{str(file.name)[:40]}：{_(fault.words) % fault.values if fault.values else _(fault.words)}"
                )
            else:
                photos.append(photo)
                named.append(photo.digest)
        self.widget.kept = photos
        if faults:
            raise ValidationError(faults, code="photo")
        return Shots(photos, named)
