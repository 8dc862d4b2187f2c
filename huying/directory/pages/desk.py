"""案卷 · what a register needs to be shown: who may look, who may change, how a row is told in a list and on its own page."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from huying.directory.models.valid import in_force
from huying.directory.roles import Role
from huying.directory.sheets.plan import Key
from huying.directory.sheets.register import Register

Row = TypeVar("Row", bound=Model)
Words = str | Promise
FEW = 50
"""So many of the rows that belong to a row are shown on its page."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A status: colour, icon and word."""

    colour: str
    icon: str
    words: Words


@dataclass(frozen=True, slots=True)
class Item:
    """A row told in short."""

    title: str
    url: str = ""
    under: Sequence[str] = ()
    cells: Sequence[str] = ()
    tags: Sequence[Tag] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs to a row: a heading, a few items, and how many there are in all."""

    title: Words
    icon: str
    items: Sequence[Item]
    count: int
    acts: Sequence[Item] = field(default=())

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return max(0, self.count - len(self.items))


class Desk(ABC, Generic[Row]):
    """One register on pages."""

    register: ClassVar[Register]
    model: ClassVar[type[Model]]
    icon: ClassVar[str]
    lead: ClassVar[Words]
    """What the page is for, in a sentence."""
    keepers: ClassVar[frozenset[Role]]
    readers: ClassVar[frozenset[Role]] = frozenset()
    searched: ClassVar[tuple[str, ...]]
    order: ClassVar[str] = "code"
    """A field that a page is ordered by; rows that share it follow by their id."""
    headings: ClassVar[tuple[Words, ...]]
    adds: ClassVar[bool] = True
    """Rows are added one by one on a page, not only by a file."""

    @property
    def kind(self) -> str:
        return self.register.name

    @abstractmethod
    def rows(self) -> QuerySet[Row]:
        """With everything that a list shows of them."""

    @abstractmethod
    def item(self, row: Row) -> Item:
        """One line of the list."""

    @abstractmethod
    def key(self, row: Row) -> Key:
        """How its register knows the row."""

    @abstractmethod
    def find(self, key: Key) -> Row:
        """The row that its register knows so."""

    def standing(self, day: date) -> Q:
        """The rows that are in force."""
        return in_force(day)

    def edition(self, rows: Sequence[Row]) -> str:
        """Which version of the register these rows are of, where it has versions."""
        return ""

    def sections(self, row: Row, day: date) -> Iterable[Section]:
        """What belongs to it."""
        return ()

    def crumbs(self, row: Row) -> Sequence[Item]:
        """The way from the root."""
        return ()

    def acts(self, row: Row) -> Sequence[Item]:
        """Further things to do with it; `url` leads there."""
        return ()

    def locked(self) -> Sequence[str]:
        """The columns that an edit leaves alone."""
        return self.register.key

    def found(self, text: str) -> Q:
        """The rows that a search means."""
        terms = text.split()[:5]
        wanted = Q()
        for term in terms:
            wanted &= Q(*((f"{name}__icontains", term) for name in self.searched), _connector=Q.OR)
        return wanted

    def url(self, row: Any) -> str:
        return reverse(f"{self.kind}-row", args=[row.pk])


def section(title: Words, icon: str, rows: QuerySet[Any], tell: Any, acts: Sequence[Item] = ()) -> Section:
    """The first few of these rows, and how many there are."""
    few = [tell(row) for row in rows[: FEW + 1]]
    count = len(few) if len(few) <= FEW else rows.count()
    return Section(title, icon, few[:FEW], count, acts)
