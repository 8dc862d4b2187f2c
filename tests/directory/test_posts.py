"""Posts: the three administrators stand apart (等保 2.0), whatever the page that grants them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from huying.directory.models import Person, Post
from huying.directory.roles import ADMINISTRATORS, Role
from tests.world import World

OTHERS = sorted(set(Role) - ADMINISTRATORS)
MAY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)


def granted(world: World, person: Person, role: Role, **more: object) -> Post:
    return Post.objects.create(person=person, unit=world.centre, role=role, **more)


@pytest.fixture
def newcomer(world: World) -> Person:
    return Person.objects.create_person("newcomer", "新人")


@pytest.mark.parametrize("first", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("second", sorted(Role))
def test_an_administrator_holds_no_other_post(world: World, newcomer: Person, first: Role, second: Role) -> None:
    granted(world, newcomer, first)
    with pytest.raises(ValidationError, match="互斥"):
        Post.objects.create(person=newcomer, unit=world.town, role=second)
    assert newcomer.posts.count() == 1


@pytest.mark.parametrize("second", sorted(ADMINISTRATORS))
def test_whoever_holds_a_post_does_not_become_administrator(world: World, newcomer: Person, second: Role) -> None:
    granted(world, newcomer, Role.OPERATOR)
    with pytest.raises(ValidationError, match="接线员"):
        granted(world, newcomer, second)


def test_two_posts_of_the_office_go_together(world: World, newcomer: Person) -> None:
    granted(world, newcomer, Role.OPERATOR)
    granted(world, newcomer, Role.DISPATCHER)
    assert newcomer.posts.count() == 2


def test_an_ended_post_hinders_nobody(world: World, newcomer: Person) -> None:
    granted(world, newcomer, Role.OPERATOR, valid_to=date(2026, 5, 31))
    granted(world, newcomer, Role.AUDIT_ADMIN, valid_from=JUNE)
    assert newcomer.posts.count() == 2


def test_one_common_day_is_too_many(world: World, newcomer: Person) -> None:
    granted(world, newcomer, Role.OPERATOR, valid_to=JUNE)
    with pytest.raises(ValidationError):
        granted(world, newcomer, Role.AUDIT_ADMIN, valid_from=JUNE)


def test_a_post_is_not_turned_into_another_behind_the_rule(world: World, newcomer: Person) -> None:
    granted(world, newcomer, Role.OPERATOR)
    second = granted(world, newcomer, Role.DISPATCHER)
    second.role = Role.SYSTEM_ADMIN
    with pytest.raises(ValidationError):
        second.save()


def test_posts_are_not_made_in_bulk_past_the_rule(world: World, newcomer: Person) -> None:
    with pytest.raises(NotImplementedError):
        Post.objects.bulk_create([Post(person=newcomer, unit=world.centre, role=Role.OPERATOR)])


def test_a_post_ended_may_be_granted_again(world: World, newcomer: Person) -> None:
    granted(world, newcomer, Role.OPERATOR, valid_to=MAY)
    granted(world, newcomer, Role.OPERATOR, valid_from=JUNE)
    assert newcomer.posts.count() == 2


def test_one_name_signs_in_one_person(world: World, newcomer: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_person("NewComer", "同名")
