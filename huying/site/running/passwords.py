"""口令 · made at random, shown once, kept only as hashes."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from huying.directory.models import Person
from huying.kit.clock import now

LETTERS = "abcdefghjkmnpqrstuvwxyz"
CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"
GROUPS = 4


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who may sign in, as what, and the password if it has just been made."""

    username: str
    name: str
    posts: str
    password: str = ""


def new_password() -> str:
    """Sixteen characters of three classes, without those that look alike, in groups that can be read out."""
    return "-".join(_group() for _ in range(GROUPS))


def give_passwords(people: Iterable[Person]) -> Sequence[SignIn]:
    """A new password for each; only its hash is kept."""
    given = []
    for person in people:
        password = new_password()
        person.set_password(password)
        person.save(update_fields=["password"])
        given.append(sign_in(person, password))
    return given


def sign_in(person: Person, password: str = "") -> SignIn:
    """One line of the list that is printed."""
    return SignIn(person.username, person.name, _posts(person, localdate(now())), password)


def _posts(person: Person, day: date) -> str:
    return "、".join(f"{post.unit} {post.get_role_display()}" for post in person.posts_on(day))


def _group() -> str:
    letters = [secrets.choice(CAPITALS), secrets.choice(LETTERS), secrets.choice(LETTERS), secrets.choice(DIGITS)]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)
