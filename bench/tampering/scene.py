"""What is tampered with: an honest ledger of a dozen random histories, anchored five times while it grew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from bench.gaming.district import District
from bench.gaming.moves import Move
from bench.gaming.play import Game
from huying.case.models import Anchor, Case, Entry
from huying.case.proof.anchors import anchor
from tests.emptying import unguarded
from tests.world import NINE

CASES, ANCHORS, MOVES = 12, 5, 4


@dataclass(slots=True)
class Scene:
    """The ledger, the dice of this attempt, and the hands of somebody who owns the database."""

    dice: Random
    district: District

    def sql(self, statement: str, *values: Any) -> None:
        """As it is, without the program."""
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    def unguarded(self) -> Any:
        """The triggers step aside, and are put back after the act."""
        return unguarded(connection)

    def case(self, *, least: int = 3) -> Case:
        """Any case with so many lines."""
        return self.dice.choice(list(Case.objects.filter(seq__gte=least).order_by("pk")))

    def line(self, *, inner: bool = False) -> Entry:
        """Any line; `inner`: with lines before and after it."""
        case = self.case()
        seq = self.dice.randint(2, case.seq - 1) if inner else self.dice.randint(1, case.seq)
        return Entry.objects.get(case=case, seq=seq)

    @property
    def anchors(self) -> list[Path]:
        """The files outside, oldest first."""
        return sorted(Path(settings.HUYING_ANCHORS).glob("*.anchor"))


def build(seed: int) -> District:
    """Twelve demands of one district; after each bout of moves an anchor, so that every line is anchored in the end."""
    dice, district = Random(seed), District()
    games = [Game(district, NINE + timedelta(minutes=7 * number)) for number in range(CASES)]
    for bout in range(ANCHORS):
        for game in games:
            for _ in range(MOVES):
                play_on(game, dice)
        assert anchor(NINE + timedelta(days=bout)) is not None
    return district


def play_on(game: Game, dice: Random) -> None:
    """One legal move."""
    if names := game.open_acts(0):
        game.play(Move(dice.randint(1, 200), dice.choice(names), 0, dice.randrange(60)))


@contextmanager
def attempt(district: District, seed: int) -> Iterator[Scene]:
    """Tamper as one likes; afterwards everything is as it was, files too."""
    folder = Path(settings.HUYING_ANCHORS)
    kept = folder.with_name(f"{folder.name}.kept")
    copytree(folder, kept)
    try:
        with transaction.atomic():
            yield Scene(Random(seed), district)
            transaction.set_rollback(True)
    finally:
        rmtree(folder)
        kept.rename(folder)


Restore = Callable[[], None]


def old_copy() -> Restore:
    """A backup of the database as it stands; what is called later puts it back."""
    tops = {table: _top(table) for table in NEWER}
    anchors = list(Anchor.objects.values_list("pk", flat=True))
    standing = list(Case.objects.values("pk", *STANDING))

    def restore() -> None:
        with unguarded(connection), connection.cursor() as cursor:
            for table, top in tops.items():
                cursor.execute(f"DELETE FROM {table} WHERE id > %s", [top])
        Anchor.objects.exclude(pk__in=anchors).delete()
        for row in standing:
            Case.objects.filter(pk=row.pop("pk")).update(**row)

    return restore


NEWER = ("case_unposted", "case_words", "case_deadline", "case_entry")
STANDING = ("step", "stage", "outcome", "unit", "appointed", "round", "ended_at", "version", "seq", "level", "person")


def _top(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")
        return int(cursor.fetchone()[0])
