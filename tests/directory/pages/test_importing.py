"""A file on a page: shown as what it would do, then written whole or not at all."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.directory.models import Act, Unit
from huying.kit.sheet import write
from tests.directory.sheets.files import imported
from tests.world import World

HEADERS = ["单位代码", "单位名称", "类别", "上级单位"]
WATER = ("W1", "水务站", "科室", "柳河镇")
WRONG = ("W2", "水务二站", "科室", "镇政府")


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HUYING_HOME = tmp_path
    return tmp_path


def sheet(*rows: tuple[str, ...], name: str = "单位.xlsx") -> SimpleUploadedFile:
    file = BytesIO()
    write(file, HEADERS, rows)
    return SimpleUploadedFile(name, file.getvalue())


def shown(client: Client, *rows: tuple[str, ...]) -> str:
    answer = client.post("/directory/units/import/", {"file": sheet(*rows)})
    assert answer.status_code == 200
    return answer.content.decode()


def confirmed(client: Client, page: str) -> str:
    given = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("token", "mark")}
    told = {name: found[1] for name, found in given.items() if found}
    return client.post("/directory/units/import/confirm/", told, follow=True).content.decode()


def waiting(home: Path) -> list[Path]:
    return list((home / "uploads" / "directory").iterdir())


def test_the_preview_writes_nothing(world: World, keeper: Client) -> None:
    page = shown(keeper, WATER, ("E", "东村村委会", "村居", "T"))
    assert "单位名称：东村 → 东村村委会" in page
    assert "W1 水务站" in page
    assert not Unit.objects.filter(code="W1").exists()


def test_what_is_confirmed_is_written_and_on_record(world: World, keeper: Client, home: Path) -> None:
    page = confirmed(keeper, shown(keeper, WATER))
    assert "已导入“单位.xlsx”：新增 1" in page
    assert Unit.objects.get(code="W1").parent == world.town
    act = Act.objects.get(what="imported")
    assert (act.subject, act.words) == ("单位", "单位.xlsx：新增 1，修改 0，停用 0，不变 0")
    assert waiting(home) == []


def test_a_fault_is_shown_with_its_row_and_cannot_be_confirmed(world: World, keeper: Client) -> None:
    page = shown(keeper, WATER, WRONG)
    assert "第 3 行：上级单位“镇政府”不存在" in page
    assert "确认" not in re.sub(r"(?s)<p class=\"u-quiet\">.*?</p>", "", page)


def test_the_same_file_again_has_nothing_to_confirm(world: World, keeper: Client) -> None:
    confirmed(keeper, shown(keeper, WATER))
    page = shown(keeper, WATER)
    assert "没有任何变动" in page
    assert 'name="token"' in page and "整份写入" not in page.split("没有任何变动")[0].split("<form")[-1]


def test_confirming_twice_writes_once(world: World, keeper: Client) -> None:
    page = shown(keeper, WATER)
    confirmed(keeper, page)
    assert "已经过期" in confirmed(keeper, page)
    assert Act.objects.filter(what="imported").count() == 1


def test_somebody_quicker_means_looking_again(world: World, keeper: Client) -> None:
    page = shown(keeper, WATER)
    imported("units", HEADERS, ("W1", "水务所", "科室", "T"))
    again = confirmed(keeper, page)
    assert "请重新核对后再确认" in again
    assert "单位名称：水务所 → 水务站" in again
    assert Unit.objects.get(code="W1").name == "水务所"
    confirmed(keeper, again)
    assert Unit.objects.get(code="W1").name == "水务站"


def test_a_token_of_another_register_or_person_is_no_good(world: World, keeper: Client, guard: Client) -> None:
    page = shown(keeper, WATER)
    token = re.search(r'name="token" value="([^"]*)"', page)
    assert token is not None
    answer = keeper.post("/directory/areas/import/confirm/", {"token": token[1]})
    assert "已经过期" in answer.content.decode()
    assert guard.post("/directory/units/import/confirm/", {"token": token[1]}).status_code == 403


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "W10:abc:def"])
def test_a_made_up_token_is_no_good(world: World, keeper: Client, token: str) -> None:
    answer = keeper.post("/directory/units/import/confirm/", {"token": token})
    assert (answer.status_code, "已经过期" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("content", [b"", b"\x00\x01 no sheet", b"PK\x03\x04 broken"])
def test_what_is_no_sheet_is_said_and_thrown_away(world: World, keeper: Client, home: Path, content: bytes) -> None:
    answer = keeper.post("/directory/units/import/", {"file": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 422
    assert 'class="hy-note hy-note--red"' in answer.content.decode()
    assert not (home / "uploads" / "directory").exists() or waiting(home) == []


def test_no_file_is_said(world: World, keeper: Client) -> None:
    assert "请先选择表格文件" in keeper.post("/directory/units/import/", {}).content.decode()


def test_a_page_that_is_swapped_in_place_gets_a_plain_answer(world: World, keeper: Client) -> None:
    answer = keeper.post("/directory/units/import/", {}, headers={"HX-Request": "true"})
    assert answer.status_code == 200


def test_the_export_can_be_imported_and_is_on_record(world: World, keeper: Client) -> None:
    answer = keeper.get("/directory/units/export/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert "filename*=UTF-8''" in answer["Content-Disposition"]
    assert Act.objects.get(what="exported").words == "5 行"
    page = keeper.post("/directory/units/import/", {"file": SimpleUploadedFile("out.xlsx", content)}).content.decode()
    assert "没有任何变动" in page


def test_a_name_that_is_markup_stays_words(world: World, keeper: Client) -> None:
    page = shown(keeper, ("W1", "<script>alert(1)</script>", "科室", "T"))
    assert "<script>alert(1)" not in page


def test_a_preview_of_many_rows_asks_few_questions(world: World, keeper: Client) -> None:
    shown(keeper)
    with CaptureQueriesContext(connection) as queries:
        shown(keeper, *[(f"K{n}", f"第{n}科", "科室", "T") for n in range(300)])
    assert len(queries) <= 10
