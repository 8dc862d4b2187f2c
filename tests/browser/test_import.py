"""导入 · a dispatcher brings a file in: looks, corrects, begins, watches, reads what came of it."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from huying.case.models import Case
from huying.kit import sheet
from huying.kit.clock import now
from huying.steps.intake.imports import jobs, run
from huying.steps.intake.imports.models import Job
from tests.browser.conftest import faults, sideways
from tests.site.entrance import PASSWORD
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True)]

COLUMNS = ["工单编号", "诉求内容", "来电人", "联系电话", "来电时间", "街乡镇", "点赞数"]


@pytest.fixture
def file(tmp_path: Path, settings: Any) -> Path:
    settings.HUYING_HOME = tmp_path / "home"
    rows: list[list[sheet.Cell]] = [
        [
            f"GD{number:03}",
            f"第 {number} 盏路灯三天不亮，孩子走夜路不安全",
            "张三",
            f"138{number:08}",
            "2024-01-02 08:30",
            "柳河镇",
            number,
        ]
        for number in range(60)
    ]
    rows[7][1] = None
    rows[9][1] = rows[8][1]
    sheet.write(tmp_path / "市平台工单.xlsx", COLUMNS, rows)
    return tmp_path / "市平台工单.xlsx"


def enter(page: Page, address: str, world: World) -> None:
    dispatcher = world.dispatcher
    dispatcher.set_password(PASSWORD)
    dispatcher.save()
    page.goto(address + "/imports/")
    page.locator("[name=login]").fill(dispatcher.username)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def keep() -> None:
    """The keeper, in a thread of its own as in life."""
    jobs.run_due_jobs(now())
    connections.close_all()


def fit(page: Page) -> None:
    assert faults(page) == []
    assert sideways(page) == 0


@pytest.mark.parametrize(
    ("size", "theme"), [("phone", "light"), ("desk", "light"), ("desk", "dark"), ("wall", "light")]
)
def test_a_file_is_brought_in(
    live_server: Any, open_page: Callable[..., Page], world: World, file: Path, size: str, theme: str
) -> None:
    page = open_page(size, theme=theme)
    enter(page, live_server.url, world)
    fit(page)
    page.get_by_label("表格文件").set_input_files(file)
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_role("heading", name="核对“市平台工单.xlsx”")).to_be_visible()
    expect(page.get_by_text("诉求内容：没有内容")).to_be_visible()
    fit(page)
    page.get_by_label("来源", exact=True).fill("市平台")
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_role("heading", name="排队中")).to_be_visible()
    fit(page)
    keeper = threading.Thread(target=keep)
    keeper.start()
    expect(page.get_by_role("heading", name="请核对")).to_be_visible(timeout=20_000)
    keeper.join()
    expect(page.get_by_text("第 9 行")).to_be_visible()
    fit(page)
    page.get_by_role("button", name="已核对").click()
    expect(page.get_by_role("button", name="已核对")).to_have_count(0)
    assert (Case.objects.count(), Job.objects.get().figures["rejected"]) == (59, 1)


def test_the_bar_moves_while_rows_come_in(
    live_server: Any, desk: Page, world: World, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, batches = threading.Event(), run.batches

    def slow(*given: Any) -> Any:
        for number, batch in enumerate(batches(*given)):
            if number:
                gate.wait(20)
            yield batch

    for name in ("FIRST", "LEAST", "MOST"):
        monkeypatch.setattr(run.Pace, name, 30)
    monkeypatch.setattr(run, "batches", slow)
    enter(desk, live_server.url, world)
    desk.get_by_label("表格文件").set_input_files(file)
    desk.get_by_role("button", name="上传并预览").click()
    desk.get_by_role("button", name="开始导入").click()
    expect(desk.get_by_role("heading", name="排队中")).to_be_visible()
    keeper = threading.Thread(target=keep)
    keeper.start()
    expect(desk.get_by_text("30 / 60 行")).to_be_visible(timeout=20_000)
    fit(desk)
    gate.set()
    expect(desk.get_by_role("heading", name="请核对")).to_be_visible(timeout=20_000)
    keeper.join()


def test_what_is_no_spreadsheet_is_said_in_words(
    live_server: Any, desk: Page, world: World, tmp_path: Path, file: Path
) -> None:
    (tmp_path / "照片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    enter(desk, live_server.url, world)
    desk.get_by_label("表格文件").set_input_files(tmp_path / "照片.xlsx")
    desk.get_by_role("button", name="上传并预览").click()
    expect(desk.get_by_text("这不是表格文件")).to_be_visible()
    fit(desk)
