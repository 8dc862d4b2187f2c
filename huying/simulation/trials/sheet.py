"""导出推演 · the table as it is shown, and under it what it is not."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from huying.kit.sheet import Cell
from huying.simulation.models import Trial
from huying.simulation.trials.results import results


def columns() -> list[str]:
    """One row a figure and set of rules."""
    return [_("数字"), _("规则"), _("平均"), _("最低"), _("最高"), _("和现在比")]


def lines(trial: Trial) -> Iterator[Sequence[Cell]]:
    """The rows, then the definitions."""
    shown = results(trial)
    for figure in shown:
        for row in figure.rows:
            yield [figure.label, row.rules, row.mean, row.least, row.most, row.words]
    yield []
    yield [_("推演，不是统计：件由程序编出来，人怎么做是设想的，只宜看差别，不宜当预测。")]
    for figure in shown:
        yield [f"{figure.label}：{figure.rule}" if figure.rule else figure.label]
