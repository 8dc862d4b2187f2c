"""任用 · people and their posts as a sheet says. Each post is saved alone, so that the model holds it against the others."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError

from huying.directory import acts
from huying.directory.models import Area, Person, Post, Unit, What
from huying.directory.sheets.plan import Change, Values


def employ(changes: Iterable[Change], *, by: Person | None, at: datetime) -> None:
    """Ended posts first, so that somebody can pass from one post to another in one file."""
    people = {person.username.casefold(): person for person in Person.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.all()}
    areas = {area.code: area for area in Area.objects.order_by("valid_from")}
    for change in sorted(changes, key=lambda change: change.after["valid_to"] is None):
        person = people.setdefault(str(change.after["username"]), Person(username=str(change.after["username"])))
        _settle(person, change.after, by, at)
        if change.after["unit"]:
            _post(person, change, units[str(change.after["unit"])], areas.get(str(change.after["area"])), by, at)


def _settle(person: Person, values: Values, by: Person | None, at: datetime) -> None:
    """Name, address and whether they still work here; somebody new signs in once a password has been issued."""
    act = _act(person, active=bool(values["active"]))
    before = (person.name, person.email, person.is_active)
    person.name, person.email, person.is_active = str(values["name"]), str(values["email"]), bool(values["active"])
    if person._state.adding:
        person.set_unusable_password()
        person.must_change_password = True
    if person._state.adding or before != (person.name, person.email, person.is_active):
        person.save()
    if act:
        acts.record(act, by=by, at=at, subject=f"{person.name}（{person.username}）")


def _act(person: Person, *, active: bool) -> What | None:
    if person._state.adding:
        return What.PERSON_ADDED
    if person.is_active == active:
        return None
    return What.PERSON_RESUMED if active else What.PERSON_ENDED


def _post(person: Person, change: Change, unit: Unit, area: Area | None, by: Person | None, at: datetime) -> None:
    after = change.after
    same = {"person": person, "unit": unit, "role": str(after["role"]), "valid_from": after["valid_from"]}
    post = Post.objects.filter(**same).first() or Post(**same)
    granted, ended = post._state.adding, post.valid_to is None and after["valid_to"] is not None
    post.area, post.valid_to = area, _day(after)
    try:
        post.save()
    except ValidationError as error:
        raise ValidationError(f"{person.name}：{'；'.join(error.messages)}") from error
    if granted or ended:
        what = What.POST_GRANTED if granted else What.POST_ENDED
        acts.record(what, by=by, at=at, subject=f"{person.name} · {post}")


def _day(values: Values) -> date | None:
    day = values["valid_to"]
    return day if isinstance(day, date) else None
