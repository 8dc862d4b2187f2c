"""表单项 · fields of taking in: telephone numbers of any kind, and points. Words are `case.acts.fields`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huying.kit import phone as phones

TEXT_MOST = 8000
NAME_MOST = 40
PLACE_MOST = 200


class PhoneField(forms.CharField):
    """A telephone number in the one form we keep, or nothing."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)

    def clean(self, value: Any) -> str:
        """The words of refusal come from the kit and are shown in the reader's language."""
        try:
            return phones.phone(str(value or ""))
        except ValueError as fault:
            raise ValidationError(_(str(fault)), code="phone") from fault


class DegreesField(forms.FloatField):
    """One half of a point, from a map or from the phone itself; nonsense counts as no point, for nobody typed it."""

    widget = forms.HiddenInput

    def __init__(self, *, most: int) -> None:
        super().__init__(required=False, min_value=-most, max_value=most)

    def clean(self, value: Any) -> float | None:
        """Six places are a decimetre."""
        try:
            degrees: float | None = super().clean(value)
        except ValidationError:
            return None
        return None if degrees is None else round(degrees, 6)
