"""房屋规矩 · the plan of the house, kept: rooms, names, sizes, words that are not used, one place that reads the clock."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from huying.case.steps import Step

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted(path for path in (ROOT / "huying").rglob("*.py") if "migrations" not in path.parts)
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
UNUSED = {
    "services",
    "service",
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "handler",
    "processor",
    "data",
    "info",
}
CLOCK = re.compile(r"\bdatetime\.now\(|\butcnow\(|\btimezone\.now\(|\bdate\.today\(|\btime\.time\(")
LONGEST_FILE, LONGEST_FUNCTION = 250, 40
OUTSIDE = re.compile(r"//(?:registry|pypi|files)\.[\w.]+")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Its docstring does not count."""
    words = ast.get_docstring(function, clean=False)
    return (function.end_lineno or 0) - function.lineno + 1 - (len(words.splitlines()) if words else 0)


def is_annotated(function: Function) -> bool:
    return function.returns is not None


@pytest.mark.parametrize("step", Step)
def test_every_step_has_a_room(step: Step) -> None:
    import_module(f"huying.steps.{step.value}")


@pytest.mark.parametrize("path", CODE, ids=of)
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
    assert [function.name for function in functions(path) if length(function) > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("path", CODE, ids=of)
def test_every_module_says_what_it_is(path: Path) -> None:
    text = path.read_text()
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", CODE, ids=of)
def test_every_function_says_what_it_returns(path: Path) -> None:
    assert [function.name for function in functions(path) if not is_annotated(function)] == []


@pytest.mark.parametrize("path", CODE, ids=of)
def test_words_we_do_not_use_name_nothing(path: Path) -> None:
    assert path.stem not in UNUSED
    named = {
        node.name.lower()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, (Function, ast.ClassDef))
    }
    assert named & UNUSED == set()


@pytest.mark.parametrize("path", [one for one in CODE if of(one) != "huying/kit/clock.py"], ids=of)
def test_only_one_place_reads_the_wall_clock(path: Path) -> None:
    assert CLOCK.findall(path.read_text()) == []


def test_functions_are_mostly_tiny() -> None:
    lengths = sorted(length(function) for path in CODE for function in functions(path))
    assert lengths[len(lengths) // 2] <= 7
    assert lengths[int(len(lengths) * 0.95)] <= 17


def test_tests_are_sentences() -> None:
    short = [
        f"{of(path)}: {function.name}"
        for path in TESTS
        for function in functions(path)
        if function.name.startswith("test_") and function.name.count("_") < 2
    ]
    assert short == []


@pytest.mark.parametrize(
    "name", ["README.md", "README.zh-CN.md", "STYLE.md", "pyproject.toml", "Makefile", "package-lock.json"]
)
def test_no_address_of_a_registry_is_written_down(name: str) -> None:
    assert OUTSIDE.findall((ROOT / name).read_text()) == []


def test_a_target_of_the_makefile_is_at_most_three_lines() -> None:
    recipes = re.findall(r"^\S+:[^=\n]*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipes
    assert max(recipe.count("\n") for recipe in recipes) <= 3
