"""抢单 · one winner however many want a case, while its clock runs out and the resident takes it back."""

from tests.faults.short import played


def test_every_race_has_one_winner_or_none_and_no_note_is_lost() -> None:
    said = played("races", "--races", "4", "--rivals", "40", "--notes", "40")
    assert "| notes on one case at once, kept | 40 of 40" in said
