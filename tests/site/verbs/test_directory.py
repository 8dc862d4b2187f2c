"""`huying directory`, as it is called."""

import json
from pathlib import Path

import pytest

from huying.cli import main
from huying.directory.models import Act, CalendarVersion, Edit, Limit, Unit
from huying.kit.sheet import write
from tests.world import World

HEADERS = ["单位代码", "单位名称", "类别", "上级单位"]
WATER = ("W1", "水务站", "科室", "柳河镇")


def sheet(folder: Path, *rows: tuple[str, ...]) -> str:
    write(folder / "units.xlsx", HEADERS, rows)
    return str(folder / "units.xlsx")


def test_a_file_is_imported_and_told(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directory", "import", "units", sheet(tmp_path, WATER)]) == 0
    assert "新增 1，修改 0，停用 0，不变 0。" in capsys.readouterr().out
    assert Unit.objects.get(code="W1").parent == world.town


def test_the_act_is_in_somebodys_name(world: World, tmp_path: Path) -> None:
    main(["directory", "import", "units", sheet(tmp_path, WATER), "--by", world.leader.username])
    assert Edit.objects.get(key="W1").by == world.leader
    assert Act.objects.get(what="imported").by == world.leader


def test_nobody_of_that_name_is_refused(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directory", "import", "units", sheet(tmp_path, WATER), "--by", "nobody"]) == 2
    assert "没有登录名为“nobody”的人" in capsys.readouterr().err
    assert not Unit.objects.filter(code="W1").exists()


def test_a_fault_is_told_with_its_row_and_nothing_is_written(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path, WATER, ("W2", "水务二站", "科室", "镇政府"))
    assert main(["directory", "import", "units", path]) == 1
    told = capsys.readouterr().out
    assert "第 3 行：上级单位“镇政府”不存在" in told
    assert "整份都没有写入" in told
    assert not Unit.objects.filter(code="W1").exists()


def test_a_preview_writes_nothing(world: World, tmp_path: Path) -> None:
    assert main(["directory", "import", "units", sheet(tmp_path, WATER), "--dry-run"]) == 0
    assert not Unit.objects.filter(code="W1").exists()


def test_json_is_one_object(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["directory", "import", "units", sheet(tmp_path, WATER), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told == {"new": 1, "changed": 0, "ended": 0, "unchanged": 0, "faults": []}


@pytest.mark.parametrize("content", [b"", b"not a sheet \x00\x01"])
def test_what_is_no_sheet_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "units.xlsx"
    path.write_bytes(content)
    assert main(["directory", "import", "units", str(path), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["refused"]


def test_a_sheet_of_something_else_is_refused(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directory", "import", "areas", sheet(tmp_path, WATER)]) == 2
    assert "表里没有这几列：区划代码" in capsys.readouterr().err


def test_what_is_exported_can_be_imported(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "out.xlsx")
    assert main(["directory", "export", "units", path]) == 0
    assert "已导出单位 5 行" in capsys.readouterr().out
    main(["directory", "import", "units", path, "--json"])
    assert json.loads(capsys.readouterr().out)["unchanged"] == 5


@pytest.mark.django_db
def test_a_new_district_is_seeded_once(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["directory", "seed"]) == 0
    assert CalendarVersion.objects.count() == 1
    assert Limit.objects.filter(clock="claim").count() == 1
