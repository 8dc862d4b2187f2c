"""锁风暴 · writers, a long reader and backups together: nobody hears that the database is locked."""

import pytest

from tests.faults.short import played

pytestmark = pytest.mark.once


def test_nobody_hears_of_a_lock() -> None:
    said = played("storm", "--writers", "40", "--seconds", "3", database="sqlite")
    assert "“database is locked” heard or logged, other faults | 0 |" in said
