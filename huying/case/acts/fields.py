"""表单项 · fields for what people really type: any width, any spaces; days, instants."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _

from huying.kit.text import clean

AHEAD = timedelta(minutes=5)
"""A phone's clock may be a little fast."""

MINUTE = "%Y-%m-%dT%H:%M"
DAY_ENDS = time(23, 59)


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


class UntilField(forms.DateField):
    """A day that is promised: the promise lasts until the day is over."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> datetime | None:
        day = super().clean(value)
        return make_aware(datetime.combine(day, DAY_ENDS)) if day else None


class HappenedField(forms.DateTimeField):
    """When it happened, on the phone's clock; not in the future. Left empty: now."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE)

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)
        self.now: datetime | None = None

    def at(self, now: datetime) -> None:
        """The door's clock, against which the phone's is held."""
        self.now, self.initial = now, localtime(now)

    def clean(self, value: Any) -> datetime | None:
        happened: datetime | None = super().clean(value)
        if happened and self.now and happened > self.now + AHEAD:
            raise ValidationError(_("发生时间不能晚于现在。"), code="future")
        return happened
