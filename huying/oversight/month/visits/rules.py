"""走访的口径 · the three figures of a visit count, each with its rule in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Figure:
    """`name` is the word in the address."""

    name: str
    label: str | Promise
    rule: str | Promise


FIGURES: tuple[Figure, ...] = (
    Figure(
        "visits", _("上门次数"),
        _("期间内记下的“已上门”，一次一条；同一户去几次算几次。日期以记下的时间为准，补填的发生时间不改变计数。"),
    ),
    Figure("homes", _("上门户数"), _("期间内去过的件，一件算一户，去几次都算一户。")),
    Figure("same_day", _("当天到户"), _("上门户数中，件交到承办单位（交办、领办、指定或重新办理）的当天就去了的。")),
)  # fmt: skip
BY_NAME = {figure.name: figure for figure in FIGURES}
WHOSE = _("按人看，是去的人；按单位看，是当时承办的单位。只数您有权查看的件。")
