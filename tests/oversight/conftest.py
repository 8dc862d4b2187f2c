"""What the tests of oversight may ask for: somebody signed in, a case at any age."""

from collections.abc import Callable

import pytest
from django.test import Client

from huying.directory.models import Person


@pytest.fixture
def signed(client: Client) -> Callable[[Person], Client]:
    """signed(person) · that person's browser."""

    def enter(person: Person) -> Client:
        client.force_login(person)
        return client

    return enter
