"""处置表单 · what goes another way: more time, one level up, one person who answers, back, an objection."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import UntilField, WordsField
from huying.case.acts.form import SAID_MOST, ActForm, area
from huying.case.acts.shots import ShotsField
from huying.case.models import Case
from huying.directory.models import Person, Post
from huying.directory.models.valid import in_force
from huying.steps.handling.ask_extension import ask_extension
from huying.steps.handling.entrust import entrust
from huying.steps.handling.escalate import escalate
from huying.steps.handling.extend import extend, refuse_extension
from huying.steps.handling.give_back import give_back
from huying.steps.handling.object_to import object_to


class AskExtensionForm(ActForm):
    """申请延期."""

    until = UntilField(label=_("希望延到哪天"))
    reason = WordsField(most=SAID_MOST, label=_("为什么需要延期"), widget=area(2))

    def act(self, case: Case) -> None:
        ask_extension(
            case, until=self.cleaned_data["until"], reason=self.cleaned_data["reason"], by=self.by, at=self.at
        )


class ExtendForm(ActForm):
    """同意延期."""

    words = WordsField(
        most=SAID_MOST, required=False, label=_("告诉诉求人的话"), widget=area(2), help_text=_("会短信告知诉求人已延期")
    )

    def act(self, case: Case) -> None:
        extend(case, words=self.cleaned_data["words"], by=self.by, at=self.at)


class ReasonForm(ActForm):
    """A deed that asks only why."""

    reason = WordsField(most=SAID_MOST, label=_("原因"), widget=area(2))


class RefuseExtensionForm(ReasonForm):
    """不同意延期."""

    def act(self, case: Case) -> None:
        refuse_extension(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class EscalateForm(ReasonForm):
    """提级."""

    def prepare(self) -> None:
        self.fields["reason"].label = cast(Any, _("为什么需要提级、需要上级做什么"))

    def act(self, case: Case) -> None:
        escalate(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class GiveBackForm(ReasonForm):
    """退回."""

    def act(self, case: Case) -> None:
        give_back(case, reason=self.cleaned_data["reason"], by=self.by, at=self.at)


class Once(ModelChoiceIterator):  # type: ignore[type-arg]
    """The choices of a page are read once, however often its form looks at them."""

    def __iter__(self) -> Iterator[Any]:
        return (self.choice(row) for row in self.queryset)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody by name."""

    iterator = Once

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class EntrustForm(ActForm):
    """落实责任人."""

    to = PersonField(queryset=Person.objects.none(), label=_("由谁负责"), empty_label=None)

    def prepare(self) -> None:
        """Whoever works in the unit that holds the case."""
        posts = Post.objects.filter(in_force(localdate(self.at)), unit=self.case.unit_id)
        people = Person.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("name")
        field = cast("forms.ModelChoiceField[Person]", self.fields["to"])
        field.queryset, field.initial = people, self.case.person_id or self.by.pk

    def act(self, case: Case) -> None:
        entrust(case, to=self.cleaned_data["to"], by=self.by, at=self.at)


class ObjectForm(ActForm):
    """派单异议."""

    reason = WordsField(most=SAID_MOST, label=_("为什么不该由本单位承办"), widget=area(2))
    proof = WordsField(
        most=SAID_MOST, required=False, label=_("依据"), widget=area(2), help_text=_("职责依据的文字，或者下面附照片")
    )
    photos = ShotsField(label=_("证明照片"))

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        object_to(
            case, reason=given["reason"], proof=given["proof"], photos=given["photos"].photos, by=self.by, at=self.at
        )
