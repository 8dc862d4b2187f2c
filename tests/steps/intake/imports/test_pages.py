"""The pages of import: upload, look, correct, begin, watch, fetch what was rejected, look over what is doubtful."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huying.case.models import Case
from huying.directory.models import Act
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.intake.imports import jobs, store
from huying.steps.intake.imports.models import Job, Mapping, Remark, State
from huying.steps.intake.imports.results import progress_of
from tests.kit import corpus
from tests.steps.intake.imports.conftest import COLUMNS, Book
from tests.world import World

OLD = [
    ["GD001", "村口路灯三天不亮，电话13800001234", "张三丰", "13800001234", "2024-01-02 08:30"],
    ["GD002", "漏水", "李四", "", "2024/1/2"],
]
SILENT = ["GD003", None, "王五", "", "2024-01-02"]
SENT = [sample for sample in corpus.BAD if sample.name not in {"folder", "nothing_there"}]
"""What a browser can send: a file."""

Upload = Callable[..., Any]


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.dispatcher)
    return client


@pytest.fixture
def upload(desk: Client) -> Upload:
    def send(path: Path) -> Any:
        return desk.post("/imports/", {"file": SimpleUploadedFile(path.name, path.read_bytes())})

    return send


@pytest.fixture
def draft(upload: Upload, book: Book) -> Job:
    upload(book(*OLD, SILENT, ["GD004", OLD[0][1], "", "", "2024-01-03"]))
    return Job.objects.get()


def chosen(job: Job, **meanings: str) -> dict[str, Any]:
    usual = dict(zip(COLUMNS, ["number", "content", "name", "phone", "received"], strict=True)) | meanings
    return {"column": list(usual), "meaning": list(usual.values()), "source": "市平台"}


def start(desk: Client, job: Job) -> Job:
    desk.post(f"/imports/{job.pk}/", chosen(job) | {"then": "start"})
    jobs.run_due_jobs(now())
    job.refresh_from_db()
    return job


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.STAFF, Role.LEADER, Role.SYSTEM_ADMIN])
def test_only_dispatchers_come_in(client: Client, world: World, role: Role) -> None:
    client.force_login(world.person(role, world.centre))
    assert client.get("/imports/").status_code in (302, 403)


def test_an_upload_is_kept_and_shown_before_anything_is_written(upload: Upload, desk: Client, book: Book) -> None:
    answer = upload(book(*OLD))
    job = Job.objects.get()
    assert (answer.status_code, answer.url, job.state) == (302, f"/imports/{job.pk}/", State.DRAFT)
    assert store.path_of(job).exists()
    desk.get(answer.url)
    assert Case.objects.count() == 0


def test_the_preview_says_what_each_row_would_become(desk: Client, draft: Job) -> None:
    page = desk.get(f"/imports/{draft.pk}/").content.decode()
    assert page.count("新建，疑似重复") == 1
    assert "诉求内容：没有内容" in page
    assert draft.source in page
    assert '<option value="content" selected>' in page


def test_the_preview_hides_who_it_was(desk: Client, draft: Job) -> None:
    page = desk.get(f"/imports/{draft.pk}/").content.decode()
    assert "13800001234" not in page
    assert "张三丰" not in page
    assert "138****1234" in page


def test_another_meaning_is_tried_before_it_is_settled(desk: Client, draft: Job) -> None:
    page = desk.post(f"/imports/{draft.pk}/", chosen(draft, 诉求内容="") | {"then": "preview"}).content.decode()
    assert "没有找到“内容”一列" in page
    assert Job.objects.get().state == State.DRAFT


def test_a_mapping_that_says_nothing_cannot_begin(desk: Client, draft: Job) -> None:
    answer = desk.post(f"/imports/{draft.pk}/", chosen(draft, 诉求内容="") | {"then": "start"})
    assert (answer.status_code, Job.objects.get().state) == (422, State.DRAFT)


def test_what_was_settled_is_remembered_and_written_down(desk: Client, draft: Job, world: World) -> None:
    start(desk, draft)
    assert Mapping.objects.get().source == "市平台"
    act = Act.objects.get(what="imported")
    assert (act.by, act.subject) == (world.dispatcher, "工单.xlsx → 市平台")


def test_begun_twice_it_is_one_import(desk: Client, draft: Job) -> None:
    for _ in range(2):
        start(desk, draft)
    assert Case.objects.count() == 3


def test_the_progress_is_asked_for_until_it_is_done(desk: Client, draft: Job) -> None:
    desk.post(f"/imports/{draft.pk}/", chosen(draft) | {"then": "start"})
    waiting = desk.get(f"/imports/{draft.pk}/progress/")
    assert 'hx-trigger="every 1s"' in waiting.content.decode()
    jobs.run_due_jobs(now())
    done = desk.get(f"/imports/{draft.pk}/progress/")
    assert done.headers["HX-Refresh"] == "true"
    assert "hx-trigger" not in done.content.decode()


def test_the_progress_tells_rate_and_time_left(draft: Job) -> None:
    draft.started_at, draft.rows, draft.total = now(), 1000, 4000
    told = progress_of(draft, draft.started_at + timedelta(seconds=10))
    assert (told.percent, told.rate, told.left) == (25, 100, 30)


def test_the_result_adds_up_and_names_rejected_rows(desk: Client, draft: Job) -> None:
    start(desk, draft)
    page = desk.get(f"/imports/{draft.pk}/").content.decode()
    assert "第 4 行" in page
    assert "诉求内容：没有内容" in page


def test_the_rejected_rows_are_downloaded_and_that_is_written_down(desk: Client, draft: Job) -> None:
    start(desk, draft)
    answer = desk.get(f"/imports/{draft.pk}/rejected.xlsx")
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert Act.objects.filter(what="exported").count() == 1


def test_rejected_rows_that_are_gone_are_not_found(desk: Client, draft: Job) -> None:
    start(desk, draft)
    store.forget(draft)
    assert desk.get(f"/imports/{draft.pk}/rejected.xlsx").status_code == 404


def test_what_is_doubtful_is_ticked_off(desk: Client, draft: Job, world: World) -> None:
    start(desk, draft)
    remark = Remark.objects.get(why="suspected")
    assert f"/cases/{remark.case.number}/" in desk.get(f"/imports/{draft.pk}/").content.decode()
    assert desk.post(f"/imports/{draft.pk}/remarks/{remark.pk}/seen/").status_code == 302
    remark.refresh_from_db()
    assert remark.seen_by == world.dispatcher
    assert f"/cases/{remark.case.number}/" not in desk.get(f"/imports/{draft.pk}/").content.decode()


def test_a_draft_is_given_up_and_its_file_deleted(desk: Client, draft: Job) -> None:
    path = store.path_of(draft)
    desk.post(f"/imports/{draft.pk}/drop/")
    draft.refresh_from_db()
    assert (draft.state, path.exists()) == (State.DROPPED, False)


def test_one_that_has_begun_cannot_be_given_up(desk: Client, draft: Job) -> None:
    start(desk, draft)
    desk.post(f"/imports/{draft.pk}/drop/")
    draft.refresh_from_db()
    assert draft.state == State.DONE


def test_without_a_file_it_asks_for_one(desk: Client) -> None:
    answer = desk.post("/imports/")
    assert (answer.status_code, "请先选择表格文件" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("sample", SENT, ids=lambda sample: sample.name)
def test_what_cannot_be_read_is_said_at_once_and_not_kept(
    upload: Upload, tmp_path: Path, sample: corpus.Sample
) -> None:
    answer = upload(sample.write(tmp_path))
    assert answer.status_code == 422
    assert not Job.objects.exclude(state=State.DROPPED).exists()
    assert list(store.folder().iterdir()) == []


def test_the_list_is_paged_and_costs_few_queries(
    desk: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    for number in range(35):
        job = jobs.upload(f"{number}.xlsx", store.Stored(f"{number}", ""), "市平台", by=world.dispatcher, at=now())
    with django_assert_max_num_queries(8):
        page = desk.get("/imports/").content.decode()
    assert page.count("命令行") == 0
    assert f"/imports/{job.pk}/" in page
    older = desk.get(f"/imports/?before={job.pk - 29}").content.decode()
    assert "4.xlsx" in older


def test_english_readers_are_not_shown_a_broken_page(desk: Client, draft: Job) -> None:
    answer = desk.get(f"/imports/{draft.pk}/", headers={"accept-language": "en"})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["", "progress/", "rejected.xlsx"])
def test_no_such_job_is_not_found(desk: Client, path: str) -> None:
    assert desk.get(f"/imports/999/{path}").status_code == 404
