"""回复的动作 · the form of this room, with templates beside it and the check shown while one writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.case.acts.fields import WordsField
from huying.case.acts.form import SAID_MOST, ActForm, Choice, area
from huying.case.acts.shots import ShotsField
from huying.case.acts.table import Act
from huying.case.models import Case
from huying.steps.reply.reply import Way, reply
from huying.steps.reply.templating import filled, fitting


class ReplyForm(ActForm):
    """回复诉求人."""

    words = WordsField(
        most=SAID_MOST, label=_("回复内容（诉求人可见）"), widget=area(6),
        help_text=_("对着诉求逐项回答：查到了什么、做了什么、结果如何；许诺要有日期，不写他人信息"),
    )  # fmt: skip
    photos = ShotsField(label=_("照片（诉求人可见）"))
    way = forms.ChoiceField(label=_("怎样告知的"), choices=Way.choices, widget=Choice, initial=Way.ONLINE)

    @property
    def templates(self) -> list[tuple[str, str]]:
        """Title and words, filled in for this case."""
        return [(row.title, filled(row.body, self.case, at=self.at)) for row in fitting(self.case)]

    def act(self, case: Case) -> None:
        given = self.cleaned_data
        way, photos = Way(given["way"]), given["photos"].photos
        reply(case, words=given["words"], way=way, photos=photos, by=self.by, at=self.at)


ACTS: tuple[Act, ...] = (
    Act("reply", "replied", ReplyForm, _("回复诉求人"), "chat", main=True, template="reply/fields.html"),
)
