"""一个词 · its name, how it is said, and what it means to whoever has to act on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Term:
    """`key`: what a template writes, {% term "clock-contact" %}; `name`: the name of the glossary's row."""

    key: str
    name: str
    label: Words
    words: Words


@dataclass(frozen=True, slots=True)
class Chapter:
    """Terms of one kind under one heading."""

    name: str
    title: Words
    terms: tuple[Term, ...]


def chapter(kind: str, title: Words, said: Mapping[TextChoices, Words]) -> Chapter:
    """A list of the product, in its own order and with its own labels."""
    return Chapter(kind, title, tuple(Term(f"{kind}-{one.value}", one.value, one.label, said[one]) for one in said))
