"""Bands, on one scale, and in words what differs."""

import pytest

from huying.simulation.compare import Band
from huying.simulation.trials.results import SIDE, WIDE, amount, apart, results
from huying.simulation.trials.said import said
from huying.simulation.trials.sheet import columns, lines
from tests.simulation.trials.conftest import asked
from tests.world import World

pytestmark = pytest.mark.django_db


def lived(world: World, as_is: list[float], other: list[float]) -> object:
    trial = asked(world)
    trial.figures = {
        rules: {str(seed): {"minutes": value, "claimed": 0.8, "contact": None} for seed, value in enumerate(values, 1)}
        for rules, values in (("", as_is), ("claim=5m", other))
    }
    return trial


def test_what_differs_is_said_in_words(world: World) -> None:
    minutes = next(figure for figure in results(lived(world, [6, 7], [3, 5])) if figure.name == "minutes")  # type: ignore[arg-type]
    assert [(row.rules, row.mean, row.words) for row in minutes.rows] == [
        ("现在的规则", "6.5", ""),
        ("抢单 5 分钟", "4.0", "从 6.5 分钟降到 4.0 分钟"),
    ]


def test_bands_that_touch_show_no_difference(world: World) -> None:
    minutes = next(figure for figure in results(lived(world, [6, 7], [3, 6])) if figure.name == "minutes")  # type: ignore[arg-type]
    assert (minutes.rows[1].words, minutes.rows[1].differs) == ("看不出差别", False)


def test_all_bands_of_a_figure_lie_on_one_scale(world: World) -> None:
    minutes = next(figure for figure in results(lived(world, [6, 7], [3, 5])) if figure.name == "minutes")  # type: ignore[arg-type]
    as_is, other = minutes.rows
    assert (other.left, round(as_is.left + as_is.wide, 1)) == (SIDE, WIDE - SIDE)
    assert other.left < other.dot < other.left + other.wide < as_is.left


def test_a_figure_that_no_run_has_is_left_out(world: World) -> None:
    assert [figure.name for figure in results(lived(world, [6], [6]))] == ["claimed", "minutes"]  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other", "is_apart"), [
    (Band(5, 4, 6), Band(8, 7, 9), True), (Band(8, 7, 9), Band(5, 4, 6), True), (Band(5, 4, 7), Band(8, 7, 9), False),
])  # fmt: skip
def test_bands_are_apart_where_no_run_of_one_reaches_the_other(one: Band, other: Band, is_apart: bool) -> None:
    assert apart(one, other) is is_apart


def test_shares_are_percents_and_small_loads_have_two_places() -> None:
    told = [amount("claimed", 0.8044), amount("load", 0.0114), amount("reply", 44.44)]
    assert told == ["80.4%", "1.14%", "44.4"]


def test_a_set_of_rules_is_said_in_words(world: World) -> None:
    told = said("claim=5m,handling.urgent=60m,workers@T=2,matters=3")
    assert told == "抢单 5 分钟，办理（紧急） 60 分钟，柳河镇 · 每个村居多 2 名网格员，清单第 3 版"
    assert said("") == "现在的规则"
    assert said("matters=-") == "上传的清单"


def test_the_sheet_says_what_it_is_not(world: World) -> None:
    rows = list(lines(lived(world, [6, 7], [3, 5])))  # type: ignore[arg-type]
    assert len(columns()) == len(rows[0])
    assert any(row and "不是统计" in str(row[0]) for row in rows)
