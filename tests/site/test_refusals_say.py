"""回话 · whoever is refused is told what to do next, in words of the village: every sentence that a deed refuses with."""

import ast
import re
from collections.abc import Iterator

import pytest

from frontend.messages import ROOT, python_files

pytestmark = pytest.mark.once

NEXT = re.compile(r"请|不用|可以|才能|再办|改为")
"""Asks for something, says that nothing is needed, or names the other way."""

ROOMS = ("huying/case/", "huying/steps/", "huying/oversight/", "huying/directory/")


def refusals(tree: ast.Module) -> Iterator[str]:
    """What stands in Refused(…), through gettext and through formatting."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and "Refused" in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            said = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield from (words for words in said if re.search(r"[\u3400-\u9fff].*。", words))


FOUND = [
    (str(path.relative_to(ROOT)), words)
    for path in python_files()
    if str(path.relative_to(ROOT)).startswith(ROOMS)
    for words in refusals(ast.parse(path.read_text()))
]


def test_there_are_refusals_to_read() -> None:
    assert len(FOUND) > 60


@pytest.mark.parametrize(("path", "words"), FOUND)
def test_it_says_what_to_do_next(path: str, words: str) -> None:
    assert NEXT.search(words), f"{path}: {words}"


@pytest.mark.parametrize(("path", "words"), FOUND)
def test_it_is_short_and_without_the_language_of_machines(path: str, words: str) -> None:
    assert len(words) <= 60
    assert not re.search(r"非法|无效|参数|异常|系统错误|失败代码|操作失败", words)
