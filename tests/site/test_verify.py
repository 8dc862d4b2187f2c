"""`huying verify` and `huying anchor`, as they are called."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from huying.case.models import Case, Words
from huying.case.proof.fault import Fault
from huying.cli import main
from tests.world import World


@pytest.fixture(autouse=True)
def anchors_outside(tmp_path: Path, settings: Any) -> None:
    settings.HUYING_ANCHORS = tmp_path


def test_a_whole_ledger_is_said_to_be_whole(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.offered()
    assert main(["verify"]) == 0
    assert "台账完整：查验了 1 件、3 行" in capsys.readouterr().out


def test_a_fault_is_named_by_receipt_number_and_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    lamp = world.lamp()
    Words.objects.filter(case=lamp).update(text="路灯很好")
    assert main(["verify"]) == 1
    told = capsys.readouterr().out
    assert f"{lamp.number} 第 1 行：" in told
    assert "发现 1 处不符" in told


def test_json_is_one_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    lamp = world.offered()
    Case.objects.filter(pk=lamp.pk).update(stage="declined")
    assert main(["verify", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["clean"], told["cases"], told["entries"], told["found"]) == (False, 1, 3, 1)
    assert (told["faults"][0]["case"], told["faults"][0]["line"]) == (lamp.number, 3)


def test_a_fault_of_the_whole_ledger_names_no_case(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module("huying.case.proof.verify")
    monkeypatch.setattr(module, "_faults", lambda count: iter([Fault(0, 0, "gone"), Fault(7, 0, "gone")] * 60))
    assert main(["verify"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["整个台账：gone", "#7：gone"]
    assert told[-2:] == ["……其余 20 处从略。", "发现 120 处不符（查验了 0 件、0 行）。"]


def test_an_anchor_is_cast_when_the_ledger_has_grown(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.lamp()
    assert main(["anchor"]) == main(["anchor"]) == 0
    assert capsys.readouterr().out.splitlines() == ["已下第 1 号锚。", "台账自上次下锚以来没有新行。"]
