"""墙 · all cards that somebody sees now, and those that were taken a moment ago; the same for the page, for polling and live."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from huying.case.clocks import Clock
from huying.case.deeds import MOVES
from huying.case.models import Case, Deadline, Entry, Kind, Share, Tie
from huying.case.steps import Place, Stage, Step
from huying.directory.jurisdiction import here
from huying.directory.models import Person
from huying.steps.dispatch.board.cards import Card, card_of, readable, settled_by
from huying.steps.dispatch.board.scope import Scope, scope_of

LATELY = timedelta(minutes=10)
"""How long a card that was taken stays to be seen."""

MOST, SETTLED = 200, 6
"""Cards of a page: all that hang, and the last few that were taken."""

ON_BOARD = Place(Step.DISPATCH, Stage.OFFERED)
SETTLING = frozenset(deed for deed, rule in MOVES.items() if ON_BOARD in rule.origin)
"""Every deed that takes a card off the board."""

WATCHED = SETTLING | {"offered"}


def wall(person: Person, *, at: datetime) -> list[Card]:
    """The open ones by the time they have left, then those just taken, newest first."""
    scope = scope_of(person, localdate(at))
    lines = {line.case_id: line for line in _lines(Entry.objects.filter(at__gte=at - LATELY, jurisdiction=here()))}
    cases = Case.objects.seen_by(person, at=at).exclude(kind=Kind.REPORT)
    cases = cases.filter(Q(step=ON_BOARD.step, stage=ON_BOARD.stage) | Q(pk__in=lines))
    found = list(readable(cases if scope.whole else cases.filter(_hangs_with(scope)))[:MOST])
    settled = sorted((case for case in found if case.pk in lines), key=lambda case: lines[case.pk].pk, reverse=True)
    hanging = [case for case in found if case.stage == ON_BOARD.stage]
    gone = [case for case in settled if case.stage != ON_BOARD.stage][:SETTLED]
    return [_card(case, lines.get(case.pk)) for case in (*hanging, *gone)]


@dataclass(frozen=True, slots=True)
class Hung:
    """A case that hangs, or hung, on the boards of these units; `line` took it off."""

    case: Case
    line: Entry | None
    boards: frozenset[int]

    @property
    def card(self) -> Card:
        """In the language of whoever asks."""
        return _card(self.case, self.line)


def hung(pks: Iterable[int]) -> list[Hung]:
    """Where these cases hang: three queries. Reports hang nowhere."""
    keys = set(pks)
    lines = {line.case_id: line for line in _lines(Entry.objects.filter(case__in=keys))}
    boards: dict[int, set[int]] = {}
    for case, unit in Share.objects.filter(case__in=keys, tie=Tie.OFFERED).values_list("case", "unit"):
        boards.setdefault(case, set()).add(unit)
    cases = readable(Case.objects.filter(pk__in=boards).exclude(kind=Kind.REPORT))
    return [Hung(case, lines.get(case.pk), frozenset(boards[case.pk])) for case in cases]


def newest_line() -> int:
    """Up to which line of the ledger a page has seen; the stream goes on from there."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _card(case: Case, line: Entry | None) -> Card:
    return card_of(case, settled_by(line, line.hung_at) if line else None)  # type: ignore[attr-defined]


def _lines(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The lines that took a card off the board, oldest first, each with when it was hung up."""
    clock = Deadline.objects.filter(case=OuterRef("case"), kind=Clock.CLAIM, ended_at=OuterRef("at"))
    found = entries.filter(deed__in=SETTLING).annotate(hung_at=Subquery(clock.values("opened_at")[:1]))
    return found.exclude(hung_at=None).select_related("by", "unit").order_by("pk")


def _hangs_with(scope: Scope) -> Exists:
    return Exists(Share.objects.filter(scope.of("unit__"), case=OuterRef("pk"), tie=Tie.OFFERED))
