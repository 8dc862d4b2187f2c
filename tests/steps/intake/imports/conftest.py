"""What the tests of import may ask for: a home of their own, files made of words, and the way in."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from huying.directory.models import Person
from huying.kit import sheet
from huying.steps.intake.imports import jobs, mapping, store
from huying.steps.intake.imports.fields import KNOWN
from huying.steps.intake.imports.models import Job
from tests.world import NINE, World

COLUMNS = ["工单编号", "诉求内容", "来电人", "联系电话", "来电时间"]
LAMP = ["GD001", "村口路灯三天不亮", "张三", "13800001234", "2026-09-24 08:30"]
WATER = ["GD002", "三号楼地下室漏水", "李四", "13800005678", datetime.fromisoformat("2026-09-24T09:15:00")]
CITY = "市平台"

Book = Callable[..., Path]
Bring = Callable[..., Job]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    """Files kept by one test are not found by another."""
    settings.HUYING_HOME = tmp_path / "home"
    return settings.HUYING_HOME


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """book(LAMP, WATER, columns=COLUMNS) · a file with these rows."""

    def make(*rows: Sequence[Any], columns: Sequence[str] = COLUMNS, name: str = "工单.xlsx") -> Path:
        path = tmp_path / name
        sheet.write(path, columns, rows)
        return path

    return make


@pytest.fixture
def bring(world: World) -> Bring:
    """bring(path) · the whole way in, as the verb and the page go it."""

    def walk(path: Path, source: str = CITY, *, at: datetime = NINE, by: Person | None = None) -> Job:
        job = waiting(path, source, at=at, by=by)
        done = jobs.work(job, at=at, told=lambda job: None)
        assert done is not None
        return done

    return walk


def waiting(path: Path, source: str = CITY, *, at: datetime = NINE, by: Person | None = None) -> Job:
    """A job that nobody has begun."""
    with sheet.open_rows(path, known=KNOWN) as table:
        columns = table.columns
    job = jobs.upload(path.name, store.keep_copy(path), source, by=by, at=at)
    jobs.queue(job, columns, mapping.propose(columns), source, at=at)
    return job


def counts(job: Job) -> tuple[int, int, int, int]:
    return job.rows, job.created, job.repeated, job.rejected
