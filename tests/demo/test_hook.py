"""How the program finds its demonstration."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import demo as district
from huying.site import demo


def test_the_demonstration_lies_beside_the_program() -> None:
    assert demo.PLACE.parent == Path(district.__file__).parent
    assert demo._demo() is district


def test_without_its_sources_there_is_nobody_to_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "PLACE", tmp_path / "demo" / "__init__.py")
    assert demo.load(datetime(2026, 9, 23, tzinfo=UTC)) == []


def test_it_is_found_by_its_place_and_not_by_the_import_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "demo")
    assert callable(demo._demo().load)
