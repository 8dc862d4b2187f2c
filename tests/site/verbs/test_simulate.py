"""`huying simulate`: a year in an empty home, never among real cases."""

import json
from pathlib import Path

import pytest

from huying.case.models import Case
from huying.cli import main
from huying.directory.models import Limit, Person, Unit
from huying.directory.roles import Role
from huying.simulation.district import NEEDED
from huying.simulation.figures import LABELS
from tests.world import World

pytestmark = pytest.mark.django_db


def test_it_lives_through_the_days_and_writes_down_what_happened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "year.txt"
    assert (
        main(["simulate", "--days", "2", "--cases", "3", "--seed", "5", "--from", "2026-03-02", "--dump", str(to)]) == 0
    )
    assert Case.objects.count() == 3
    assert len(to.read_text("utf-8").splitlines()) > 6
    assert "模拟了 3 件" in capsys.readouterr().err


def test_it_takes_the_directory_that_is_there(world: World) -> None:
    for role in NEEDED:
        world.person(role, world.town)
    world.person(Role.CADRE, world.east)
    world.person(Role.LIAISON, world.office)
    units = Unit.objects.count()
    assert main(["simulate", "--days", "2", "--cases", "2", "--from", "2026-03-02"]) == 0
    assert Unit.objects.count() == units
    assert set(Case.objects.values_list("matter", flat=True)) <= {world.lamp_matter.pk, None}


def test_without_people_nothing_is_begun(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--days", "2", "--cases", "2"]) == 1
    assert "接线员" in capsys.readouterr().err
    assert not Case.objects.exists()


def test_among_real_cases_nothing_is_invented(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.lamp()
    assert main(["simulate", "--days", "2", "--cases", "2"]) == 1
    assert Case.objects.count() == 1
    assert "不能混进去" in capsys.readouterr().err


def test_what_is_no_rule_is_refused_with_those_that_are(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--rules", "sleep=5"]) == 1
    assert "claim=5" in capsys.readouterr().err


def test_the_rules_of_this_place_are_changed_by_no_trial(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--rules", "claim=5"]) == 1
    assert Limit.objects.get(clock="claim").amount == 15
    assert "--compare" in capsys.readouterr().err


def test_figures_are_one_line_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            [
                "simulate",
                "--days",
                "2",
                "--cases",
                "4",
                "--from",
                "2026-03-02",
                "--rules",
                "claim=60,workers=1",
                "--figures",
            ]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out).keys() == LABELS.keys()
    assert Limit.objects.get(clock="claim").amount == 60
    assert Person.objects.filter(username__startswith="more-").count() == 18


def test_a_rule_that_does_not_fit_the_directory_is_refused_before_anything_runs(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", "--compare", "-", "claim=5,workers@NOWHERE=1"]) == 1
    assert "NOWHERE" in capsys.readouterr().err


def test_a_past_of_few_cases_tells_nothing(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.lamp()
    assert main(["simulate", "--compare", "-", "claim=5", "--past", "--from", "2026-09-01", "--days", "30"]) == 1
    assert "只收到 1 件，太少" in capsys.readouterr().err


def test_the_past_that_is_given_is_lived_again(world: World, tmp_path: Path) -> None:
    for role in NEEDED:
        world.person(role, world.town)
    world.person(Role.LIAISON, world.office)
    asked = {
        "matter": "公共设施/路灯",
        "area": world.west_area.pk,
        "channel": "web",
        "kind": "help",
        "urgent": False,
        "of": None,
    }
    rows = [asked | {"at": f"2026-03-02T0{hour}:30:00+08:00"} for hour in (2, 5)]
    (tmp_path / "arrivals.json").write_text(json.dumps(rows), "utf-8")
    words = [
        "simulate",
        "--days",
        "2",
        "--cases",
        "2",
        "--from",
        "2026-03-02",
        "--arrivals",
        str(tmp_path / "arrivals.json"),
    ]
    assert main(words) == 0
    assert [case.received_at.hour for case in Case.objects.order_by("received_at")] == [18, 21]
