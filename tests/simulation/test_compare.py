"""The same requests under other rules: in copies, with bands over the seeds."""

from pathlib import Path

import pytest

from huying.directory.models import Limit, Matter, Person, Post, Unit
from huying.directory.roles import Role
from huying.simulation import copied
from huying.simulation.compare import Band, bands
from huying.simulation.scenario import NoSuchRule, Rule, apply, rule_of
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_band_is_the_mean_the_least_and_the_most() -> None:
    assert bands([{"claimed": 0.5}, {"claimed": 0.7}, {"claimed": 0.9}]) == {
        "claimed": Band(pytest.approx(0.7), 0.5, 0.9)
    }


def test_a_figure_that_nobody_has_is_left_out() -> None:
    assert bands([{"claimed": None, "load": 0.2}, {"claimed": None, "load": 0.2}]) == {"load": Band(0.2, 0.2, 0.2)}


def test_a_rule_is_a_name_and_an_amount() -> None:
    assert rule_of("claim=5") == Rule("claim", 5)


@pytest.mark.parametrize("text", ["claim", "claim=", "claim=soon", "claim=0", "sleep=8"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(NoSuchRule):
        rule_of(text)


def test_the_time_for_a_claim_is_changed_and_nothing_else(world: World) -> None:
    others = list(Limit.objects.exclude(clock="claim").values_list("clock", "amount"))
    apply(Rule("claim", 60))
    assert Limit.objects.get(clock="claim").amount == 60
    assert list(Limit.objects.exclude(clock="claim").values_list("clock", "amount")) == others


def test_what_is_urgent_keeps_its_limit(world: World) -> None:
    apply(Rule("handling", 4))
    amounts = dict(Limit.objects.filter(clock="handling").values_list("limit_class", "amount"))
    assert amounts == {"": 4, "urgent": 120}


def test_every_village_gets_more_grid_workers(world: World) -> None:
    apply(Rule("workers", 2))
    assert Post.objects.filter(role=Role.GRID_WORKER, unit=world.east).count() == 2
    assert Post.objects.filter(role=Role.GRID_WORKER).count() == 4


def test_a_copy_of_the_directory_means_the_same_and_holds_no_password(world: World, tmp_path: Path) -> None:
    world.operator.set_password("Passwort-7!")
    world.operator.save()
    copied.write(tmp_path / "copy.json")
    Limit.objects.all().delete()
    copied.read(tmp_path / "copy.json")
    assert Limit.objects.filter(clock="claim", amount=15).exists()
    assert "argon2" not in (tmp_path / "copy.json").read_text()
    assert Unit.objects.get(pk=world.east.pk).path == world.east.path
    assert Matter.objects.get(pk=world.lamp_matter.pk).units.count() == 2
    assert Person.objects.get(pk=world.operator.pk).password == ""
