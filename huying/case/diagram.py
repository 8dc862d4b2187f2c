"""六步图 · the picture and the table in both READMEs, drawn from the deed table. `python -m huying.case.diagram` draws them anew."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import django
from django.utils.functional import Promise
from django.utils.translation import override

if __name__ == "__main__":  # the table names people and units, so Django must be awake before it is imported
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.site.settings")
    django.setup()

from huying.case.deeds import MOVES, Deed
from huying.case.steps import ENDINGS, STAGES, Place, Step

ROOT = Path(__file__).resolve().parents[2]
READMES = {"README.md": "en", "README.zh-CN.md": "zh-hans"}
REGION = re.compile(r"(<!-- six steps -->\n).*?(<!-- /six steps -->)", re.S)
END = "ended"
FROM_ANYWHERE = 3
"""An ending that can be reached from so many steps is left out of the picture; the table has it."""

Say = Callable[[str, str | Promise], str]
Edges = dict[tuple[str, str], list[str]]


def _chinese(name: str, label: str | Promise) -> str:
    with override("zh-hans"):
        return str(label)


def _english(name: str, label: str | Promise) -> str:
    return name.replace("_", " ")


SAY: dict[str, Say] = {"en": _english, "zh-hans": _chinese}
WORDS = {
    "en": {"end": "ended", "head": ("deed", "from", "to", "starts the clocks"), "all": "Every move", "any": "any step"},
    "zh-hans": {"end": "结束", "head": ("动作", "从", "到", "起算的时限"), "all": "全部动作", "any": "任何一步"},
}


def mermaid(language: str = "zh-hans") -> str:
    """六步 · the six steps, and by which deeds a case goes on or back."""
    say = SAY[language]
    nodes = [f'  {step.value}(["{n} {say(step.value, step.label)}"])' for n, step in enumerate(Step, start=1)]
    nodes.append(f'  {END}(("{WORDS[language]["end"]}"))')
    arrows = [f'  {start} -->|"{"<br>".join(names)}"| {to}' for (start, to), names in _edges(say).items()]
    return "\n".join(["```mermaid", "flowchart LR", *nodes, *arrows, "```"])


def text(language: str = "zh-hans") -> str:
    """动作表 · one line a move: what, from where, to where, which clocks begin."""
    head = WORDS[language]["head"]
    rows = [_row(name, deed, language) for name, deed in MOVES.items()]
    return "\n".join(_line(cells) for cells in (head, ["---"] * len(head), *rows))


def region(language: str) -> str:
    """What stands between the marks of a README."""
    return f"{mermaid(language)}\n\n<details><summary>{WORDS[language]['all']}</summary>\n\n{text(language)}\n\n</details>\n"


def drawn(readme: str, language: str) -> str:
    """The README with its picture drawn anew."""
    return REGION.sub(lambda found: found[1] + region(language) + found[2], readme)


def _edges(say: Say) -> Edges:
    """From step to step, the deeds that lead there; those that stay within a step are not drawn."""
    edges: Edges = defaultdict(list)
    for name, deed in MOVES.items():
        for start, to in _ways(deed):
            edges[start, to].append(say(name, deed.label))
    return edges


def _ways(deed: Deed) -> list[tuple[str, str]]:
    assert deed.target is not None
    starts = [step.value for step in _steps(deed)]
    if deed.target.stage in ENDINGS:
        return [(start, END) for start in starts] if len(starts) < FROM_ANYWHERE else []
    return [(start, str(deed.target.step)) for start in starts if start != deed.target.step]


def _row(name: str, deed: Deed, language: str) -> list[str]:
    say, words = SAY[language], WORDS[language]
    assert deed.target is not None
    comma = "、" if language == "zh-hans" else ", "
    return [
        say(name, deed.label) + ("" if language == "en" else f" `{name}`"),
        comma.join(_places(deed.origin, say)) if len(_steps(deed)) < len(Step) else str(words["any"]),
        _place(deed.target, say, str(words["end"])),
        comma.join(say(clock.value, clock.label) for clock in sorted(deed.opens)),
    ]


def _steps(deed: Deed) -> list[Step]:
    """The steps it may start from."""
    return [step for step in Step if any(place.step is step for place in deed.origin)]


def _places(origin: frozenset[Place], say: Say) -> Iterator[str]:
    """A step where the deed may start from every stage of it; else those stages."""
    for step, stages in STAGES.items():
        fitting = [stage for stage in stages if Place(step, stage) in origin]
        if len(fitting) == len(stages):
            yield say(step.value, step.label)
        else:
            yield from (say(stage.value, stage.label) for stage in fitting)
    ended = {place.stage for place in origin} & ENDINGS
    yield from (say(stage.value, stage.label) for stage in sorted(ended))


def _place(target: Place, say: Say, end: str) -> str:
    stage = say(target.stage.value, target.stage.label)
    if target.step is None or target.stage in ENDINGS:
        return f"{end} · {stage}"
    return f"{say(target.step.value, target.step.label)} · {stage}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Write both READMEs anew."""
    for name, language in READMES.items():
        path = ROOT / name
        path.write_text(drawn(path.read_text("utf-8"), language), "utf-8")


if __name__ == "__main__":
    main()
