"""盘满与只读 · people read why and when to try again, reading goes on, and what they typed is taken once it is well."""

import pytest

from tests.faults.short import played

pytestmark = pytest.mark.once


def test_a_full_disk_and_a_read_only_one_heal_by_themselves() -> None:
    said = played("disk", "--seconds", "2", database="sqlite")
    assert "disk full: answers to forms | 50" in said
