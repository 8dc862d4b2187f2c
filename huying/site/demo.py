"""演示 · fetches the demonstration district that lies beside the program in its source folder."""

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import transaction

from huying.directory.models import Person
from huying.simulation.plan import Point
from huying.simulation.year import Tell

PLACE = Path(__file__).resolve().parents[2] / "demo" / "__init__.py"


MANY = 2000
"""From here on the load is written in many transactions: one would swell the journal to many times the database."""


def whole(cases: int) -> AbstractContextManager[object]:
    """All of it or nothing, while it is small. A large load that was broken off is begun again in an empty home."""
    return transaction.atomic() if cases < MANY else nullcontext()


def load(at: datetime, cases: int = 0, tell: Tell = lambda come, done: None) -> list[Person]:
    """Everybody in it, still without passwords; nobody where the program was installed without its sources."""
    if not PLACE.exists():
        return []
    people = list(_demo().load(at, cases=cases, tell=tell))
    _demo().draw(Path(settings.HUYING_HOME))
    return people


def found(at: datetime) -> bool:
    """The district alone, without anything that happened in it; whether there is one to be had."""
    if PLACE.exists():
        _demo().found(at)
    return PLACE.exists()


def points() -> Mapping[str, Point]:
    """Where its villages lie."""
    return dict(_demo().centres()) if PLACE.exists() else {}


def _demo() -> ModuleType:
    """By its place: the folder of the sources is nobody's import path."""
    if "demo" not in sys.modules:
        spec = spec_from_file_location("demo", PLACE, submodule_search_locations=[str(PLACE.parent)])
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        sys.modules["demo"] = module
        spec.loader.exec_module(module)
    return sys.modules["demo"]
