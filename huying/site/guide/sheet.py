"""一页 · what a guide says: where to begin, what to do in order, which clocks press, and what helps when something is in the way."""

from dataclasses import dataclass

from django.utils.functional import Promise

from huying.directory.clocks import Clock
from huying.directory.roles import Role

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sheet:
    """`opens`: the name of the page that this role opens first. `steps` and `trouble`: pairs of a head and what to do."""

    name: str
    title: Words
    where: Words
    opens: str
    roles: tuple[Role, ...]
    steps: tuple[tuple[Words, Words], ...]
    trouble: tuple[tuple[Words, Words], ...]
    clocks: tuple[Clock, ...] = ()
