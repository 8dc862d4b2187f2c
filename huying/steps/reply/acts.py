"""回复的动作 · the form of this room, with templates beside it and the check shown while one writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import WordsField
from huying.case.acts.form import SAID_MOST, ActForm, Choice, area
from huying.case.acts.shots import ShotsField
from huying.case.acts.table import Act
from huying.case.models import Case
from huying.steps.reply.reply import Way, reply
from huying.steps.reply.result_photos import UNSEEN, Chosen, result_photos
from huying.steps.reply.templating import filled, fitting


class PhotoChoice(forms.CheckboxSelectMultiple):
    """照片勾选 · a box under each photo."""

    template_name = "reply/photo_choice.html"


class ReplyForm(ActForm):
    """回复诉求人."""

    words = WordsField(
        most=SAID_MOST, label=_("回复内容（诉求人可见）"), widget=area(6),
        help_text=_("对着诉求逐项回答：查到了什么、做了什么、结果如何；许诺要有日期，不写他人信息"),
    )  # fmt: skip
    photos = ShotsField(label=_("照片（诉求人可见）"))
    shown = forms.MultipleChoiceField(
        required=False,
        label=_("给诉求人看的处置照片"),
        widget=PhotoChoice,
        help_text=_("勾选的会显示在诉求人的进度页上"),
    )
    is_clean = forms.BooleanField(required=False, label=_("我已看过：勾选的照片里没有他人的面孔、车牌、门牌和证件"))
    way = forms.ChoiceField(label=_("怎样告知的"), choices=Way.choices, widget=Choice, initial=Way.ONLINE)

    def prepare(self) -> None:
        """The photos of the result; without any, nothing is asked."""
        self.result = {shot.photo.key: shot for shot in result_photos(self.case)}
        said = {True: _("处置前"), False: _("处置后")}
        choices = [(key, said[shot.is_before]) for key, shot in self.result.items()]
        self.fields["shown"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nothing is shown that nobody has looked at."""
        found = super().clean() or {}
        if found.get("shown") and not found.get("is_clean"):
            self.add_error("is_clean", UNSEEN)
        return found

    @property
    def templates(self) -> list[tuple[str, str]]:
        """Title and words, filled in for this case."""
        return [(row.title, filled(row.body, self.case, at=self.at)) for row in fitting(self.case)]

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        way, photos = Way(given["way"]), given["photos"].photos
        chosen = Chosen([self.result[key].photo for key in given["shown"]], is_clean=given["is_clean"])
        reply(case, words=given["words"], way=way, photos=photos, result=chosen, by=self.by, at=self.at)


ACTS: tuple[Act, ...] = (
    Act("reply", "replied", ReplyForm, _("回复诉求人"), "chat", main=True, template="reply/fields.html"),
)
