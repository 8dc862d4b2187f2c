"""行文 · one request, or one line of somebody's work, in words."""

from random import Random

from huying.simulation.texts.grammar import phrases, subject_of

COMMON, RESULT = "common.txt", "result.txt"


def spot_of(matter: str, draw: Random) -> str:
    """Where exactly, in a resident's words: 3号楼楼道, 村口."""
    return draw.choice(subject_of(matter).spots).format(b=_building(draw))


def thing_of(matter: str) -> str:
    """What the matter is about, in a word."""
    return subject_of(matter).thing


def request(matter: str, village: str, spot: str, draw: Random, *, again: bool = False) -> str:
    """诉求 · from half a sentence to a story; nobody tells the same thing in the same way."""
    wrong = draw.choice(subject_of(matter).wrongs)
    core = _filled(wrong, draw, s=f"{village}{spot}" if draw.random() < 0.8 else spot, v=village)
    before = _one("again", draw, village) if again else _one("open", draw, village)
    more = [_one(block, draw, village) for block, share in MORE if draw.random() < share]
    return _joined(before, core, more)


MORE = (("since", 0.55), ("effect", 0.6), ("before", 0.35), ("wish", 0.7))


def work(block: str, draw: Random, **words: str) -> str:
    """办理用语 · what somebody writes who works on a case."""
    return draw.choice(phrases(RESULT, block)).format(**words)


def _one(block: str, draw: Random, village: str) -> str:
    return _filled(draw.choice(phrases(COMMON, block)), draw, v=village)


def _filled(phrase: str, draw: Random, **words: str) -> str:
    numbers = {"n": str(draw.randint(2, 9)), "k": draw.choice(phrases(COMMON, "few")[0]), "m": str(draw.randint(5, 80))}
    more = {"y": str(draw.randint(62, 93)), "d": str(draw.randint(1, 28)), "t": str(draw.randint(9, 16))}
    return phrase.format(x=surname(draw), b=_building(draw), **numbers, **more, **words)


def _joined(before: str, core: str, more: list[str]) -> str:
    opened = before if not before or before.endswith(("，", "：")) else before + "。"
    return opened + "，".join(part for part in (core, *more) if part) + "。"


def _building(draw: Random) -> str:
    return phrases(COMMON, "building")[0].format(n=draw.randint(1, 24))


def surname(draw: Random) -> str:
    """One of the common ones."""
    return draw.choice(phrases(COMMON, "surname")[0])


def given_name(draw: Random) -> str:
    """Of two characters."""
    return draw.choice(" ".join(phrases(COMMON, "given")).split())
