"""The same requests under other rules: in copies, with bands over the seeds."""

from datetime import date
from pathlib import Path

import pytest

from huying.directory.models import Limit, Matter, Person, Unit
from huying.simulation import copied
from huying.simulation.compare import Band, bands
from tests.world import NINE, World

pytestmark = pytest.mark.django_db
TODAY = NINE.date()


def test_a_band_is_the_mean_the_least_and_the_most() -> None:
    assert bands([{"claimed": 0.5}, {"claimed": 0.7}, {"claimed": 0.9}]) == {
        "claimed": Band(pytest.approx(0.7), 0.5, 0.9)  # type: ignore[arg-type]
    }


def test_a_figure_that_nobody_has_is_left_out() -> None:
    assert bands([{"claimed": None, "load": 0.2}, {"claimed": None, "load": 0.2}]) == {"load": Band(0.2, 0.2, 0.2)}


def test_a_copy_of_the_directory_means_the_same_and_holds_no_password(world: World, tmp_path: Path) -> None:
    operator = world.operator
    operator.set_password("Passwort-7!")
    operator.save()
    copied.write(tmp_path / "copy.json", on=TODAY)
    Limit.objects.all().delete()
    copied.read(tmp_path / "copy.json")
    assert Limit.objects.filter(clock="claim", amount=15).exists()
    assert "argon2" not in (tmp_path / "copy.json").read_text()
    assert Unit.objects.get(pk=world.east.pk).path == world.east.path
    assert Matter.objects.get(pk=world.lamp_matter.pk).units.count() == 2
    assert Person.objects.get(pk=operator.pk).password == ""


def test_nobody_is_named_in_the_copy(world: World, tmp_path: Path) -> None:
    operator = world.operator
    Person.objects.filter(pk=operator.pk).update(name="赵敏", email="zhao@example.invalid")
    copied.write(tmp_path / "copy.json", on=TODAY)
    text = (tmp_path / "copy.json").read_text()
    assert [word for word in ("赵敏", "zhao", operator.username) if word in text] == []


def test_what_has_ended_is_not_in_force_in_the_copy_and_what_stands_has_always_been(
    world: World, tmp_path: Path
) -> None:
    Unit.objects.filter(pk=world.west.pk).update(valid_to=date(2026, 9, 1))
    Unit.objects.filter(pk=world.east.pk).update(valid_from=date(2026, 9, 1))
    Limit.objects.create(clock="claim", amount=99, measure="minutes", basis="旧", valid_to=date(2025, 1, 1))
    copied.write(tmp_path / "copy.json", on=TODAY)
    Limit.objects.all().delete()
    copied.read(tmp_path / "copy.json")
    half_a_year_ago = date(2026, 3, 25)
    assert not Unit.objects.get(pk=world.west.pk).valid_on(half_a_year_ago)
    assert Unit.objects.get(pk=world.east.pk).valid_on(half_a_year_ago)
    assert list(Limit.objects.filter(clock="claim").values_list("amount", flat=True)) == [15]
