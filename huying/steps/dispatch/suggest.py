"""建议承办 · which units a case may be sent to, likeliest first, each with its reasons in plain words. A person decides.

What speaks for a unit: the matter list at the place, whoever governs the place, the unit's name in the text, and which unit
handled the like before. The weights are ours, not measured: they put what is certain before what is likely. That is why a
page says 把握大, 中, 小 and no percentage.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import prod

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huying.case.models import Case
from huying.case.steps import Stage
from huying.directory.heirs import heir
from huying.directory.jurisdiction import here
from huying.directory.listing import Listing
from huying.directory.models import AreaLevel, Matter, Unit
from huying.directory.models.valid import in_force
from huying.directory.suggest import matter_for
from huying.steps.dispatch.receivers import retired, why_not

BEST = 3
LEADS, LEADS_ANYWHERE, HELPS, GOVERNS, NAMED, HANDLED = 0.92, 0.7, 0.4, 0.35, 0.45, 0.6
GUESSED = (0.75, 0.5, 0.35)
"""What a matter that was only recognised in the text is worth, the likeliest first."""

SURE, LIKELY = 0.85, 0.5
LATELY, ENOUGH = 200, 5
"""How many of the latest cases of the same matter are looked at, and from how many on they say anything."""

LEVELS: Sequence[str] = (AreaLevel.GRID, AreaLevel.VILLAGE, AreaLevel.TOWN, AreaLevel.COUNTY, AreaLevel.CITY)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One unit: how much speaks for it, from 0 to 1, and why."""

    unit: Unit
    score: float
    reasons: tuple[str, ...]

    @property
    def sure(self) -> str:
        """high, mid or low; the page has a colour, a picture and a word for each."""
        return "high" if self.score >= SURE else "mid" if self.score >= LIKELY else "low"


@dataclass(frozen=True, slots=True)
class Guess:
    """A matter that a case may be of; `worth` is 1 where somebody has sorted it."""

    matter: Matter
    worth: float
    words: str


@dataclass(frozen=True, slots=True)
class Advice:
    """For one case: what it is of, sorted or guessed; the three likeliest units; on whose boards it may hang."""

    guess: Guess | None
    units: tuple[Suggestion, ...]
    boards: tuple[Unit, ...]

    @property
    def certain(self) -> bool:
        """Nothing was guessed: a sorted case, and the list's own lead for the place, which has a group to ring (HR1)."""
        best = self.units[0] if self.units else None
        known = self.guess is not None and self.guess.worth == 1
        return known and best is not None and best.sure == "high" and best.unit in self.boards


@dataclass(slots=True)
class Asked:
    """One case about which advice is asked, with what is known of it."""

    case: Case
    text: str
    guesses: Sequence[Guess] = ()
    before: Counter[int] = field(default_factory=Counter)
    named: Sequence[int] = ()


def suggest(case: Case, text: str, *, at: datetime) -> Advice:
    """建议 · for one case, with what was done in like cases before."""
    return suggest_many([Asked(case, text, before=_handled(case), named=_named(text, at))], at=at)[case.pk]


def suggest_many(asked: Sequence[Asked], *, at: datetime) -> dict[int, Advice]:
    """For a page of cases: two queries, however many they are."""
    for one in asked:
        one.guesses = _guesses(one, at)
    matters = [guess.matter for one in asked for guess in one.guesses]
    listing = Listing(
        matters, [one.case.area for one in asked], [unit for one in asked for unit in (*one.before, *one.named)]
    )
    return {one.case.pk: _advice(one, listing, at) for one in asked}


def _guesses(asked: Asked, at: datetime) -> list[Guess]:
    if asked.case.matter and not retired(asked.case.matter, at=at):
        return [Guess(asked.case.matter, 1.0, "")]
    found = zip(matter_for(asked.text, at=at), GUESSED, strict=False)
    return [Guess(one.matter, worth, one.reason) for one, worth in found]


def _advice(asked: Asked, listing: Listing, at: datetime) -> Advice:
    """Reasons add up: what speaks against each is multiplied, so that ten weak ones do not make a certain one."""
    weights: dict[Unit, list[tuple[float, str]]] = defaultdict(list)
    for unit, weight, words in _reasons(asked, listing):
        taker = heir(unit, localdate(at))
        if taker and _may(asked, taker, listing, at):
            weights[taker].append((weight, words))
    ranked = sorted((_suggestion(unit, said) for unit, said in weights.items()), key=lambda one: -one.score)
    guess = asked.guesses[0] if asked.guesses else None
    return Advice(guess, tuple(ranked[:BEST]), _boards(asked, listing, weights, at))


def _suggestion(unit: Unit, said: Sequence[tuple[float, str]]) -> Suggestion:
    heaviest_first = sorted(said, key=lambda one: -one[0])
    reasons = dict.fromkeys(words for _weight, words in heaviest_first)
    return Suggestion(unit, 1 - prod(1 - weight for weight, _words in said), tuple(reasons))


def _reasons(asked: Asked, listing: Listing) -> Iterator[tuple[Unit, float, str]]:
    """Everything that speaks for anybody."""
    for guess in asked.guesses:
        yield from _by_list(asked.case, guess, listing)
    for unit in listing.governing(asked.case.area)[:2]:
        yield unit, GOVERNS, _("事发地由%s管辖") % unit
    for unit in listing.units:
        if len(unit.name) > 1 and unit.name in asked.text:
            yield unit, NAMED, _("诉求中提到“%s”") % unit
    yield from _by_habit(asked, listing)


def _by_list(case: Case, guess: Guess, listing: Listing) -> Iterator[tuple[Unit, float, str]]:
    """The nearest lead is certain, the others less; without a place nobody is."""
    matter = {"matter": guess.matter.full_name.split("/")[-1]}
    seems = f"（{guess.words}）" if guess.words else ""
    for rank, unit in enumerate(listing.leads(guess.matter, case.area)):
        weight = LEADS if case.area and rank == 0 else LEADS_ANYWHERE
        yield unit, weight * guess.worth, _("清单规定“%(matter)s”由其主办") % matter + seems
    for unit in listing.partners(guess.matter, case.area):
        yield unit, HELPS * guess.worth, _("清单规定“%(matter)s”由其协办") % matter + seems


def _by_habit(asked: Asked, listing: Listing) -> Iterator[tuple[Unit, float, str]]:
    whole = asked.before.total()
    for unit in listing.units:
        if whole >= ENOUGH and (count := asked.before[unit.pk]):
            told = {"whole": whole, "count": count}
            yield unit, HANDLED * count / whole, _("同一事项最近办结的 %(whole)d 件中，%(count)d 件由其办理") % told


def _may(asked: Asked, unit: Unit, listing: Listing, at: datetime) -> bool:
    """Whom the rules allow, were the case of the guessed matter; what was raised goes no lower than it was raised to."""
    matter = asked.guesses[0].matter if asked.guesses else None
    if why_not(asked.case, unit, matter, at=at, listing=listing):
        return False
    level = unit.area.level if unit.area else ""
    raised = asked.case.stage == Stage.RAISED and level in LEVELS and asked.case.level in LEVELS
    return not raised or LEVELS.index(level) >= LEVELS.index(asked.case.level)


def _boards(
    asked: Asked, listing: Listing, allowed: Mapping[Unit, Sequence[tuple[float, str]]], at: datetime
) -> tuple[Unit, ...]:
    """Those that the list names and that have a group, leads before partners; a merged unit's successor in its place."""
    if not asked.guesses or not asked.guesses[0].matter.claimable:
        return ()
    matter, area = asked.guesses[0].matter, asked.case.area
    named = (*listing.leads(matter, area), *listing.partners(matter, area))
    takers = (heir(unit, localdate(at)) for unit in named)
    return tuple(unit for unit in dict.fromkeys(takers) if unit and unit in allowed and unit.claims)


def _named(text: str, at: datetime) -> list[int]:
    """The units whose names stand in the text."""
    names = Unit.objects.filter(in_force(localdate(at))).values_list("pk", "name")
    return [pk for pk, name in names if len(name) > 1 and name in text]


def _handled(case: Case) -> Counter[int]:
    """Which units closed the latest cases of the same matter at the same place."""
    if case.matter is None:
        return Counter()
    like = Case.objects.filter(jurisdiction=here(), matter=case.matter, outcome=Stage.CLOSED, kind=case.kind)
    near = like.filter(area=case.area) if case.area else like
    return Counter(near.exclude(unit=None).order_by("-id").values_list("unit", flat=True)[:LATELY])
