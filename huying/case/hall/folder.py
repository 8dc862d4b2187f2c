"""卷宗 · everything on the page of one case, fetched for one reader: what may not be seen is not in here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from huying.case.hall.actions import Action, actions
from huying.case.hall.called import called
from huying.case.hall.clock_cards import Card, apart, cards, city_of, clocks_of, main_of
from huying.case.hall.links import Link, links, related
from huying.case.hall.rows import Tag, came_by, tags, where
from huying.case.hall.status import LEVELS, Status, status
from huying.case.hall.stepper import Mark, marks
from huying.case.hall.timeline import Line, entries_of, photos_of, timeline, words_of
from huying.case.identity import may_reveal
from huying.case.models import Case, Photo
from huying.case.numbers import row_of
from huying.case.sight import open_deeds
from huying.directory.models import Person
from huying.directory.one import one
from huying.kit.text import mask_words

LARGEST = 2**62
"""No row has a number beyond this; a longer one in an address is nonsense."""

LONG = 1200
"""A letter of more characters scrolls in a box of its own, or nobody would find what stands below it."""

REASONS = frozenset({"revealed"})
"""Why somebody looked at who asked may say who asked."""

NEAR = ("unit", "first_unit", "person", "matter", "area", "about", "identity")


@dataclass(frozen=True, slots=True)
class Resident:
    """Who asked, as far as the reader may know: masked, or not at all."""

    name: str
    phone: str
    hidden: bool
    revealable: bool


OPEN = 20
"""Lines of a long history that are shown at once."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The page of a case."""

    case: Case
    title: str
    text: str
    is_long: bool
    photos: Sequence[Photo]
    status: Status
    tags: Sequence[Tag]
    marks: Sequence[Mark]
    lines: Sequence[Line]
    cards: Sequence[Card]
    folded: Sequence[Card]
    main: Card | None
    city: Card | None
    links: Sequence[Link]
    resident: Resident
    actions: Sequence[Action]
    commentable: bool
    where: str
    came_by: str
    level: int
    level_name: str

    @property
    def latest(self) -> Sequence[Line]:
        """What stands open; a history a little longer than that is shown whole."""
        return self.lines[:OPEN] if len(self.lines) > OPEN * 2 else self.lines

    @property
    def earlier(self) -> Sequence[Line]:
        """The rest of a long one."""
        return self.lines[len(self.latest) :]


def find(number: str, by: Person, *, at: datetime) -> Case | None:
    """The case with that receipt number, if its reader may see it: one query, whether it exists or not."""
    row = row_of(number) or 0
    rows = Case.objects.seen_by(by, at=at).filter(pk=row if row < LARGEST else 0)
    case = one(rows.select_related(*NEAR))
    return case if case is not None and case.number == number else None


def folder(case: Case, by: Person, *, at: datetime) -> Folder:
    """卷宗 · of a case that `find` has found."""
    entries, clocks = entries_of(case), clocks_of(case)
    photos = photos_of(case, entries)
    text = words_of(entries[0])
    others = related(case, entries, by, at=at)
    made = cards(clocks, now=at)
    shown, folded = apart(made)
    main = main_of(made)
    deeds = open_deeds(by, case, at=at)
    resident = _resident(case, by, deeds, at)
    height, level_name = LEVELS.get(case.level, (0, case.level))
    return Folder(
        case=case,
        title=mask_words(case.title) or _("（无标题）"),
        text=text,
        is_long=len(text) > LONG,
        photos=photos.get(entries[0].seq, ()),
        status=status(case),
        tags=tags(case),
        marks=marks(case, entries, clocks),
        lines=timeline(entries, photos, called(entries, others), untold=REASONS if resident.hidden else frozenset()),
        cards=shown,
        folded=folded,
        main=main,
        city=city_of(made, main),
        links=links(case, others.values()),
        resident=resident,
        actions=actions(deeds),
        commentable="commented" in deeds,
        where=where(case),
        came_by=came_by(case),
        level=height,
        level_name=str(level_name),
    )


def _resident(case: Case, by: Person, deeds: Sequence[str], at: datetime) -> Resident:
    """Of a confidential case, whoever may not lift the mask does not see the mask either."""
    may = may_reveal(case, by, at=at)
    if case.confidential and not may:
        return Resident("", "", hidden=True, revealable=False)
    row = case.identity
    known = bool(row.masked_name or row.masked_phone)
    return Resident(row.masked_name, row.masked_phone, hidden=False, revealable=known and may and "revealed" in deeds)
