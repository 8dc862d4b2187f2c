"""一年 · one queue of simulated time: the next thing is a request, something a person does, or a clock that comes round."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import NamedTuple

from django.db import transaction

from huying.case.clocks import Clock
from huying.case.refused import Refused
from huying.case.timekeeper import OnDue
from huying.case.who import KEEPER, Actor
from huying.simulation import rounds
from huying.simulation.clocks import Clocks
from huying.simulation.course.intake import arrival
from huying.simulation.course.table import plan_for
from huying.simulation.demand import Demand
from huying.simulation.life import Life, Step, World

TOGETHER = 400
"""So many events are written in one transaction."""

LATER, MOST_IDLE = timedelta(hours=4), 40


class Event(NamedTuple):
    """`work` is done at `at`; of two at the same instant the one that was expected first."""

    at: datetime
    order: int
    work: Callable[[datetime], None]


Tell = Callable[[int, int], None]


class Year:
    """Lives through a plan. Other events, such as a story told by hand, may be put into the same queue."""

    def __init__(self, world: World, on_due: Mapping[Clock, OnDue]) -> None:
        self._world, self._order = world, count()
        self._queue: list[Event] = []
        self._by_case: dict[int, Life] = {}
        self._clocks = Clocks(on_due, self._touched)
        self.refused: Counter[str] = Counter()
        self.done = self.come = 0

    def expect(self, at: datetime, work: Callable[[datetime], None]) -> None:
        """Something that will happen, if there is still time."""
        if at <= self._world.plan.ends:
            heapq.heappush(self._queue, Event(at, next(self._order), work))

    def live(self, demands: Iterable[Demand], tell: Tell = lambda come, done: None) -> None:
        """Until the end of the plan."""
        self._expect_all(demands)
        while self._queue:
            with transaction.atomic():
                self._some()
            tell(self.come, self.done)
        with transaction.atomic():
            self._clocks.ring(self._world.plan.ends)
            rounds.post(self._world, self._world.plan.ends)
        rounds.count()

    def _expect_all(self, demands: Iterable[Demand]) -> None:
        world = self._world
        for demand in demands:
            draw, beside = (world.plan.draw(f"{what} {demand.number}") for what in ("case", "beside"))
            life = world.lives[demand] = Life(demand, world, draw, beside)
            self._ready(life, demand.at, arrival(life))
        for morning in rounds.mornings(world.plan.begins, world.plan.ends):
            self.expect(morning, self._supervise)
            self.expect(morning + timedelta(hours=14), lambda at: rounds.post(world, at))

    def _some(self) -> None:
        for _number in range(min(TOGETHER, len(self._queue))):
            if not self._queue:
                return
            self._clocks.ring(self._queue[0].at)  # a clock may set somebody to work before that
            event = heapq.heappop(self._queue)
            event.work(event.at)

    def _supervise(self, at: datetime) -> None:
        for done_at, case, work in rounds.cards(self._world, at):
            self.expect(done_at, partial(self._card, case, work))

    def _card(self, case: int, work: Callable[[datetime], None], at: datetime) -> None:
        try:
            work(at)
        except Refused as refusal:
            self.refused[str(refusal)] += 1
        self._touched({case}, at)

    def _ready(self, life: Life, at: datetime, step: Step) -> None:
        turn = life.turn
        self.expect(at + step.after, lambda now: self._begin(life, step, turn, now))

    def _begin(self, life: Life, step: Step, turn: int, at: datetime) -> None:
        """Whoever is to do it has the time now, or later."""
        if turn != life.turn and not step.aside:
            return
        people = step.who(life) if step.who else ()
        if not people:
            self._do(life, step, step.voice or KEEPER, turn, at)
            return
        by = self._world.diary.least_busy(people)
        done_at = self._world.diary.book(by, step.shift, at, step.takes)
        self.expect(done_at, lambda now: self._do(life, step, by, turn, now))

    def _do(self, life: Life, step: Step, by: Actor, turn: int, at: datetime) -> None:
        if turn != life.turn and not step.aside:
            return
        before = life.place if life.pk else None
        life.now = at
        try:
            step.act(life, by, at)
            self.done += 1
        except Refused as refusal:
            if before is None:
                raise  # whoever asks is always heard
            self.refused[str(refusal)] += 1
            life.forget()
        self._come(life, before is None)
        if life.place != before:
            self._plan_anew(life, at)
        elif not step.aside:
            self._go_on(life, at)

    def _come(self, life: Life, is_new: bool) -> None:
        if is_new:
            self._by_case[life.pk] = life
            self.come += 1

    def _plan_anew(self, life: Life, at: datetime) -> None:
        life.turn += 1
        life.idle = 0
        self._plan(life, at)

    def _plan(self, life: Life, at: datetime) -> None:
        life.now = at
        life.steps.clear()
        for step in plan_for(life):
            if step.aside:
                self._ready(life, at, step)
            else:
                life.steps.append(step)
        self._next(life, at)

    def _next(self, life: Life, at: datetime) -> None:
        if life.steps:
            self._ready(life, at, life.steps.popleft())

    def _go_on(self, life: Life, at: datetime) -> None:
        """The next step; where all are done and the case still stands there, somebody looks again some hours later."""
        if life.steps:
            self._next(life, at)
        elif life.case.ended_at is None and life.idle < MOST_IDLE:
            life.idle += 1
            turn = life.turn
            self.expect(at + LATER, lambda now: self._plan(life, now) if life.turn == turn else None)

    def _touched(self, cases: set[int], at: datetime) -> None:
        """The keeper has done something to them."""
        for life in filter(None, map(self._by_case.get, sorted(cases))):
            before = life.place
            life.forget()
            if life.place != before:
                self._plan_anew(life, at)
