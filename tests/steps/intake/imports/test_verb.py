"""huying import · what it prints, what it refuses, what it writes."""

import json
from pathlib import Path
from typing import Any

import pytest

from huying import cli
from huying.case.models import Case
from huying.kit import sheet
from huying.steps.intake.imports.models import Job, State
from tests.kit import corpus
from tests.steps.intake.imports.conftest import CITY, COLUMNS, Book
from tests.world import World

OLD = [
    ["GD001", "村口路灯三天不亮", "张三", "13800001234", "2024-01-02 08:30"],
    ["GD002", "漏水", "李四", "", "2024/1/2"],
]
SILENT = ["GD003", None, "王五", "", "2024-01-02"]

Said = Any


@pytest.fixture(autouse=True)
def place(world: World) -> World:
    return world


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Said:
    """say("import", path) · exit code, what was printed, what was said beside it."""

    def call(*words: object) -> tuple[int, str, str]:
        code = cli.main(["import", *map(str, words)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def result(said: tuple[int, str, str]) -> dict[str, Any]:
    return json.loads(said[1].splitlines()[-1])


def test_the_last_line_is_one_object_that_adds_up(say: Said, book: Book) -> None:
    said = say(book(*OLD, OLD[0], SILENT), "--json")
    assert said[0] == 0
    assert result(said) == {"rows": 4, "created": 2, "repeated": 1, "rejected": 1}


def test_again_it_adds_nothing(say: Said, book: Book) -> None:
    path = book(*OLD)
    assert result(say(path, "--json"))["created"] == 2
    assert result(say(path, "--json")) == {"rows": 2, "created": 0, "repeated": 2, "rejected": 0}


def test_people_are_told_in_words(say: Said, book: Book) -> None:
    code, out, _ = say(book(*OLD, SILENT), "--source", CITY)
    assert (code, out) == (0, "来源“市平台”共 3 行：新建 2，重复 0，拒收 1。\n")


def test_the_rejected_rows_are_written_and_named(say: Said, book: Book, home: Path) -> None:
    _, _, beside = say(book(*OLD, SILENT))
    path = Path(beside[beside.index("/") :].split("\n")[0])
    assert path.parent == home / "imports"
    assert path.name.endswith("-工单-rejected.xlsx")
    with sheet.open_rows(path) as table:
        assert [cells[-1] for _, cells in table.rows] == ["诉求内容：没有内容"]


def test_the_source_is_named_by_the_header_unless_it_is_given(say: Said, book: Book) -> None:
    say(book(*OLD))
    say(book(*OLD), "--source", CITY)
    assert sorted(set(Case.objects.values_list("source", flat=True))) == sorted([CITY, "工单编号等5列-" + _mark()])


def _mark() -> str:
    return Job.objects.order_by("pk")[0].source[-6:]


def test_a_rehearsal_counts_and_writes_nothing(say: Said, book: Book) -> None:
    path = book(*OLD, OLD[0], SILENT, ["GD009", OLD[0][1], "", "", "2024-01-03"])
    dry = say(path, "--dry-run", "--json")
    assert (Case.objects.count(), Job.objects.count()) == (0, 0)
    wet = say(path, "--json")
    assert result(dry) == result(wet) == {"rows": 5, "created": 3, "repeated": 1, "rejected": 1}
    assert result(say(path, "--dry-run", "--json")) == {"rows": 5, "created": 0, "repeated": 4, "rejected": 1}


@pytest.mark.parametrize("sample", corpus.BAD, ids=lambda sample: sample.name)
def test_a_file_that_cannot_be_read_is_refused(say: Said, tmp_path: Path, sample: corpus.Sample) -> None:
    said = say(sample.write(tmp_path), "--json")
    assert said[0] == 1
    assert list(result(said)) == ["refused"]
    assert result(said)["refused"]
    assert "Traceback" not in said[2]


@pytest.mark.parametrize("sample", corpus.GOOD, ids=lambda sample: sample.name)
def test_every_file_that_can_be_read_comes_in_and_again_adds_nothing(
    say: Said, tmp_path: Path, sample: corpus.Sample
) -> None:
    path = sample.write(tmp_path)
    first, second = result(say(path, "--json")), result(say(path, "--json"))
    if "refused" in first:
        assert "列" in first["refused"]
        return
    assert first["rows"] == sample.rows == sum(first[name] for name in ("created", "repeated", "rejected"))
    assert (second["created"], second["rejected"]) == (0, first["rejected"])
    assert Case.objects.count() == first["created"]


def test_a_file_that_is_not_there_is_refused(say: Said, tmp_path: Path) -> None:
    code, out, _ = say(tmp_path / "没有.xlsx", "--json")
    assert (code, list(json.loads(out))) == (1, ["refused"])


def test_a_file_without_words_or_time_is_refused(say: Said, book: Book) -> None:
    code, out, beside = say(book(["GD001", 3], columns=["工单编号", "点赞数"]))
    assert (code, out) == (1, "")
    assert "“内容”" in beside


def test_a_column_is_named_by_hand(say: Said, book: Book) -> None:
    path = book(["路灯不亮", "2024-01-02"], columns=["说了什么", "什么时候"])
    assert say(path, "--json")[0] == 1
    assert result(say(path, "--json", "--map", "说了什么=内容", "--map", "什么时候=来电时间"))["created"] == 1
    assert result(say(path, "--json"))["repeated"] == 1


def test_a_column_that_is_not_there_is_told_with_those_that_are(say: Said, book: Book) -> None:
    code, out, _ = say(book(*OLD), "--json", "--map", "无此列=内容")
    assert (code, "诉求内容" in out) == (1, True)


def test_it_is_brought_in_as_a_dispatcher(say: Said, book: Book, world: World) -> None:
    assert say(book(*OLD), "--as", world.dispatcher.username)[0] == 0
    assert {case.entries.get(seq=1).by for case in Case.objects.all()} == {world.dispatcher}


@pytest.mark.parametrize("name", ["nobody", "operator@C"])
def test_not_as_anybody_else(say: Said, book: Book, world: World, name: str) -> None:
    assert world.operator.username == "operator@C"
    assert say(book(*OLD), "--as", name, "--json")[0] == 1
    assert Case.objects.count() == 0


def test_what_was_broken_off_is_gone_on_with(say: Said, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(*OLD)
    with monkeypatch.context() as patched:
        patched.setattr("huying.steps.intake.imports.run.write_rejected", _break_off)
        with pytest.raises(ConnectionError):
            say(path)
    assert Job.objects.get().state == State.RUNNING
    assert result(say(path, "--json")) == {"rows": 2, "created": 2, "repeated": 0, "rejected": 0}
    assert Job.objects.get().state == State.DONE


def _break_off(job: Job) -> None:
    raise ConnectionError


def test_the_original_need_not_stay_where_it_was(say: Said, book: Book, home: Path) -> None:
    path = book(*OLD)
    say(path)
    path.unlink()
    assert (home / "imports" / Job.objects.get().file).exists()


def test_doubts_are_said_beside_the_result(say: Said, book: Book) -> None:
    _, _, beside = say(book([*OLD[0][:3], "138****1234", OLD[0][4]], columns=COLUMNS))
    assert "1 行：电话看不懂" in beside
