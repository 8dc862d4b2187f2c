"""演出 · the stories side by side, each deed at its instant, with the keeper's clocks ringing in between."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from demo.district import District
from demo.places import centres
from demo.residents import phones
from demo.scene import Do, Scene
from demo.story import Story
from huying.case import timekeeper
from huying.case.models import Case, Deadline
from huying.case.new import New
from huying.case.refused import Refused
from huying.case.who import RESIDENT
from huying.post.deliver import deliver
from huying.post.models import Letter, State
from huying.site.wiring import ON_DUE
from huying.steps.intake.receive import receive

LONG_READ = timedelta(days=1)
MOST_RINGS = 100_000


class Play:
    """One telling of all stories up to now. What would happen later has not happened yet."""

    def __init__(self, district: District, now: datetime) -> None:
        self._district, self._now = district, now
        self._coming: list[tuple[datetime, int, Story, Do | None]] = []
        self._order = count()
        self._told: dict[str, int] = {}
        self._phones = phones()
        self.refused: list[str] = []

    def tell(self, stories: Iterable[Story]) -> None:
        """Play them, and then let the clocks run up to now."""
        for story in stories:
            self._expect(story)
        posted = None
        while self._coming:
            at, _, story, do = heapq.heappop(self._coming)
            self._ring(at)
            self._try(story, do, at)
            if at.date() != posted:
                posted = at.date()
                post(at)
        self._ring(self._now)
        post(self._now)
        read_the_old(self._now - LONG_READ)

    def events(self, stories: Iterable[Story]) -> Iterator[tuple[datetime, Callable[[datetime], None]]]:
        """The same stories for somebody else's queue, who rings the clocks and carries the letters."""
        for story in stories:
            self._expect(story)
        for at, _, story, do in self._coming:
            yield at, partial(self._try, story, do)

    def _expect(self, story: Story) -> None:
        starts = story.starts(self._now)
        for after, do in [(timedelta(), None), *((act.after, act.do) for act in story.acts)]:
            if starts + after <= self._now:
                heapq.heappush(self._coming, (starts + after, next(self._order), story, do))

    def _try(self, story: Story, do: Do | None, at: datetime) -> None:
        """What the house refuses does not happen; the rest of the district goes on. The tests see to it that there is none."""
        try:
            self._happen(story, do, at)
        except Refused as refusal:
            self.refused.append(f"{at:%m-%d %H:%M} {story.text[:12]}: {refusal}")

    def _happen(self, story: Story, do: Do | None, at: datetime) -> None:
        key = story.key or story.text
        if do is None:
            self._told[key] = self._receive(story, at).pk
        else:
            case = Case.objects.select_related("unit", "area", "matter", "person").get(pk=self._told[key])
            do(Scene(case, at, self._district, self._told))

    def _receive(self, story: Story, at: datetime) -> Case:
        district, (longitude, latitude) = self._district, centres()[story.village]
        by = RESIDENT if story.by == "resident" else district.people[story.by]
        new = New(
            text=story.text, channel=story.channel, kind=story.kind, nature=story.nature, urgent=story.urgent,
            name=story.who, phone=self._phones.get(story.who, ""), place=f"{story.village}{story.place}",
            latitude=latitude, longitude=longitude, area=district.areas[story.village],
            matter=district.matters.get(story.matter), about=district.units.get(story.about),
            confidential=story.hides, anonymous=not story.who,
        )  # fmt: skip
        return receive(new, by=by, at=at)

    def _ring(self, until: datetime) -> None:
        """Every warning at its own instant, in order."""
        ringing = Deadline.objects.filter(ended_at=None, next_at__lte=until, aside="").order_by("next_at")
        for _ in range(MOST_RINGS):
            at = ringing.values_list("next_at", flat=True).first()
            if at is None:
                return
            timekeeper.tick(at, ON_DUE)


def post(at: datetime) -> None:
    """Letters reach their readers; messages to residents of the past are not sent again."""
    while deliver(at):
        pass
    Letter.objects.filter(state=State.WAITING).update(state=State.CARRIED, carried_at=at, tries=1)


def read_the_old(before: datetime) -> None:
    """What came long ago has been read."""
    Letter.objects.filter(person__isnull=False, carried_at__lt=before).update(read_at=before)
