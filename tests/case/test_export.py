"""The list as a file: for some posts, with a reason, marked, masked, harmless, no further than a limit."""

import csv
import io
from datetime import timedelta

import pytest
from django.http import HttpResponse
from python_calamine import load_workbook

from huying.directory.models import Act
from huying.directory.roles import Role
from tests.case.hall import Reader, it_is, text_of
from tests.world import NINE, World


@pytest.fixture(autouse=True)
def it_is_friday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, NINE + timedelta(minutes=3))


@pytest.fixture
def dispatcher(world: World) -> Reader:
    return Reader(world.dispatcher)


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def workbook(answer: HttpResponse) -> list[list[object]]:
    return load_workbook(io.BytesIO(body(answer))).get_sheet_by_index(0).to_python()


def lines(answer: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"))))


def test_a_workbook_holds_what_the_list_shows(world: World, dispatcher: Reader) -> None:
    lamp = world.assigned(source="市12345", source_number="SJ-7")
    world.lamp(kind="praise")
    rows = workbook(dispatcher.sends("/cases/export/?kind=help", reason="月度分析", form="xlsx"))
    told = dict(zip(rows[0], rows[2], strict=True))
    assert len(rows) == 3
    assert (told["受理编号"], told["来源编号"], told["承办单位"], told["状态"]) == (
        lamp.number,
        "SJ-7",
        "东村",
        "办理中",
    )
    assert str(told["反映时间"]).startswith("2026-09-25 09:00")


def test_lines_of_text_hold_the_same(world: World, dispatcher: Reader) -> None:
    numbers = [world.lamp().number for _ in range(3)]
    rows = lines(dispatcher.sends("/cases/export/", reason="月度分析", form="csv"))
    assert [row[0] for row in rows[2:]] == numbers[::-1]


def test_the_first_row_says_who_took_it_when_and_why(world: World, dispatcher: Reader) -> None:
    world.lamp()
    mark = lines(dispatcher.sends("/cases/export/", reason="月度分析", form="csv"))[1][0]
    assert "派单员" in mark and "2026-09-25 09:03" in mark and "月度分析" in mark and "不得外传" in mark


def test_who_asked_stays_masked(world: World, dispatcher: Reader) -> None:
    world.lamp(text="我叫张三，电话13800001234，路灯坏了")
    world.lamp(confidential=True)
    told = body(dispatcher.sends("/cases/export/", reason="月度分析", form="csv")).decode()
    assert "13800001234" not in told and "138****1234" in told and told.count("（保密）") == 2


def test_what_a_spreadsheet_would_run_is_made_harmless(world: World, dispatcher: Reader) -> None:
    world.lamp(text='=HYPERLINK("http://x","点我")', title='=HYPERLINK("http://x","点我")', place="@SUM(1)")
    rows = lines(dispatcher.sends("/cases/export/", reason="月度分析", form="csv"))
    assert not any(cell.startswith(("=", "@", "+", "-")) for row in rows for cell in row)


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_there_is_no_file(world: World, dispatcher: Reader, reason: str) -> None:
    answer = dispatcher.sends("/cases/export/", reason=reason, form="csv")
    assert answer.status_code == 422 and "请写明导出的原因" in text_of(answer)
    assert not Act.objects.filter(what="exported").exists()


def test_every_export_is_on_record(world: World, dispatcher: Reader) -> None:
    world.lamp()
    dispatcher.sends("/cases/export/", reason="月度分析", form="csv")
    act = Act.objects.get(what="exported")
    assert (act.by, act.subject, act.words) == (world.dispatcher, "诉求件 1 条", "月度分析")


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ASSESSOR, Role.LEADER, Role.MAIN_LEADER, Role.UNIT_LEADER])
def test_these_posts_may_export(world: World, role: Role) -> None:
    assert Reader(world.person(role, world.town)).opens("/cases/export/").status_code == 200


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LIAISON, Role.GRID_WORKER, Role.STAFF, Role.CALLER])
def test_other_posts_may_not(world: World, role: Role) -> None:
    reader = Reader(world.person(role, world.town))
    assert reader.opens("/cases/export/").status_code == 403
    assert reader.sends("/cases/export/", reason="月度分析").status_code == 403
    assert "/cases/export/" not in reader.opens("/cases/").content.decode()


def test_nobody_exports_more_than_they_see(world: World) -> None:
    mine = world.assigned()
    world.lamp()
    leader = Reader(world.person(Role.UNIT_LEADER, world.east))
    rows = lines(leader.sends("/cases/export/", reason="月度分析", form="csv"))
    assert [row[0] for row in rows[2:]] == [mine.number]


def test_a_list_that_is_too_long_is_cut_and_says_so(
    world: World, dispatcher: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huying.case.hall.export.MOST", 2)
    monkeypatch.setattr("huying.case.hall.export.CHUNK", 1)
    numbers = [world.lamp().number for _ in range(3)]
    assert "超过 2 件" in text_of(dispatcher.opens("/cases/export/"))
    rows = lines(dispatcher.sends("/cases/export/", reason="月度分析", form="csv"))
    assert [row[0] for row in rows[2:4]] == numbers[:0:-1] and "超过 2 件" in rows[4][0]


def test_chunks_join_without_a_seam(world: World, dispatcher: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huying.case.hall.export.CHUNK", 2)
    numbers = [world.lamp(received_at=NINE - timedelta(days=1)).number for _ in range(5)]
    for query in ("", "?since=2026-09-01"):
        rows = lines(dispatcher.sends(f"/cases/export/{query}", reason="月度分析", form="csv"))
        assert [row[0] for row in rows[2:]] == numbers[::-1]


def test_the_form_says_how_many_there_are(world: World, dispatcher: Reader) -> None:
    world.lamp()
    world.lamp(kind="praise")
    assert "共 1 件" in text_of(dispatcher.opens("/cases/export/", kind="praise"))
