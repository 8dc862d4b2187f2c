"""What the attacks may ask for: the ground is laid once for a module, and taken away with it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from huying.case.breadth import forget
from huying.directory import reckoning
from huying.kit.clock import SHIFT, now
from huying.site.look import _named
from tests.attacks.ground import AT, Ground
from tests.attacks.hostile import Scene


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """It is an hour after the last deed; everything is taken back afterwards."""
    reckoning.forget()
    forget()
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv(SHIFT, "0")
        patch.setenv(SHIFT, str((AT + timedelta(hours=1) - now()).total_seconds()))
        yield Ground()
        transaction.set_rollback(True)
    reckoning.forget()
    forget()


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The district full of words that would do something elsewhere."""
    reckoning.forget()
    _named.cache_clear()
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene()
        transaction.set_rollback(True)
    reckoning.forget()
    _named.cache_clear()
