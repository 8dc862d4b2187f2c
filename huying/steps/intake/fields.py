"""表单项 · fields for what people really type: any width, any spaces, names of one character, numbers of any kind."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huying.kit import phone as phones
from huying.kit.text import clean

TEXT_MOST = 8000
NAME_MOST = 40
PLACE_MOST = 200


class WordsField(forms.CharField):
    """Words as they are kept: cleaned first, counted afterwards. What cannot be seen is taken out, never refused."""

    def __init__(self, *, most: int, **more: Any) -> None:
        self.most = most
        super().__init__(strip=False, **more)

    def to_python(self, value: Any) -> str:
        """A NUL is taken out before the field below would refuse it."""
        return clean(str(value)) if value else ""

    def validate(self, value: str) -> None:
        """Say how many there are, so that nobody has to count."""
        super().validate(value)
        if len(value) > self.most:
            told = {"most": self.most, "count": len(value)}
            raise ValidationError(_("最多 %(most)s 个字，您写了 %(count)s 个，请删去一些。") % told, code="too_long")


class LineField(WordsField):
    """Words on one line: a name, a place."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


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
