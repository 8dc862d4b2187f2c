"""The demonstration district is whole, honest, and alive on every page."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

import demo
from demo.load import draw, load
from demo.matters import LINES
from demo.places import TOWNS, centres
from demo.residents import phones
from demo.stories import STORIES
from huying.case.clocks import Clock
from huying.case.models import Case, Deadline, Entry, Unposted
from huying.case.proof.chains import Count, check
from huying.case.search import matching
from huying.case.steps import Stage, Step
from huying.directory.models import Area, CalendarVersion, Limit, Matter, Person, Post, Unit
from huying.directory.roles import Role
from huying.post.models import Letter, State

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 23, 2, 5, tzinfo=UTC)
"""A Wednesday, 10:05 in the district, with a holiday ahead."""


@pytest.fixture(scope="module", autouse=True)
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Person]]:
    """Loaded once for all tests of this file, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(AT)
        transaction.set_rollback(True)


def cases(**where: object) -> int:
    return Case.objects.filter(**where).count()


def test_every_story_was_told_and_nothing_was_refused() -> None:
    assert cases() == len(STORIES)
    assert not Deadline.objects.exclude(aside="").exists()


def test_nothing_lies_in_the_future() -> None:
    assert not Entry.objects.filter(at__gt=AT).exists()
    assert not Case.objects.filter(arrived_at__gt=AT).exists()


def test_it_goes_back_three_weeks() -> None:
    assert Case.objects.earliest("arrived_at").arrived_at < AT - timedelta(days=20)


def test_the_ledger_is_whole() -> None:
    assert list(check({}, Count())) == []


def test_a_case_stands_in_every_step() -> None:
    assert set(Case.objects.values_list("step", flat=True)) >= set(Step) - {Step.REPLY}


@pytest.mark.parametrize(
    "stage",
    [
        Stage.RECEIVED, Stage.WAITING, Stage.OFFERED, Stage.UNLISTED, Stage.WORKING, Stage.REPORTED, Stage.AWAITING,
        Stage.REVIEW, Stage.CLOSED, Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN, Stage.TERMINATED,
    ],
)  # fmt: skip
def test_there_is_something_to_see_in(stage: Stage) -> None:
    assert cases(stage=stage)


@pytest.mark.parametrize(
    "deed",
    [
        "alerted", "transferred", "claimed", "unclaimed", "given_back", "objected", "objection_rejected", "appointed",
        "escalated", "measured", "extended", "sent_back", "reopened", "disputed", "supplemented", "urged", "breached",
        "raised", "summoned",
    ],
)  # fmt: skip
def test_it_has_happened(deed: str) -> None:
    assert Entry.objects.filter(deed=deed).exists()


def test_some_clocks_are_overdue_and_some_are_about_to_be() -> None:
    running = Deadline.objects.filter(ended_at=None)
    assert running.filter(due_at__lt=AT, kind=Clock.HANDLING).exists()
    assert running.filter(due_at__gt=AT, due_at__lt=AT + timedelta(days=1)).exists()


def test_every_warning_whose_time_has_come_was_given() -> None:
    assert not Deadline.objects.filter(ended_at=None, next_at__lte=AT).exists()


def test_a_report_hides_who_reported_and_was_never_offered() -> None:
    report = Case.objects.get(kind="report")
    assert report.confidential
    assert not report.entries.filter(deed="offered").exists()
    assert report.about != report.unit


def test_every_role_has_somebody() -> None:
    assert set(Post.objects.values_list("role", flat=True)) == set(Role)


def test_login_names_are_plain_words(people: list[Person]) -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*\d?", person.username) for person in people)


def test_nobody_can_sign_in_before_passwords_are_given(people: list[Person]) -> None:
    assert not any(person.has_usable_password() for person in people)


def test_the_three_administrators_hold_nothing_else() -> None:
    for login in ("system-admin", "security-admin", "audit-admin"):
        assert Post.objects.filter(person__username=login).count() == 1


def test_every_unit_that_claims_has_somebody_to_claim() -> None:
    for unit in Unit.objects.filter(claims=True):
        assert Post.objects.filter(unit=unit).exists(), unit


def test_the_directory_is_filled() -> None:
    assert Area.objects.filter(level="town").count() == len(TOWNS)
    assert Area.objects.filter(level="grid").count() == 2 * sum(len(town.villages) for town in TOWNS)
    assert Matter.objects.exclude(parent=None).count() == sum(len(lines) for lines in LINES.values()) == 60
    assert Limit.objects.exists()
    assert CalendarVersion.objects.exists()


def test_every_matter_has_somebody_who_leads() -> None:
    for matter in Matter.objects.exclude(parent=None):
        assert matter.local_level or matter.units.filter(leads=True).exists(), matter


def test_every_village_lies_on_the_map() -> None:
    assert set(centres()) == {village for town in TOWNS for village in town.villages}


def test_a_caller_of_today_has_called_before() -> None:
    assert (
        Case.objects.filter(identity__phone_index__gt="").values("identity__phone_index").distinct().count() < cases()
    )


def test_search_finds_a_story() -> None:
    assert matching(Case.objects.all(), "路灯").count() >= 2


def test_letters_have_arrived_and_the_old_ones_are_read() -> None:
    assert not Unposted.objects.exists()
    assert not Letter.objects.exclude(state=State.CARRIED).exists()
    unread = Letter.objects.filter(person__isnull=False, read_at=None)
    assert unread.exists()
    assert not unread.filter(carried_at__lt=AT - timedelta(days=2)).exists()


def test_residents_have_the_same_numbers_every_time() -> None:
    assert phones() == phones()
    assert len(set(phones().values())) == len(phones())


def test_no_text_is_told_twice() -> None:
    texts = [story.text for story in STORIES]
    assert len(texts) == len(set(texts))


def test_the_demonstration_names_no_real_place() -> None:
    real = re.compile("怀柔|廊坊|北京|琉璃庙|烔炀|潍州|潍坊|石家庄")
    written = "".join(path.read_text("utf-8") for path in Path(demo.__file__).parent.rglob("*.py"))
    assert not real.search(written)


def test_a_resident_may_point_at_the_map(tmp_path: Path) -> None:
    draw(tmp_path)
    outline = json.loads((tmp_path / "boundary.json").read_text())
    drawn = {feature["properties"]["name"] for feature in outline["features"]}
    assert drawn == set(Area.objects.filter(level="village").values_list("name", flat=True))


def test_a_map_that_is_there_already_stays(tmp_path: Path) -> None:
    (tmp_path / "boundary.json").write_text("ours")
    draw(tmp_path)
    assert (tmp_path / "boundary.json").read_text() == "ours"
