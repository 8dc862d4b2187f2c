"""The lab sees what is wrong: each breach, made on purpose, is named by its invariant, and a sound house by none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from bench.faultlab import invariants
from bench.faultlab.outside import Outside, Told, longest_silence, read
from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Submission, Words
from huying.case.who import KEEPER, RESIDENT
from huying.kit.clock import now
from huying.oversight.month.models import Tally
from huying.post.deliver import deliver
from huying.post.models import Letter
from huying.site.keeper import carry_letters
from huying.steps.dispatch.assign import assign
from huying.steps.intake.accept import accept
from huying.steps.intake.withdraw import withdraw
from tests.world import World

KEY, TOKEN = "k" * 20, "abcdefghijklmnop"
Told_ = dict[str, Told]


@pytest.fixture
def told(world: World, settings: Any, tmp_path: Path) -> Told_:
    """One request, sent and answered, and carried as far as a unit, in a home of its own; its letters are out."""
    settings.HUYING_HOME, settings.HUYING_ANCHORS = tmp_path, tmp_path / "anchors"
    fields = {"text": f"路灯不亮。{TOKEN}", "area": world.east_area.pk, "phone": "13800001234", "idempotency_key": KEY}
    answer = Client().post("/submit/", fields)
    assert answer.status_code == 302
    case = Case.objects.get()
    accept(case, by=KEEPER, at=now())
    assign(case, to=world.office, by=KEEPER, at=now())
    _carried()
    return {KEY: Told(KEY, "resident", "/submit/", TOKEN, "", sent=1, statuses=[302])}


def _carried() -> None:
    deliver(now())
    carry_letters(now())


def broken(told: Told_) -> set[str]:
    return {words.split(":")[0] for words in invariants.broken(told, Path(settings.HUYING_HOME))}


def test_a_sound_house_is_found_sound(told: Told_) -> None:
    assert invariants.broken(told, Path(settings.HUYING_HOME)) == []


def test_what_was_acknowledged_and_is_not_there(told: Told_) -> None:
    lost = replace(told[KEY], key="l" * 20, token="q" * 16)
    assert broken(told | {lost.key: lost}) == {"acknowledged_is_stored"}


def test_what_is_there_and_nobody_sent(told: Told_) -> None:
    assert broken({}) == {"stored_was_sent"}


def test_what_was_refused_and_is_there_all_the_same(told: Told_) -> None:
    assert broken({KEY: replace(told[KEY], statuses=[422])}) == {"stored_was_sent"}


def test_an_error_without_words(told: Told_) -> None:
    assert broken({KEY: replace(told[KEY], statuses=[500, 302])}) == {"answers_have_words"}
    assert broken({KEY: replace(told[KEY], statuses=[503, 302], bare=1)}) == {"answers_have_words"}


def _twice() -> None:
    words = Words.objects.get(seq=1)
    Words.objects.create(jurisdiction=words.jurisdiction, case=words.case, seq=9, text=words.text, salt=b"")


def _no_key() -> None:
    Submission.objects.all().delete()


def _warned_twice() -> None:
    case, row = Case.objects.get(), Deadline.objects.get(kind=Clock.HANDLING)
    for _ in range(2):
        with transaction.atomic():
            ledger.note(case, "urged", by=KEEPER, at=now(), clock=row.kind, of=row.seq, rung=0)
    _carried()


def _warned_after_the_end() -> None:
    case, row = Case.objects.get(), Deadline.objects.get(kind=Clock.ACCEPT)
    with transaction.atomic():
        ledger.note(case, "urged", by=KEEPER, at=now(), clock=row.kind, of=row.seq, rung=0)
    _carried()


def _marked_in_silence() -> None:
    Deadline.objects.filter(kind=Clock.HANDLING).update(rung=3)


def _another_owner() -> None:
    Case.objects.update(unit=Case.objects.get().unit.parent)


def _nothing_at_the_carrier() -> None:
    letter = Letter.objects.filter(carrier="file").latest("pk")
    (Path(settings.HUYING_HOME) / "outgoing" / f"{letter.key}.json").unlink()


def _never_written() -> None:
    letter = Letter.objects.filter(carrier="file").latest("pk")
    (Path(settings.HUYING_HOME) / "outgoing" / f"{letter.key}.json").unlink()
    letter.delete()


def _counted_twice() -> None:
    invariants.broken({}, Path(settings.HUYING_HOME))
    Tally.objects.filter(figure="received").update(count=2)


def _runs_on() -> None:
    with transaction.atomic():
        withdraw(Case.objects.get(), by=RESIDENT, at=now(), reason="不用了")
    Deadline.objects.filter(kind=Clock.HANDLING).update(ended_at=None, kept=None)


BREACHES: list[tuple[Callable[[], None], set[str]]] = [
    (_twice, {"acknowledged_is_stored", "stored_was_sent", "chains_are_whole"}),
    (_no_key, {"acknowledged_is_stored", "one_case_a_key"}),
    (_warned_twice, {"one_effect_a_timer"}),
    (_warned_after_the_end, {"one_effect_a_timer"}),
    (_marked_in_silence, {"marked_is_said"}),
    (_another_owner, {"one_owner", "chains_are_whole"}),
    (_nothing_at_the_carrier, {"letters_arrive"}),
    (_never_written, {"letters_arrive"}),
    (_counted_twice, {"the_month_adds_up"}),
    (_runs_on, {"open_clocks_have_open_cases"}),
]


@pytest.mark.parametrize(("breach", "named"), BREACHES, ids=[breach.__name__ for breach, _ in BREACHES])
def test_each_breach_is_named(told: Told_, breach: Callable[[], None], named: set[str]) -> None:
    breach()
    assert named <= broken(told)


class TestOutside:
    """The clients' own ledger."""

    def test_what_was_sent_and_never_answered_is_not_acknowledged(self, tmp_path: Path) -> None:
        one = Outside(tmp_path / "1.jsonl")
        one.sent(KEY, "resident", "/submit/", b"body", TOKEN)
        one.silence(KEY, "ConnectionResetError")
        one.close()
        (found,) = read(tmp_path).values()
        assert (found.sent, found.silent, found.acknowledged, found.refused) == (1, 1, False, False)

    def test_an_answer_after_a_silence_counts(self, tmp_path: Path) -> None:
        one = Outside(tmp_path / "1.jsonl")
        for _ in range(2):
            one.sent(KEY, "resident", "/submit/", b"body", TOKEN)
        one.silence(KEY, "ConnectionResetError")
        one.heard(KEY, 302, "/receipt/1/")
        one.close()
        (found,) = read(tmp_path).values()
        assert (found.sent, found.acknowledged, found.answer) == (2, True, "/receipt/1/")
        assert longest_silence(tmp_path) == 0

    def test_two_bodies_by_one_key_are_the_clients_own_fault(self, tmp_path: Path) -> None:
        one = Outside(tmp_path / "1.jsonl")
        one.sent(KEY, "resident", "/submit/", b"one", TOKEN)
        one.sent(KEY, "resident", "/submit/", b"two", TOKEN)
        one.close()
        with pytest.raises(AssertionError, match="two bodies"):
            read(tmp_path)
