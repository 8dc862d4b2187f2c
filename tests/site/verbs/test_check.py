"""`huying check`, as it is called; and `huying verify`, which leaves a record."""

from pathlib import Path
from typing import Any

import pytest

from huying.case.models import Case
from huying.cli import main
from huying.directory.models import Act, What
from huying.directory.roles import Role
from huying.oversight.inspection.recorded import last_check, last_verify
from tests.world import World


@pytest.fixture(autouse=True)
def anchors_outside(tmp_path: Path, settings: Any) -> None:
    settings.HUYING_ANCHORS = tmp_path


@pytest.fixture
def astray(world: World) -> Case:
    """A case that does not stand where its lines left it."""
    lamp = world.assigned()
    Case.objects.filter(pk=lamp.pk).update(unit=world.west)
    return lamp


def test_a_house_in_order_is_said_to_be_so(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.assigned()
    assert main(["check"]) == 0
    assert "现状与台账相符" in capsys.readouterr().out
    looked = last_check()
    assert looked is not None
    assert (looked.cases, looked.found) == (1, 0)


def test_a_difference_is_named_and_left_alone(astray: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == main(["check"]) == 1
    told = capsys.readouterr().out
    assert f"{astray.number} unit：现存 " in told
    assert "共 1 处与台账不符，没有改动" in told


def test_one_case_alone(world: World, astray: Case, capsys: pytest.CaptureFixture[str]) -> None:
    other = world.lamp()
    assert main(["check", "--case", other.number]) == 0
    assert main(["check", "--case", astray.number]) == 1
    assert main(["check", "--case", "20200101-000001"]) == 1
    assert "没有这个受理编号" in capsys.readouterr().err
    assert last_check() is None


def test_a_person_decides_and_it_is_on_record(world: World, astray: Case, capsys: pytest.CaptureFixture[str]) -> None:
    warden = world.person(Role.SECURITY_ADMIN, world.centre)
    assert main(["check", "--mend"]) == 2
    assert "--by" in capsys.readouterr().err
    assert main(["check", "--mend", "--by", world.dispatcher.username]) == 1
    assert main(["check", "--mend", "--by", warden.username]) == 0
    assert "已按台账更正 1 处" in capsys.readouterr().out
    astray.refresh_from_db()
    assert astray.unit == world.east
    assert astray.entries.latest("seq").deed == "mended"
    act = Act.objects.get(what=What.MENDED)
    assert (act.by, act.subject) == (warden, "1 处")
    assert main(["check"]) == 0


def test_verify_leaves_a_record(world: World) -> None:
    assert last_verify() is None
    lamp = world.offered()
    assert main(["verify"]) == 0
    Case.objects.filter(pk=lamp.pk).update(stage="declined")
    assert main(["verify"]) == 1
    looked = last_verify()
    assert looked is not None
    assert (looked.cases, looked.entries, looked.found) == (1, 3, 1)
