"""Many at once is the same as one by one: the same lines, clocks, words, people and search (HOUSE law 11)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from huying.case import identity, ledger, proof
from huying.case.chain import words_mac
from huying.case.clocks import Clock
from huying.case.ledger import Stroke
from huying.case.models import Case, Deadline, Entry, Identity, Unposted, Words
from huying.case.new import New, receive_many
from huying.case.search import matching
from huying.case.who import KEEPER
from huying.directory.models import Unit
from tests.world import NINE, World

LATER = NINE + timedelta(hours=1)
FACTS = ("seq", "deed", "at", "happened_at", "by", "voice", "unit", "step", "stage", "round")
CLOCK = (
    "kind",
    "unit",
    "round",
    "seq",
    "opened_at",
    "due_at",
    "ended_at",
    "kept",
    "limit",
    "calendar",
    "amount",
    "measure",
)
CASE = (
    "title",
    "kind",
    "urgent",
    "channel",
    "source_number",
    "area",
    "matter",
    "step",
    "stage",
    "outcome",
    "unit",
    "version",
    "seq",
)


def news(world: World, to: Unit | None = None) -> list[New]:
    due: list[datetime | None] = [None, NINE + timedelta(days=5), NINE - timedelta(days=5)]
    return [
        New(
            text=f"第 {number} 盏路灯不亮", channel="file", name="张三" * (number % 2), phone="13800001234" * (number % 3 > 0),
            area=world.east_area if number % 2 else None, matter=world.lamp_matter if number % 3 else None, to=to,
            source="市平台", source_number=f"GD{number}", urgent=number % 4 == 0, city_due=due[number % 3],
            received_at=NINE - timedelta(hours=number), kind="report" if number == 5 else "help",
        )
        for number in range(12)
    ]  # fmt: skip


def all_at_once(given: Sequence[New], deed: str) -> list[Case]:
    with transaction.atomic():
        return receive_many(list(given), deed, by=KEEPER, at=NINE)


def one_by_one(given: Sequence[New], deed: str) -> list[Case]:
    with transaction.atomic():
        return [case for new in given for case in receive_many([new], deed, by=KEEPER, at=NINE)]


def note(cases: Sequence[Case], groups: Sequence[Sequence[Case]]) -> None:
    with transaction.atomic():
        for group in groups:
            ledger.write_many(
                [Stroke(case, "answered", KEEPER, LATER, words="已修", happened_at=NINE) for case in group]
            )


def seen(cases: Sequence[Case]) -> list[Any]:
    """Everything but ids, salts and what is made from them."""
    return [
        (
            [getattr(Case.objects.get(pk=case.pk), name) for name in CASE],
            [(*row, _body(case, row[0])) for row in case.entries.order_by("seq").values_list(*FACTS)],
            list(case.deadlines.order_by("kind").values_list(*CLOCK, "unsure", "rung", "next_at", "aside")),
            list(case.words.order_by("seq").values_list("seq", "text", "redacted_at")),
            identity.opened(case.identity), case.identity.masked_name, case.identity.phone_index,
            Unposted.objects.filter(entry__case=case).count(),
            matching(Case.objects.filter(pk=case.pk), case.source_number).exists(),
        )
        for case in cases
    ]  # fmt: skip


def _body(case: Case, seq: int) -> dict[str, Any]:
    facts = dict(Entry.objects.get(case=case, seq=seq).facts)
    words = facts.pop("words", None)
    row = Words.objects.filter(case=case, seq=seq).first()
    assert words == (words_mac(bytes(row.salt), row.text) if row else None)
    return facts


@pytest.mark.parametrize("deed", ["received", "imported"])
def test_cases_made_together_are_those_made_alone(world: World, deed: str) -> None:
    to = world.office if deed == "imported" else None
    together = all_at_once(news(world, to), deed)
    Case.objects.update(source="别处")
    alone = one_by_one(news(world, to), deed)
    assert seen(together) == seen(alone)
    assert proof.verify(lambda count: None).clean


def test_notes_made_together_are_those_made_alone(world: World) -> None:
    together = all_at_once(news(world), "imported")
    Case.objects.update(source="别处")
    alone = all_at_once(news(world), "imported")
    note(together, [together])
    note(alone, [[case] for case in alone])
    assert seen(together) == seen(alone)
    assert proof.verify(lambda count: None).clean


def test_the_objects_handed_back_are_those_in_the_database(world: World) -> None:
    for case in all_at_once(news(world), "received"):
        stored = Case.objects.get(pk=case.pk)
        fields = [field.attname for field in Case._meta.concrete_fields]
        assert [getattr(case, name) for name in fields] == [getattr(stored, name) for name in fields]


def test_ids_follow_one_another_and_are_not_given_again(world: World) -> None:
    first = [case.pk for case in all_at_once(news(world), "received")]
    Case.objects.update(source="别处")
    second = [case.pk for case in all_at_once(news(world), "received")]
    assert first == sorted(first)
    assert min(second) > max(first)
    assert world.lamp().pk > max(second)


def test_rows_of_every_model_are_those_the_orm_would_write(world: World) -> None:
    all_at_once(news(world), "received")
    for model in (Case, Entry, Words, Deadline, Identity, Unposted):
        _compare(model, model.objects.order_by("-pk").first())


def _compare(model: type[Any], row: Any) -> None:
    """Written again by the ORM, nothing in the raw row differs."""
    raw = _raw(model, row.pk)
    if model is not Entry:
        model.objects.filter(pk=row.pk).update(
            **{field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
        )
    assert _raw(model, row.pk) == raw


def _raw(model: type[Any], key: int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} WHERE id = %s", [key])
        return [bytes(value) if isinstance(value, memoryview) else value for value in cursor.fetchone()]


def test_clocks_of_different_classes_are_not_confused(world: World) -> None:
    cases = all_at_once(news(world), "received")
    due = {case.deadlines.get(kind=Clock.ACCEPT).due_at for case in cases}
    assert due == {NINE + timedelta(minutes=30)}

    assert Deadline.objects.filter(kind=Clock.CITY).count() == 8
