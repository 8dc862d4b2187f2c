"""Other rules: what may be typed, what is refused in which words, and what each one changes in the copy."""

from pathlib import Path

import pytest

from huying.directory.models import Area, Limit, Matter, MatterList, Post, Unit
from huying.directory.roles import Role
from huying.simulation.scenario import MATTERS, WORKERS, NoSuchRule, Rule, apply, named, rule_of, rules_of, settled
from tests.world import NINE, World

pytestmark = pytest.mark.django_db


def amounts(clock: str) -> dict[str, tuple[int, str]]:
    rows = Limit.objects.filter(clock=clock).values_list("limit_class", "amount", "measure")
    return {group: (amount, measure) for group, amount, measure in rows}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("claim=5", Rule("claim", 5)),
        ("contact=60wm", Rule("contact", 60, measure="work_minutes")),
        ("handling.urgent=90m", Rule("handling", 90, "urgent", measure="minutes")),
        ("reply=2d", Rule("reply", 2, measure="days")),
        ("workers=1", Rule(WORKERS, 1)),
        ("workers@T01=2", Rule(WORKERS, 2, place="T01")),
        ("matters=3", Rule(MATTERS, 3)),
        ("matters=/tmp/清单.xlsx", Rule(MATTERS, file="/tmp/清单.xlsx")),
    ],
)
def test_a_rule_is_read_and_written_alike(text: str, rule: Rule) -> None:
    assert rule_of(text) == rule
    assert str(rule) == text


def test_several_stand_side_by_side_and_a_comma_in_a_file_is_its_own() -> None:
    assert rules_of("claim=5,workers@T=1,matters=甲,乙.csv") == [
        Rule("claim", 5), Rule(WORKERS, 1, place="T"), Rule(MATTERS, file="甲,乙.csv"),
    ]  # fmt: skip
    assert rules_of("") == []


@pytest.mark.parametrize(
    "text", ["claim", "claim=", "claim=soon", "sleep=8", "claim=5x", "handling.slow=3", "claim@T=5", "workers=many"]
)
def test_what_is_no_rule_is_refused_with_what_could_be_typed(text: str) -> None:
    with pytest.raises(NoSuchRule, match="handling=3"):
        rule_of(text)


@pytest.mark.parametrize("text", ["claim=0", "claim=999999999", "workers=21", "matters=0"])
def test_a_number_out_of_reason_is_refused(text: str) -> None:
    with pytest.raises(NoSuchRule, match="之间"):
        rule_of(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("city=3", "没有设“市级时限”"),
        ("handling.utility=9m", "办理（水电气热）"),
        ("workers@NOWHERE=1", "NOWHERE"),
        ("matters=7", "第 7 版"),
        ("matters=/nowhere.xlsx", "/nowhere.xlsx"),
    ],
)
def test_a_rule_must_fit_the_directory(world: World, text: str, words: str) -> None:
    with pytest.raises(NoSuchRule, match=words):
        settled(rule_of(text))


def test_without_a_unit_a_limit_counts_as_it_does_here(world: World) -> None:
    assert str(settled(rule_of("claim=5"))) == "claim=5m"
    assert str(settled(rule_of("handling=3"))) == "handling=3wd"


def test_the_time_for_a_claim_is_changed_and_nothing_else(world: World) -> None:
    others = list(Limit.objects.exclude(clock="claim").values_list("clock", "amount"))
    apply([Rule("claim", 60)], at=NINE)
    assert amounts("claim") == {"": (60, "minutes")}
    assert list(Limit.objects.exclude(clock="claim").values_list("clock", "amount")) == others


def test_what_is_urgent_keeps_its_limit_unless_it_is_named(world: World) -> None:
    apply([Rule("handling", 4)], at=NINE)
    assert amounts("handling") == {"": (4, "work_days"), "urgent": (120, "minutes")}
    apply([Rule("handling", 45, "urgent")], at=NINE)
    assert amounts("handling") == {"": (4, "work_days"), "urgent": (45, "minutes")}


def test_rules_are_combined(world: World) -> None:
    apply(rules_of("claim=5,reply=3d,workers=1"), at=NINE)
    assert (amounts("claim"), amounts("reply")) == ({"": (5, "minutes")}, {"": (3, "days")})
    assert Post.objects.filter(role=Role.GRID_WORKER).count() == 2


def test_every_village_gets_more_grid_workers(world: World) -> None:
    apply([Rule(WORKERS, 2)], at=NINE)
    assert Post.objects.filter(role=Role.GRID_WORKER, unit=world.east).count() == 2
    assert Post.objects.filter(role=Role.GRID_WORKER).count() == 4


def test_or_those_of_one_town_alone(world: World) -> None:
    area = Area.objects.create(code="110199102", name="山河镇", level="town", parent=world.county)
    other = Unit.objects.create(code="S", name="山河镇", kind="town", area=area)
    Unit.objects.create(code="S1", name="南村", kind="village", area=area, parent=other)
    apply([Rule(WORKERS, 1, place="S")], at=NINE)
    assert list(Post.objects.filter(role=Role.GRID_WORKER).values_list("unit__code", flat=True)) == ["S1"]


def test_another_version_of_the_list_is_the_only_one_in_force(world: World) -> None:
    draft = MatterList.objects.create(version=2, made_at=NINE, valid_from="2030-01-01")
    apply([Rule(MATTERS, 2)], at=NINE)
    draft.refresh_from_db()
    assert draft.valid_on(NINE.date())
    assert not MatterList.objects.get(version=1).valid_on(NINE.date())


def test_a_file_becomes_the_only_list(world: World, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("一级事项,二级事项,主办单位\n公共设施,街灯,东村\n", "utf-8")
    apply([Rule(MATTERS, file=str(tmp_path / "list.csv"))], at=NINE)
    assert list(Matter.objects.filter(list__version=2).values_list("name", flat=True)) == ["公共设施", "街灯"]
    assert [one.version for one in MatterList.objects.all() if one.valid_on(NINE.date())] == [2]


def test_a_file_that_is_no_list_says_what_is_wrong(world: World, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("一级事项,主办单位\n路灯,没有这个单位\n", "utf-8")
    with pytest.raises(NoSuchRule, match="没有这个单位"):
        apply([Rule(MATTERS, file=str(tmp_path / "list.csv"))], at=NINE)


def test_a_limit_is_named_in_words() -> None:
    assert named(Rule("handling", 2, "urgent")) == "办理（紧急）"
