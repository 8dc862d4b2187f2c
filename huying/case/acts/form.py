"""办件表单 · a small form that knows how its deed is done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils.datastructures import MultiValueDict

from huying.case.acts.fields import HappenedField
from huying.case.acts.shots import Shots
from huying.case.models import Case
from huying.directory.models import Person

SAID_MOST = 4000
LINE_MOST = 200


class Choice(forms.RadioSelect):
    """A few buttons side by side."""

    template_name = "parts/choice.html"


def area(rows: int = 3, placeholder: Any = "") -> forms.Textarea:
    """A field for several lines; no browser suggests the last case's words for this one."""
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "placeholder": placeholder})


class ActForm(forms.Form):
    """One deed on one case. `version` is the case as its reader saw it: if it has moved since, the deed is refused with 409."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        given: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        case: Case,
        by: Person,
        at: datetime,
    ) -> None:
        super().__init__(given, files, initial={"version": case.version}, auto_id=f"{type(self).__name__.lower()}_%s")
        self.case, self.by, self.at = case, by, at
        for field in self.fields.values():
            if isinstance(field, HappenedField):
                field.at(at)
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on the case."""

    def act(self, case: Case) -> None:
        """Do it. Raises Refused."""
        raise NotImplementedError

    def do(self, case: Case) -> None:
        """The deed, against the version that was on the screen."""
        seen = self.cleaned_data.get("version")
        case.version = case.version if seen is None else seen
        self.act(case)

    @property
    def done(self) -> str:
        """What is said afterwards, where the table's own words do not fit; usually nothing."""
        return ""

    def body(self) -> dict[str, Any]:
        """What was sent, by which the same form sent twice is known."""
        return {name: _plain(value) for name, value in self.cleaned_data.items() if name != "version"}


def _plain(value: Any) -> Any:
    if isinstance(value, Shots):
        return list(value.named)
    return value.pk if isinstance(value, Model) else value
