"""两种语言 · all that is said to people is in the catalogue, every message has its English, and no Chinese hides outside."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib  # type: ignore[import-untyped]
import pytest

from frontend.messages import CHINESE, PLACES, Message, catalogue, key, messages, python_files, templates, untranslated

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "huying" / "site" / "static" / "js").rglob("*.js"))
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
SPOKEN = re.compile(
    r"""lang="zh-CN">[^<]*<|\b_\((?:"[^"]*"|'[^']*')\)|{%\s*translate\b.*?%}|{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}""",
    re.DOTALL,
)
WORDS_OF_SCRIPTS = ROOT / "huying/site/static/js/parts/words.js"
GETTEXTS = {"_", "_now", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"}
EAGER = {"gettext", "ngettext", "pgettext"}
QUOTED = re.compile(r"\b属地\b|公共设施/路灯")
"""What has to be typed in Chinese is named in Chinese."""

TABLES = {
    "huying/kit/sheet_words.py": "gathered from its table of sentences",
    "huying/kit/image.py": "gathered from its table of sentences",
    "huying/case/diagram.py": "draws the pictures of both READMEs",
    "huying/steps/intake/alarms.py": "words that residents write",
    "huying/steps/intake/imports/fields.py": "names of columns on other platforms",
    "huying/steps/intake/imports/reading.py": "words that other platforms write",
    "huying/steps/intake/imports/cells.py": "words that other platforms write",
    "huying/directory/sheets/cells.py": "words that stand in cells",
    "huying/directory/sheets/matter_columns.py": "names of columns, gathered from the registers",
    "huying/kit/moment.py": "the ways times are written",
    "huying/kit/phone.py": "the ways phones are written",
    "huying/kit/text.py": "the shape of Chinese writing",
    "huying/kit/sheet_header.py": "names of columns in files",
    "huying/simulation/course/beside.py": "what invented people are called",
    "huying/simulation/factors.py": "names of matters, as a list gives them",
    "huying/steps/reply/check.py": "patterns of promises in replies",
}
"""Whole files whose Chinese is nothing that the program says by itself."""

STRINGS = {
    ("huying/site/settings.py", "中文"): "a language calls itself by its own name",
    ("huying/directory/account/second.py", "呼应"): "the name on the authenticator",
    ("huying/directory/seed/limits.py", "企业服务热线"): "a source, as files call it",
    ("huying/directory/pages/rules.py", "诉求类型"): "the name of a column",
    ("huying/directory/sheets/limits.py", "再办"): "the name of a column",
    ("huying/kit/sheet_write.py", "……（内容超过单元格上限，余下未写出）"): "stands in a file",
    ("huying/steps/intake/imports/mapping.py", "等"): "the name of a source",
    ("huying/steps/intake/imports/mapping.py", "列-"): "the name of a source",
    ("huying/steps/intake/imports/rejected.py", "原因"): "the name of a column",
    ("huying/steps/intake/imports/rejected.py", "原行号"): "the name of a column",
    ("huying/steps/reply/templating.py", "n月j日"): "stands in the reply, which is Chinese",
    ("huying/steps/reply/templating.py", "Y年n月j日"): "stands in the reply, which is Chinese",
    ("huying/site/verbs/import_.py", "是"): "an answer that is understood",
}
COLUMN = {"header", "hint", "also"}
OTHER_NAMES = {"CODES", "PARENTS"}
"""What names the columns of the directory's sheets: gathered from the registers, and other names by which they go."""


def of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def book() -> polib.POFile:
    return catalogue()


@pytest.fixture(scope="module")
def said() -> set[Message]:
    return messages()


class TestTheCatalogue:
    def test_every_message_of_the_sources_is_in_it(self, book: polib.POFile, said: set[Message]) -> None:
        assert said - {key(entry) for entry in book} == set(), (
            "run: python frontend/messages.py, then write the English"
        )

    def test_nothing_is_in_it_that_nobody_says(self, book: polib.POFile, said: set[Message]) -> None:
        assert {key(entry) for entry in book} - said == set(), "run: python frontend/messages.py"

    def test_every_message_has_its_english(self, book: polib.POFile) -> None:
        assert untranslated(book) == []

    def test_nothing_is_uncertain_or_left_over(self, book: polib.POFile) -> None:
        assert [entry.msgid for entry in book if entry.fuzzy or entry.obsolete] == []

    def test_the_same_places_are_filled(self, book: polib.POFile) -> None:
        assert [
            entry.msgid for entry in book for english in english_of(entry) if english and unlike(entry.msgid, english)
        ] == []

    def test_the_english_is_english(self, book: polib.POFile) -> None:
        spoken = [english for entry in book for english in english_of(entry)]
        assert [english for english in spoken if CHINESE.search(QUOTED.sub("", english))] == []

    def test_it_is_sorted_and_names_no_lines(self, book: polib.POFile) -> None:
        said = [(entry.msgid, entry.msgid_plural) for entry in book]
        assert said == sorted(said)
        assert [entry.msgid for entry in book if entry.occurrences] == []


def english_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def unlike(chinese: str, english: str) -> bool:
    """Named places may be said twice; the others are filled in order."""
    one, other = PLACES.findall(chinese), PLACES.findall(english)
    named = all("(" in place or "{" in place for place in one + other)
    return set(one) != set(other) if named else one != other


@pytest.mark.parametrize("template", templates(), ids=of)
def test_templates_say_nothing_past_translation(template: Path) -> None:
    left = SPOKEN.sub("", COMMENTS.sub("", template.read_text()))
    assert [line.strip() for line in left.splitlines() if CHINESE.search(line)] == []


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def excused(tree: ast.Module) -> set[int]:
    """Docstrings, what stands inside gettext, patterns, columns, and examples of commands."""
    found: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.append(node.value)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in OTHER_NAMES:
            found.append(node.value)
        if isinstance(node, ast.Call):
            found += [node] if called(node) in GETTEXTS else []
            found += [keyword for keyword in node.keywords if called(node) == "Column" and keyword.arg in COLUMN]
            found += node.args[2:] if called(node) == "Verb" else []
    return {id(child) for node in found for child in ast.walk(node)}


def strays(path: Path) -> Iterator[str]:
    """Chinese in the code that no translation sees."""
    tree = ast.parse(path.read_text())
    skipped = excused(tree)
    for node in ast.walk(tree):
        words = node.value if isinstance(node, ast.Constant) and id(node) not in skipped else None
        if isinstance(words, str) and CHINESE.search(words) and (of(path), words) not in STRINGS:
            yield f"{getattr(node, 'lineno', 0)}: {words}"


@pytest.mark.parametrize("path", [path for path in python_files() if of(path) not in TABLES], ids=of)
def test_code_says_nothing_past_gettext(path: Path) -> None:
    assert list(strays(path)) == []


def test_what_is_excused_is_there() -> None:
    missing = [path for path in TABLES if not CHINESE.search((ROOT / path).read_text())]
    assert missing + [words for path, words in STRINGS if words not in (ROOT / path).read_text()] == []


def eager_names(tree: ast.Module) -> set[str]:
    """By which names this module calls the gettext that speaks at once."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in imports if node.module == "django.utils.translation"]
    return {name.asname or name.name for node in ours for name in node.names if name.name in EAGER}


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs while a module is loaded: everything but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (inner for default in child.args.defaults for inner in ast.walk(default))
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from at_import(child)


@pytest.mark.parametrize("path", python_files(), ids=of)
def test_what_is_said_while_a_module_loads_waits_for_its_reader(path: Path) -> None:
    tree = ast.parse(path.read_text())
    names = eager_names(tree)
    calls = [node for node in at_import(tree) if isinstance(node, ast.Call) and called(node) in names]
    assert [f"{call.lineno}: use gettext_lazy" for call in calls] == []


class TestScripts:
    @pytest.mark.parametrize("script", [path for path in SCRIPTS if path != WORDS_OF_SCRIPTS], ids=of)
    def test_they_speak_only_through_their_table_of_words(self, script: Path) -> None:
        code = re.sub(r"/\*.*?\*/|(?<![:\"'])//.*", "", script.read_text())
        assert CHINESE.findall(code) == []

    def test_both_languages_have_the_same_words(self) -> None:
        chinese, english = re.findall(
            r"const (?:CHINESE|ENGLISH) = {(.*?)^};", WORDS_OF_SCRIPTS.read_text(), re.S | re.M
        )
        names = [re.findall(r"^  (\w+): \"", table, re.M) for table in (chinese, english)]
        assert names[0] == names[1]
        assert not CHINESE.search(english)
