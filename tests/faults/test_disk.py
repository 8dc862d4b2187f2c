"""盘满与只读 · people read why and when to try again, reading goes on, and what they typed is taken once it is well."""

import pytest

from tests.faults.short import ENGINE, played


@pytest.mark.once
def test_a_full_disk_and_a_read_only_one_heal_by_themselves() -> None:
    said = played("disk", "--seconds", "2", database="sqlite")
    assert "disk full: answers to forms | 50" in said


@pytest.mark.skipif(ENGINE != "postgresql", reason="the other engine has the test above")
def test_so_they_do_under_postgresql_even_when_it_panics() -> None:
    """Where nothing may be mounted the scenario says so and tries nothing."""
    said = played("disk", "--seconds", "2", database="postgresql")
    if "nothing may be mounted here" in said:
        pytest.skip("nothing may be mounted here")
    assert "disk full: answers to forms | " in said
    assert ": 507: " not in said.split("read-only: answers")[1]
    assert "PostgreSQL panicked; had to be started by hand | 1;" in said
