"""数据库猝死 · PostgreSQL is killed under load: nothing acknowledged is lost, web and keeper find it again by themselves."""

import pytest

from tests.faults.short import ENGINE, played


@pytest.mark.skipif(ENGINE != "postgresql", reason="only PostgreSQL is a server that can be killed")
def test_the_house_finds_it_again() -> None:
    said = played("postgres", "--operations", "40", "--deaths", "2", "--clients", "4")
    assert "| web and keeper restarted meanwhile | no |" in said
