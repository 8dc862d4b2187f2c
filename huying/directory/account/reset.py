"""重置密码 · a random password, told once; it must be changed at the next sign-in, and whatever was signed in is out."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from huying.directory import acts
from huying.directory.account import lockout
from huying.directory.account.passwords import random_password
from huying.directory.models import Person, What


def reset(person: Person, *, by: Person | None, at: datetime, address: str = "") -> str:
    """The new password. Nothing else ever knows it; the lock is lifted with it."""
    password = random_password()
    person.set_password(password)
    person.must_change_password = True
    with transaction.atomic():
        person.save()
        acts.record(What.PASSWORD_RESET, by=by, at=at, address=address, subject=named(person))
    lockout.lift(person.username, at=at)
    return password


@transaction.atomic
def drop_second_factor(person: Person, *, by: Person | None, at: datetime) -> None:
    """取消双重验证 · for somebody whose phone and recovery codes are lost. Only from the server's own console."""
    Authenticator.objects.filter(user_id=person.pk).delete()
    acts.record(What.SECOND_REMOVED, by=by, at=at, subject=named(person))


def named(person: Person) -> str:
    """The person as an act's subject: two people may share a name, not a username."""
    return f"{person.name}（{person.username}）"
