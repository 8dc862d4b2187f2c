"""推演结果 · for each figure a row for each set of rules: mean, least, most, and in words what differs from the rules as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.simulation.compare import Band, bands
from huying.simulation.figures import LABELS
from huying.simulation.models import Trial
from huying.simulation.trials.said import said

WIDE, SIDE = 240.0, 8.0
"""The drawing, in units of its view box, and the room at both ends."""

SHARES, LOADS = frozenset({"claimed", "contact", "handling", "resolution"}), frozenset({"load", "busiest"})
FORMS = {"minutes": gettext_lazy("%s 分钟"), "reply": gettext_lazy("%s 小时"), "breaches": gettext_lazy("%s 次")}


@dataclass(frozen=True, slots=True)
class Row:
    """One set of rules. `left`, `wide`, `dot`: the band and the mean on the scale of its figure."""

    rules: str
    mean: str
    least: str
    most: str
    differs: bool
    words: str
    left: float
    wide: float
    dot: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure: its name, what it is, the ends of its scale."""

    name: str
    label: str
    rule: str
    low: str
    high: str
    rows: Sequence[Row]


def results(trial: Trial) -> list[Shown]:
    """In the order of the labels; a figure that no run has is left out."""
    found = {rules: bands(list(trial.figures.get(rules, {}).values())) for rules in trial.rules}
    return [_shown(name, found) for name in LABELS if any(name in of_set for of_set in found.values())]


def _shown(name: str, found: Mapping[str, Mapping[str, Band]]) -> Shown:
    mine = {rules: of_set[name] for rules, of_set in found.items() if name in of_set}
    low, high = min(band.least for band in mine.values()), max(band.most for band in mine.values())
    scale = (WIDE - 2 * SIDE) / (high - low or 1)
    label, _sign, rule = str(LABELS[name]).replace(": ", "：", 1).partition("：")
    rows = [_row(name, rules, band, mine.get(""), low, scale) for rules, band in mine.items()]
    return Shown(name, label, rule, amount(name, low), amount(name, high), rows)


def _row(name: str, rules: str, band: Band, as_is: Band | None, low: float, scale: float) -> Row:
    left = SIDE + (band.least - low) * scale
    told = (amount(name, band.mean), amount(name, band.least), amount(name, band.most))
    differs = bool(rules and as_is and apart(band, as_is))
    return Row(
        said(rules), *told, differs, _difference(name, band, as_is, differs) if rules else "",
        round(left, 1), round(max(2.0, (band.most - band.least) * scale), 1), round(SIDE + (band.mean - low) * scale, 1),
    )  # fmt: skip


def apart(one: Band, other: Band) -> bool:
    """The bands do not touch: every run of the one lies above, or below, every run of the other."""
    return one.least > other.most or one.most < other.least


def _difference(name: str, band: Band, as_is: Band | None, differs: bool) -> str:
    if as_is is None:
        return "—"
    if not differs:
        return _("看不出差别")
    told = {"before": _with_unit(name, as_is.mean), "after": _with_unit(name, band.mean)}
    if band.mean > as_is.mean:
        return _("从 %(before)s升到 %(after)s") % told
    return _("从 %(before)s降到 %(after)s") % told


def amount(name: str, value: float) -> str:
    """80.4%、3.6."""
    if name in LOADS:
        return f"{value:.2%}"
    return f"{value:.1%}" if name in SHARES else f"{value:.1f}"


def _with_unit(name: str, value: float) -> str:
    """In a sentence a number says of what."""
    return str(FORMS[name]) % amount(name, value) if name in FORMS else amount(name, value)
