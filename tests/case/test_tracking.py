"""查询凭证 · the secret link, and the number with the phone."""

from datetime import timedelta

import pytest

from huying.case import tracking
from huying.case.models import Case
from tests.world import NINE, World

KEY = "a" * 32


@pytest.fixture
def lamp(world: World) -> Case:
    return world.lamp(secret=tracking.digest_of(tracking.secret_for(KEY)), phone="0316-5551234-801")


@pytest.fixture
def code(lamp: Case) -> str:
    return tracking.code_of(lamp.pk, tracking.secret_for(KEY))


def test_the_link_opens_the_case(lamp: Case, code: str) -> None:
    assert tracking.found_by_code(code, at=NINE) == lamp


def test_the_database_knows_only_a_digest(lamp: Case, code: str) -> None:
    assert lamp.secret not in code


def test_the_secret_has_at_least_eighty_bits() -> None:
    assert len(tracking.secret_for(KEY)) * 4 >= 80


def test_the_same_submission_has_the_same_secret_and_another_has_not() -> None:
    assert tracking.secret_for(KEY) == tracking.secret_for(KEY) != tracking.secret_for("b" * 32)


@pytest.mark.parametrize(
    "wrong", ["", "x", "1-", "1-zz", "99999999999999999999-" + "0" * 24, "1-" + "0" * 24, "१-" + "0" * 24]
)
def test_nonsense_opens_nothing(lamp: Case, wrong: str) -> None:
    assert tracking.found_by_code(wrong, at=NINE) is None


def test_one_case_s_secret_opens_no_other(world: World, lamp: Case, code: str) -> None:
    other = world.lamp()
    assert tracking.found_by_code(tracking.code_of(other.pk, code.partition("-")[2]), at=NINE) is None


def test_a_case_without_a_secret_has_no_link(world: World) -> None:
    other = world.lamp()
    assert tracking.found_by_code(tracking.code_of(other.pk, "0" * 24), at=NINE) is None


def test_number_and_last_four_open_it(lamp: Case) -> None:
    assert tracking.found_by_phone(lamp.number, "1234") == lamp
    assert tracking.found_by_phone(f" {lamp.number.replace('-', '')} ", "1234") == lamp


@pytest.mark.parametrize("tail", ["", "0000", "123", "-801", "4801"])
def test_other_digits_open_nothing(lamp: Case, tail: str) -> None:
    assert tracking.found_by_phone(lamp.number, tail) is None


def test_a_number_of_another_day_opens_nothing(lamp: Case) -> None:
    assert tracking.found_by_phone("20250101-" + lamp.number.partition("-")[2], "1234") is None


def test_a_case_without_a_phone_is_never_found_by_one(world: World) -> None:
    lamp = world.lamp(phone="")
    assert tracking.found_by_phone(lamp.number, "") is None


def test_a_visit_lasts_half_an_hour(lamp: Case) -> None:
    visit = tracking.visit_code(lamp, at=NINE)
    assert tracking.found_by_code(visit, at=NINE + timedelta(minutes=29)) == lamp
    assert tracking.found_by_code(visit, at=NINE + timedelta(minutes=31)) is None


def test_a_visit_is_not_prolonged_by_hand(lamp: Case) -> None:
    row, _, rest = tracking.visit_code(lamp, at=NINE).partition("-")
    until, _, signature = rest[1:].partition("x")
    forged = f"{row}-t{int(until, 16) + 9999:x}x{signature}"
    assert tracking.found_by_code(forged, at=NINE) is None


def test_no_such_and_not_yours_take_the_same_queries(lamp: Case, django_assert_num_queries) -> None:
    for number, tail in [(lamp.number, "0000"), ("20260925-999999", "1234"), ("20250101-" + lamp.number[9:], "1234")]:
        with django_assert_num_queries(1):
            assert tracking.found_by_phone(number, tail) is None
