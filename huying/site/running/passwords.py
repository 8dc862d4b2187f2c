"""口令 · made at random, shown once, kept only as hashes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from huying.directory.account.passwords import random_password
from huying.directory.models import Person
from huying.kit.clock import now


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who may sign in, as what, and the password if it has just been made."""

    username: str
    name: str
    posts: str
    password: str = ""


def give_passwords(people: Iterable[Person]) -> Sequence[SignIn]:
    """A new password for each; only its hash is kept."""
    given = []
    for person in people:
        password = random_password()
        person.set_password(password)
        person.save(update_fields=["password"])
        given.append(sign_in(person, password))
    return given


def sign_in(person: Person, password: str = "") -> SignIn:
    """One line of the list that is printed."""
    return SignIn(person.username, person.name, _posts(person, localdate(now())), password)


def _posts(person: Person, day: date) -> str:
    return "、".join(f"{post.unit} {post.get_role_display()}" for post in person.posts_on(day))
