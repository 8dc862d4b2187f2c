"""Words for the tests of signing in."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.http import HttpResponse
from django.test import Client

from huying.directory.models import Act, Person
from huying.kit.clock import SHIFT

PASSWORD = "Lantern-2026"
WRONG = "Lantern-2025"


def with_password(person: Person, password: str = PASSWORD) -> Person:
    person.set_password(password)
    person.save()
    return person


def enter(client: Client, name: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    """Fill in the form and send it."""
    return client.post("/account/login/", {"login": name, "password": password}, **more)  # type: ignore[return-value]


def is_in(client: Client) -> bool:
    """Whether the guarded page opens. Asked without touching anything else."""
    return client.get("/account/").status_code == 200


def later(monkeypatch: pytest.MonkeyPatch, span: timedelta) -> None:
    """So much later than now."""
    monkeypatch.setenv(SHIFT, str(span.total_seconds()))


def code_of(secret: str) -> str:
    """What the app on the phone shows."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


def done() -> list[str]:
    """What is on record, oldest first."""
    return list(Act.objects.order_by("pk").values_list("what", flat=True))
