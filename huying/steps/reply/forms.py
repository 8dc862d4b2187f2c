"""模板表单."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.acts.fields import LineField, WordsField
from huying.case.acts.form import SAID_MOST, area
from huying.directory.models import Matter, MatterList, Person, Unit
from huying.directory.roles import Role
from huying.steps.reply.models import ReplyTemplate
from huying.steps.reply.templating import unknown

TITLE_MOST, MATTER_MOST = 60, 400


class TemplateForm(forms.Form):
    """One template; whoever has several units says whose it is."""

    title = LineField(most=TITLE_MOST, label=gettext_lazy("名称"))
    matter = LineField(
        most=MATTER_MOST, required=False, label=gettext_lazy("用于事项"),
        help_text=gettext_lazy("事项全称，例如 公共设施/路灯；写上一级就用于它下面的全部；空着就是通用"),
        widget=forms.TextInput(attrs={"list": "template-matters", "autocomplete": "off"}),
    )  # fmt: skip
    body = WordsField(most=SAID_MOST, label=gettext_lazy("内容"), widget=area(7))
    unit = forms.TypedChoiceField(label=gettext_lazy("归谁用"), coerce=lambda value: int(value) or None)

    def __init__(
        self, given: Mapping[str, Any] | None = None, *, by: Person, at: datetime, row: ReplyTemplate | None = None
    ) -> None:
        initial = {"title": row.title, "matter": row.matter, "body": row.body, "unit": row.unit_id or 0} if row else {}
        super().__init__(given, initial=initial)
        self.on = localdate(at)
        self.fields["unit"].choices = _owners(by, at)  # type: ignore[attr-defined]

    @property
    def matters(self) -> list[str]:
        """For the <datalist>."""
        return list(self._listed().values_list("full_name", flat=True)[:2000])

    def clean_matter(self) -> str:
        """A matter, or a branch, that is on the list."""
        name: str = self.cleaned_data["matter"]
        named = Q(full_name=name) | Q(full_name__startswith=f"{name}/")
        if name and not self._listed().filter(named).exists():
            raise ValidationError(_("事项清单里没有“%(name)s”。") % {"name": name})
        return name

    def clean_body(self) -> str:
        """A place that nobody fills would go out to the resident as it is."""
        body: str = self.cleaned_data["body"]
        if wrong := unknown(body):
            raise ValidationError(_("不认识的填空：%(names)s") % {"names": "、".join(f"{{{name}}}" for name in wrong)})
        return body

    def _listed(self) -> Any:
        newest = MatterList.objects.order_by("-version").values("pk")[:1]
        return Matter.objects.filter(list__in=newest).order_by("full_name")


def _owners(by: Person, at: datetime) -> list[tuple[int, str]]:
    """A dispatcher writes for all; a leader for the own unit."""
    posts = by.posts_on(localdate(at))
    everybody = [(0, str(_("所有单位")))] if any(post.role == Role.DISPATCHER for post in posts) else []
    units: list[Unit] = [post.unit for post in posts if post.role == Role.UNIT_LEADER]
    return everybody + [(unit.pk, unit.name) for unit in units]
