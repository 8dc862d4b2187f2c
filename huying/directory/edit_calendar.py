"""改历 · every edit of the calendar makes a new version; the keeper then reckons the running clocks again by it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from huying.directory.models import CalendarDay, CalendarVersion, Edit, Fate, Person
from huying.directory.reckoning import forget, hours_of
from huying.kit.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decreed for one day."""

    works: bool
    name: str = ""

    def __str__(self) -> str:
        return f"{_('上班') if self.works else _('休息')} {self.name}".strip()


Days = Mapping[date, Plan | None]
"""Days and what is decreed for them; None gives a day back to its weekday."""


@dataclass(frozen=True, slots=True)
class State:
    """One version's content."""

    hours: str = "09:00-12:00 14:00-18:00"
    published_to: date | None = None
    days: dict[date, Plan] = field(default_factory=dict)


def newest() -> CalendarVersion | None:
    """The version in force."""
    return CalendarVersion.objects.order_by("-number").first()


def state_of(version: CalendarVersion | None) -> State:
    """What a version says; without one, the usual hours and nothing published."""
    if version is None:
        return State()
    rows = CalendarDay.objects.filter(version=version).order_by("day").values_list("day", "works", "name")
    return State(version.hours, version.published_to, {day: Plan(works, name) for day, works, name in rows})


@transaction.atomic
def edit_calendar(
    days: Days, *, by: Person | None, at: datetime, hours: str = "", published_to: date | None = None, note: str = ""
) -> CalendarVersion:
    """新版本 · the newest version copied, with these changes. Where nothing changes, the newest stays."""
    before = newest()
    old = state_of(before)
    new = replace(
        old,
        hours=_checked(hours) if hours else old.hours,
        published_to=published_to or old.published_to,
        days={day: plan for day, plan in {**old.days, **days}.items() if plan is not None},
    )
    if before is not None and new == old:
        return before
    version = _made(new, number=before.number + 1 if before else 1, at=at, note=note)
    Edit.objects.bulk_create(
        Edit(register="calendar", key=key, title=f"{key} v{version.number}", fate=fate, by=by, at=at, before=was, after=now)
        for key, fate, was, now in _differences(old, new)
    )  # fmt: skip
    forget()
    return version


def _made(state: State, *, number: int, at: datetime, note: str) -> CalendarVersion:
    if state.published_to is None:
        raise ValidationError(_("请填写工作日历已公布至哪一天。"))
    version = CalendarVersion.objects.create(
        number=number, made_at=at, note=note, hours=state.hours, published_to=state.published_to
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(version=version, day=day, works=plan.works, name=plan.name)
        for day, plan in sorted(state.days.items())
    )
    return version


def _checked(hours: str) -> str:
    """Duty hours that the arithmetic understands, evenly written."""
    try:
        WorkCalendar(settings.TIME_ZONE, hours=hours_of(hours))
    except ValueError as error:
        raise ValidationError(_("上班时间要写成“09:00-12:00 14:00-18:00”的样子，先后不能颠倒。")) from error
    return " ".join(hours.split())


def _differences(old: State, new: State) -> Iterator[tuple[str, Fate, dict[str, str], dict[str, str]]]:
    """What each edited line was and is: the hours, the last published day, and every day that changed."""
    if old.hours != new.hours:
        yield "hours", Fate.CHANGED, {"hours": old.hours}, {"hours": new.hours}
    if old.published_to != new.published_to:
        yield "published_to", Fate.CHANGED, {"day": str(old.published_to or "")}, {"day": str(new.published_to)}
    for day in sorted(old.days.keys() | new.days.keys()):
        was, now = old.days.get(day), new.days.get(day)
        if was != now:
            yield day.isoformat(), _fate(was, now), {"day": str(was or "")}, {"day": str(now or "")}


def _fate(was: Plan | None, now: Plan | None) -> Fate:
    if was is None:
        return Fate.NEW
    return Fate.CHANGED if now else Fate.ENDED
