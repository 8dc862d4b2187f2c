"""任用 · somebody gets a post; whoever is new gets an account and a password made at random with it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.directory import acts
from huying.directory.account.passwords import random_password
from huying.directory.account.reset import named
from huying.directory.models import Area, Person, Post, Unit, What
from huying.directory.roles import Role


@dataclass(frozen=True, slots=True)
class Enlisted:
    """The post, and the password if the account has just been made."""

    post: Post
    password: str = ""


def enlist(
    username: str,
    name: str,
    role: Role,
    unit: Unit,
    *,
    by: Person | None,
    at: datetime,
    area: Area | None = None,
) -> Enlisted:
    """Refused with a `ValidationError` where the name is another person's, or the posts exclude each other."""
    found = Person.objects.filter(username__iexact=username).first()
    if found and found.name != name:
        raise ValidationError(
            _("登录名 %(username)s 已由%(name)s使用。"), params={"username": username, "name": found.name}
        )
    password = "" if found else random_password()
    person = found or _new(username, name, password)
    with transaction.atomic():
        if found is None:
            person.save()
            acts.record(What.PERSON_ADDED, by=by, at=at, subject=named(person))
        post = Post.objects.create(person=person, unit=unit, role=role, area=area, valid_from=localdate(at))
        acts.record(What.POST_GRANTED, by=by, at=at, subject=f"{named(person)} · {post}")
    return Enlisted(post, password)


def _new(username: str, name: str, password: str) -> Person:
    """Hashed before the transaction: that takes longer than all the rest."""
    person = Person(username=Person.normalize_username(username), name=name, must_change_password=True)
    person.full_clean(exclude=["password"])
    person.set_password(password)
    return person
