"""推演的表单 · which time, which cases, how often; and up to three sets of rules beside those that are."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.case.acts.form import Choice
from huying.directory.clocks import Clock
from huying.directory.models import Limit, LimitClass, MatterList, Measure, Unit, UnitKind
from huying.directory.models.valid import in_force
from huying.simulation.enough import FEWEST
from huying.simulation.models import Source
from huying.simulation.scenario import MATTERS, WORKERS, Rule, counted, named
from huying.simulation.trials.files import UPLOADED

HALF_A_YEAR, LONGEST, SHORTEST = 182, 366, 7
MOST_INVENTED = 5_000
SETS = ("a", "b", "c")
FIRST_SHOWN = ("contact", "handling", "reply")
"""The limits that stand in the open; the others are folded away."""

CLAIMS = ("5", "15", "60")


class SpanForm(forms.Form):
    """Which half-year, and how often."""

    source = forms.ChoiceField(label=gettext_lazy("到件"), choices=Source.choices, widget=Choice, initial=Source.PAST)
    first = forms.DateField(label=gettext_lazy("从哪天"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=gettext_lazy("到哪天"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    cases = forms.IntegerField(
        label=gettext_lazy("编多少件"), min_value=FEWEST, max_value=MOST_INVENTED, initial=300, required=False,
        help_text=gettext_lazy("只在“全部编出来的件”时用"),
    )  # fmt: skip
    seeds = forms.TypedChoiceField(
        label=gettext_lazy("每套规则走几遍"), choices=[(n, n) for n in (3, 5, 10)], coerce=int, initial=3, widget=Choice,
        help_text=gettext_lazy("每一遍的人和快慢都换一换；遍数多，带子更可信，也更久"),
    )  # fmt: skip
    listing = forms.FileField(
        label=gettext_lazy("另一份事项清单（可不传）"), required=False,
        help_text=gettext_lazy("与名录导入的表格相同，只用于推演，不写入名录；在下面选“上传的清单”"),
    )  # fmt: skip

    def __init__(self, given: Any = None, files: Any = None, *, today: date) -> None:
        started = {"first": today - timedelta(days=HALF_A_YEAR), "last": today - timedelta(days=1)}
        super().__init__(given, files, initial=started)
        self._today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last:
            self._check(first, last)
        if cleaned.get("source") == Source.INVENTED and not cleaned.get("cases") and "cases" not in self.errors:
            self.add_error("cases", _("请填编多少件。"))
        return cleaned

    def _check(self, first: date, last: date) -> None:
        if last >= self._today:
            self.add_error("last", _("只能到昨天为止。"))
        elif not SHORTEST <= (last - first).days + 1 <= LONGEST:
            told = {"least": SHORTEST, "most": LONGEST}
            self.add_error("last", _("从头到尾要在 %(least)d 到 %(most)d 天之间。") % told)


class SetForm(forms.Form):
    """One set of rules: what is left as it is, is as it is."""

    def __init__(self, given: Any, prefix: str, *, today: date) -> None:
        super().__init__(given, prefix=prefix, use_required_attribute=False)
        self._lines = {f"{line.clock}-{line.limit_class}": line for line in _lines(today)}
        chips = [("", _("不变")), *((claim, _("%s 分钟") % claim) for claim in CLAIMS)]
        self.fields["claim"] = forms.ChoiceField(
            label=_("抢单时限"), choices=chips, required=False, widget=Choice, initial=""
        )
        more = [("", _("不变")), ("1", "+1"), ("2", "+2")]
        self.fields["workers"] = forms.ChoiceField(
            label=_("每个村居的网格员"), choices=more, required=False, widget=Choice, initial=""
        )
        self.fields["place"] = forms.ChoiceField(label=_("在哪里加"), choices=_towns(today), required=False)
        self.fields["matters"] = forms.ChoiceField(label=_("事项清单"), choices=_lists(), required=False)
        for name, line in self._lines.items():
            self.fields[name] = _limit_field(line)

    @property
    def open_fields(self) -> list[forms.BoundField]:
        """The limits most asked about."""
        return [self[name] for name in self._lines if name.rstrip("-") in FIRST_SHOWN]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """All other limits, and another length for a claim."""
        return [self[name] for name in self._lines if name.rstrip("-") not in FIRST_SHOWN]

    @property
    def has_folded(self) -> bool:
        """Something was typed below the fold: it is not hidden when the form comes back."""
        return any(field.value() for field in self.folded_fields)

    def rules(self) -> str:
        """As they would be typed; empty where nothing is changed."""
        return ",".join(map(str, self._rules()))

    def _rules(self) -> Iterator[Rule]:
        given = self.cleaned_data
        if given["claim"]:
            yield Rule("claim", int(given["claim"]), measure=Measure.MINUTES)
        for name, line in self._lines.items():
            if given[name] and not (name == "claim-" and given["claim"]):
                yield Rule(line.clock, given[name], line.limit_class, measure=line.measure)
        if given["workers"]:
            yield Rule(WORKERS, int(given["workers"]), place=given["place"])
        if given["matters"]:
            uploaded = given["matters"] == UPLOADED
            yield Rule(MATTERS, file=UPLOADED) if uploaded else Rule(MATTERS, int(given["matters"]))


def _lines(today: date) -> list[Limit]:
    """The general line of each clock and those of the classes, in the order of the process."""
    order = {clock: number for number, clock in enumerate(Clock.values)}
    lines = Limit.objects.filter(in_force(today), source="", kind="", later_round=False, clock__in=order)
    return sorted(
        lines, key=lambda line: (order[line.clock], LimitClass.values.index(line.limit_class or "general"), line.pk)
    )


def _limit_field(line: Limit) -> forms.IntegerField:
    now = _("现在 %s；不填就不变") % counted(line.amount, line.measure)
    label = named(Rule(line.clock, group=line.limit_class))
    return forms.IntegerField(label=label, help_text=now, required=False, min_value=1, max_value=100_000)


def _towns(today: date) -> list[tuple[str, str]]:
    towns = Unit.objects.filter(in_force(today), kind=UnitKind.TOWN).order_by("code").values_list("code", "name")
    return [("", _("所有村居")), *towns]


def _lists() -> list[tuple[str, str]]:
    """Earlier versions and drafts alike."""
    rows = MatterList.objects.order_by("-version")[:20]
    versions = [
        (str(one.version), _("第 %(version)d 版 %(note)s") % {"version": one.version, "note": one.note}) for one in rows
    ]
    return [("", _("不变")), *versions, (UPLOADED, _("上传的清单"))]
