"""案卷一览 · the registers that are kept row by row, by the word in their address. The calendar has pages of its own."""

from collections.abc import Mapping
from typing import Any

from huying.directory.pages.desk import Desk
from huying.directory.pages.people import PEOPLE
from huying.directory.pages.places import AREAS, UNITS
from huying.directory.pages.rules import LIMITS, MATTERS

DESKS: Mapping[str, Desk[Any]] = {desk.kind: desk for desk in (UNITS, AREAS, PEOPLE, MATTERS, LIMITS)}
