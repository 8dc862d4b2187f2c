"""The guarded clock."""

from datetime import UTC, datetime, timedelta

import pytest

from huying.kit.clock import now


def test_now_is_utc():
    assert now().tzinfo is UTC


def test_the_clock_can_be_moved_for_a_demonstration(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HUYING_CLOCK_SHIFT", "-86400")
    assert abs(now() - (datetime.now(UTC) - timedelta(days=1))) < timedelta(minutes=5)


def test_an_empty_shift_moves_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HUYING_CLOCK_SHIFT", "")
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=5)
