"""The kinds of tampering. Each does its deed and says where the first bad line must be named: (case, line), (0, 0) for the whole."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import connection

from bench.gaming.play import Game
from bench.tampering.scene import Scene, old_copy, play_on
from huying.case.chain import line_mac
from huying.case.deeds import DEEDS
from huying.case.models import Anchor, Case, Entry, Words
from huying.case.proof.anchors import anchor
from tests.emptying import unguarded
from tests.world import NINE

Named = tuple[int, int]
COLUMNS = "jurisdiction, case_id, deed, at, happened_at, by_id, voice, unit_id, step, stage, round, body, mac"
WHOLE: Named = (0, 0)


def edit(scene: Scene) -> Named:
    """One column of one line."""
    line = scene.line()
    changed: dict[str, Any] = {
        "deed": "commented" if line.deed != "commented" else "progressed",
        "at": line.at + timedelta(minutes=scene.dice.randint(1, 600)),
        "happened_at": line.at,
        "voice": "resident" if line.voice != "resident" else "keeper",
        "round": line.round + 1,
        "body": line.body + " ",
        "jurisdiction": line.jurisdiction + 1,
        "stage": "closed" if line.stage != "closed" else "working",
    }
    column = scene.dice.choice(sorted(changed))
    with scene.unguarded():
        Entry.objects.filter(pk=line.pk).update(**{column: changed[column]})
    return line.case_id, line.seq


def delete(scene: Scene) -> Named:
    """A line from the middle."""
    line = scene.line(inner=True)
    _remove(scene, line)
    return line.case_id, line.seq


def insert(scene: Scene) -> Named:
    """A line that nobody wrote, in the middle or at the end, those after it moved up and the case set to fit."""
    case = scene.case()
    after = scene.dice.randint(1, case.seq)
    with scene.unguarded():
        scene.sql("UPDATE case_entry SET seq = seq + 10001 WHERE case_id = %s AND seq > %s", case.pk, after)
        scene.sql("UPDATE case_entry SET seq = seq - 10000 WHERE case_id = %s AND seq > 10000", case.pk)
        scene.sql(
            f"INSERT INTO case_entry (seq, {COLUMNS}) SELECT seq + 1, {COLUMNS.replace('deed', _word('commented'))} "
            "FROM case_entry WHERE case_id = %s AND seq = %s",
            case.pk, after,
        )  # fmt: skip
    scene.sql("UPDATE case_case SET seq = seq + 1 WHERE id = %s", case.pk)
    return case.pk, after + 1


def _word(word: str) -> str:
    return f"'{word}'"


def reorder(scene: Scene) -> Named:
    """Two lines change places."""
    case = scene.case(least=4)
    one, other = sorted(scene.dice.sample(range(1, case.seq + 1), 2))
    with scene.unguarded():
        for was, now in ((one, 9999), (other, one), (9999, other)):
            scene.sql("UPDATE case_entry SET seq = %s WHERE case_id = %s AND seq = %s", now, case.pk, was)
    return case.pk, one


def cut_tail(scene: Scene) -> Named:
    """The last lines, their words and clocks, and the case set back to where it stood before."""
    case = scene.case()
    last = scene.dice.randint(1, case.seq - 1)
    before = Entry.objects.get(case=case, seq=last)
    for line in Entry.objects.filter(case=case, seq__gt=last):
        _remove(scene, line)
    moves = _moves(case, last)
    for table in ("case_words", "case_deadline"):
        scene.sql(f"DELETE FROM {table} WHERE case_id = %s AND seq > %s", case.pk, last)
    Case.objects.filter(pk=case.pk).update(
        step=before.step, stage=before.stage, round=before.round, unit=before.unit_id, seq=last, version=moves
    )
    return case.pk, last + 1


def _moves(case: Case, last: int) -> int:
    return sum(DEEDS[line.deed].moves for line in Entry.objects.filter(case=case, seq__lte=last))


def rewrite_without_key(scene: Scene) -> Named:
    """A line made earlier, and every digest after it made anew, by somebody who guesses how."""
    line = scene.line()
    _rewrite(line, lambda before, row: hashlib.new("sm3", before + repr(row.body).encode()).digest())
    return line.case_id, line.seq


def rewrite_with_key(scene: Scene) -> Named:
    """The same by somebody who has the key: the chain is whole again. The first anchor that has a later line knows better."""
    line = scene.line()
    anchored = sorted({seq for path in scene.anchors for case, seq in _heads(path.read_text()) if case == line.case_id})
    _rewrite(line, line_mac)
    return line.case_id, next(seq for seq in anchored if seq >= line.seq)


def _heads(text: str) -> list[tuple[int, int]]:
    return [(int(line.split()[0]), int(line.split()[1])) for line in text.splitlines()[1:-1]]


def _rewrite(first: Entry, digest: Callable[[bytes, Entry], bytes]) -> None:
    """Anything but the deed and the place, so that the table of deeds sees nothing."""
    before = Entry.objects.filter(case=first.case_id, seq=first.seq - 1).values_list("mac", flat=True).first() or b""
    before = bytes(before)
    with unguarded(connection):
        for row in Entry.objects.filter(case=first.case_id, seq__gte=first.seq).order_by("seq"):
            row.at -= timedelta(minutes=5) if row.pk == first.pk else timedelta()
            row.mac = before = digest(before, row)
            Entry.objects.filter(pk=row.pk).update(at=row.at, mac=row.mac)


def drop_trigger(scene: Scene) -> Named:
    """What keeps lines from being changed is taken away, and nothing else is done yet."""
    names = {
        "sqlite": ["entry_unchangeable", "entry_undeletable"],
        "postgresql": ["entry_unchangeable", "entry_untruncatable"],
    }
    name = scene.dice.choice(names[connection.vendor])
    scene.sql(f"DROP TRIGGER {name}" + (" ON case_entry" if connection.vendor == "postgresql" else ""))
    return WHOLE


def restore_old_copy(scene: Scene) -> Named:
    """The database is put back to how it stood before the last lines and their anchor."""
    restore = old_copy()
    living = [case for case in Case.objects.select_related("unit").order_by("pk") if not case.outcome]
    case = scene.dice.choice(living)
    game, before = Game(scene.district, NINE + timedelta(days=40), case), case.seq
    while Case.objects.get(pk=case.pk).seq == before:
        play_on(game, scene.dice)
    assert anchor(NINE + timedelta(days=41)) is not None
    restore()
    return WHOLE


def remove_anchor(scene: Scene) -> Named:
    """A file outside, its row in the database, or both."""
    number = scene.dice.randint(1, len(scene.anchors) - 1)
    which = scene.dice.choice(("file", "row", "both"))
    if which != "row":
        scene.anchors[number - 1].unlink()
    if which != "file":
        Anchor.objects.filter(number=number).delete()
    return WHOLE


def swap_texts(scene: Scene) -> Named:
    """What was said in one line is put under another."""
    one, other = scene.dice.sample(list(Words.objects.order_by("pk")), 2)
    for row, text in ((one, other.text + "。"), (other, one.text + "。")):
        scene.sql("UPDATE case_words SET text = %s WHERE id = %s", text, row.pk)
    return min((one.case_id, one.seq), (other.case_id, other.seq))


def _remove(scene: Scene, line: Entry) -> None:
    scene.sql("DELETE FROM case_unposted WHERE entry_id = %s", line.pk)
    with scene.unguarded():
        scene.sql("DELETE FROM case_entry WHERE id = %s", line.pk)


KINDS: Mapping[str, Callable[[Scene], Named]] = {
    "a line edited": edit,
    "a line deleted": delete,
    "a line inserted": insert,
    "lines reordered": reorder,
    "the tail cut off": cut_tail,
    "rewritten without the key": rewrite_without_key,
    "rewritten with the key": rewrite_with_key,
    "a trigger dropped": drop_trigger,
    "an old backup restored": restore_old_copy,
    "an anchor removed": remove_anchor,
    "texts swapped": swap_texts,
}
