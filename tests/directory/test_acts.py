"""Acts: what people did stays as it was written."""

import pytest
from django.db import DatabaseError, connection, transaction

from huying.directory import acts
from huying.directory.models import Act, What
from tests.world import NINE, World


def test_an_act_names_who_what_when_and_from_where(world: World) -> None:
    acts.record(What.EXPORTED, by=world.operator, at=NINE, address="10.1.2.3", subject="诉求件 132 条", words="月报")
    act = Act.objects.get()
    assert (act.by, act.name, act.at, act.address) == (world.operator, world.operator.name, NINE, "10.1.2.3")
    assert (act.label, act.subject, act.words) == ("导出", "诉求件 132 条", "月报")


def test_words_too_long_are_cut_not_refused(world: World) -> None:
    acts.record(What.EXPORTED, by=world.operator, at=NINE, words="原" * 900)
    assert len(Act.objects.get().words) == 200


@pytest.mark.parametrize("statement", ["UPDATE directory_act SET name = ''", "DELETE FROM directory_act"])
def test_an_act_can_be_neither_changed_nor_deleted(world: World, statement: str) -> None:
    acts.record(What.SIGNED_IN, by=world.operator, at=NINE)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Act.objects.get().name == world.operator.name


def test_somebody_who_did_something_is_never_deleted(world: World) -> None:
    acts.record(What.SIGNED_IN, by=world.operator, at=NINE)
    with pytest.raises(DatabaseError), transaction.atomic():
        world.operator.delete()
