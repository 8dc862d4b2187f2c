"""Finding a case: by number, by words of text and place, by telephone for those who may; whatever is typed, no error."""

from datetime import timedelta

import pytest

from huying.case.comment import comment
from huying.case.hall.seeking import sought
from huying.case.models import Case
from huying.case.search import matching, matching_from
from huying.case.who import RESIDENT
from huying.directory.models import Act
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.steps.dispatch.correct import correct
from huying.steps.intake.supplement import supplement
from tests.case.hall import Reader, it_is, page_of, text_of, totals
from tests.world import NINE, World

ODD = [
    "👍", "路灯👍", "'", '"', "''\"", "路灯'", "AND", "路灯 AND NOT", "NEAR(路灯, 2)", "路灯*", "^路灯", "-路灯", "tokens:路灯", "(", ")",
    "{x}: y", "%", "_", "\\", "路\\灯", "\x00路灯", "\u202e路灯", "a" * 5000, "路" * 5000, " ", "　", "是", "ﬀ", "①", "Ⅳ", "𠮷野家", "𰻝面",
    "null", "; DROP TABLE case_case; --", "&", "|", "!", "路灯 & 小学", "<->", "路灯:*", "1" * 400, "99999999-999999999999999999999999",
    "00000000-000001", "20261332-000001", "+86 138", "１３８０００", "null\n路灯", "ｌａｍｐ", "é", "ß", "İ",
]  # fmt: skip


@pytest.fixture(autouse=True)
def it_is_friday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, NINE + timedelta(minutes=3))


@pytest.fixture
def dispatcher(world: World) -> Reader:
    return Reader(world.dispatcher)


def test_two_characters_are_enough(world: World, dispatcher: Reader) -> None:
    lamp = world.lamp()
    world.lamp(text="井盖坏了", place="西村", title="井盖")
    assert dispatcher.lists(q="路灯") == dispatcher.lists(q="放学") == dispatcher.lists(q="东村") == [lamp.number]


def test_every_word_has_to_be_there(world: World, dispatcher: Reader) -> None:
    lamp = world.lamp()
    assert dispatcher.lists(q="路灯 放学") == [lamp.number]
    assert dispatcher.lists(q="路灯 井盖") == []


def test_what_is_found_stands_newest_first(world: World, dispatcher: Reader) -> None:
    numbers = [world.lamp().number for _ in range(3)]
    assert dispatcher.lists(q="路灯") == numbers[::-1]


@pytest.mark.parametrize("form", ["{}", " {} ", "{}\n"])
def test_a_receipt_number_finds_its_case(world: World, dispatcher: Reader, form: str) -> None:
    lamp = world.lamp()
    world.lamp()
    assert dispatcher.lists(q=form.format(lamp.number)) == [lamp.number]
    assert dispatcher.lists(q=lamp.number.replace("-", "")) == [lamp.number]


def test_a_number_of_another_day_finds_nothing(world: World, dispatcher: Reader) -> None:
    lamp = world.lamp()
    assert dispatcher.lists(q=lamp.number.replace("20260925", "20260926")) == []


def test_the_number_of_the_source_finds_its_case(world: World, dispatcher: Reader) -> None:
    lamp = world.lamp(source="市12345", source_number="BJ-2026-770123")
    world.lamp(source="市12345", source_number="BJ-2026-770124")
    assert dispatcher.lists(q="BJ-2026-770123") == dispatcher.lists(q="770123") == [lamp.number]


@pytest.mark.parametrize("typed", ["13800001234", "138 0000 1234", "+86-138-0000-1234", "１３８００００１２３４"])
def test_a_telephone_number_finds_its_cases_for_the_desk(world: World, dispatcher: Reader, typed: str) -> None:
    mine = world.lamp()
    world.lamp(phone="13900001234")
    assert dispatcher.lists(q=typed) == [mine.number]


def test_part_of_a_telephone_number_finds_nobody(world: World, dispatcher: Reader) -> None:
    world.lamp()
    assert dispatcher.lists(q="1380000") == dispatcher.lists(q="1234") == []


def test_a_search_by_telephone_is_on_record_with_the_number_masked(world: World, dispatcher: Reader) -> None:
    world.lamp()
    dispatcher.lists(q="13800001234")
    act = Act.objects.get(what="phone_sought")
    assert (act.by, act.subject) == (world.dispatcher, "138****1234")
    dispatcher.lists(q="路灯")
    assert Act.objects.filter(what="phone_sought").count() == 1


def test_a_village_finds_by_telephone_only_what_it_sees_and_nothing_confidential(world: World) -> None:
    mine = world.assigned()
    world.assigned(confidential=True)
    world.lamp()
    assert Reader(world.villager).lists(q="13800001234") == [mine.number]
    assert Reader(world.neighbour).lists(q="13800001234") == []


def test_whoever_may_not_lift_masks_finds_nothing_by_telephone(world: World) -> None:
    world.lamp(text="我的电话13800001234，路灯坏了")
    assessor = Reader(world.person(Role.ASSESSOR, world.centre))
    assert assessor.lists(q="13800001234") == []
    assert len(assessor.lists(q="路灯")) == 1


def test_a_search_reaches_no_further_than_the_list(world: World) -> None:
    mine = world.assigned()
    world.lamp()
    assert Reader(world.villager).lists(q="路灯") == [mine.number]
    assert Reader(world.neighbour).lists(q="路灯") == Reader(world.neighbour).lists(q=mine.number) == []


def test_a_search_and_a_filter_narrow_each_other(world: World, dispatcher: Reader) -> None:
    world.lamp()
    praise = world.lamp(kind="praise")
    assert dispatcher.lists(q="路灯", kind="praise") == [praise.number]
    assert dispatcher.lists(q="路灯", at="ended") == []


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_whatever_is_typed_there_is_no_error(world: World, dispatcher: Reader, query: str) -> None:
    world.lamp()
    assert dispatcher.opens("/cases/", q=query).status_code == 200
    list(matching(Case.objects.all(), query))


def test_operators_are_words(world: World, dispatcher: Reader) -> None:
    world.lamp(text="路灯")
    assert dispatcher.lists(q="路灯 OR 井盖") == []


def test_a_whole_letter_is_found_by_its_beginning(world: World, dispatcher: Reader) -> None:
    text = "".join(f"第{number}盏路灯在{number * 7}号门前，" for number in range(300))
    lamp = world.lamp(text=text)
    assert dispatcher.lists(q=text) == [lamp.number]


def test_a_word_without_end_is_found_by_its_beginning(world: World, dispatcher: Reader) -> None:
    lamp = world.lamp(text="a" * 7000)
    assert dispatcher.lists(q="a" * 5000) == dispatcher.lists(q="a" * 150) == [lamp.number]


def test_nothing_to_look_for_finds_nothing(world: World) -> None:
    world.lamp()
    assert not matching(Case.objects.all(), "👍 …").exists()


def test_the_words_sought_stay_in_the_field(world: World, dispatcher: Reader) -> None:
    world.lamp()
    assert "查找“路灯”" in text_of(dispatcher.opens("/cases/", q="路灯"))


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("13800001234", "13800001234"),
        ("110", ""),
        ("12345", ""),
        ("20260925-000001", ""),
        ("路灯", ""),
        ("138****1234", ""),
    ],
)
def test_only_a_whole_number_is_a_telephone(typed: str, phone: str) -> None:
    assert sought(typed).phone == phone


def test_a_letter_pasted_into_the_address_is_cut(world: World) -> None:
    assert len(sought("路灯" * 9000).words) == 200
    assert now() > NINE and page_of(world.lamp()).startswith("/cases/2026")


def test_a_list_of_the_living_is_searched_from_its_oldest_on(world: World) -> None:
    old, lamp, cats = world.lamp(), world.lamp(), world.lamp(text="楼上养了二十只猫")
    living = Case.objects.filter(pk__in=[lamp.pk, cats.pk])
    assert list(matching_from(living, "路灯")) == [lamp]
    assert list(matching_from(living.filter(pk__gt=cats.pk), "路灯")) == []
    assert list(matching_from(Case.objects.none(), "路灯")) == []
    assert list(matching_from(living, "，")) == []
    assert list(matching_from(Case.objects.all(), "路灯").order_by("pk")) == [old, lamp]


def test_what_the_resident_added_is_found(world: World, dispatcher: Reader) -> None:
    lamp = world.lamp()
    supplement(lamp, words="变压器也在冒烟", by=RESIDENT, at=NINE)
    supplement(lamp, words="旁边的井盖松了", by=RESIDENT, at=NINE)
    for words in ("变压器", "井盖", "路灯", "东村"):
        assert dispatcher.lists(q=words) == [lamp.number], words


def test_a_corrected_place_loses_nothing_that_was_added(world: World, dispatcher: Reader) -> None:
    lamp = world.lamp()
    supplement(lamp, words="变压器也在冒烟", by=RESIDENT, at=NINE)
    correct(lamp, changes={"place": "西村桥头"}, by=world.dispatcher, reason="听错了", at=NINE)
    assert dispatcher.lists(q="桥头") == dispatcher.lists(q="变压器") == [lamp.number]


def test_what_was_said_on_the_way_by_others_finds_no_case(world: World, dispatcher: Reader) -> None:
    lamp = world.lamp()
    comment(lamp, words="户主在变压器旁", by=world.dispatcher, at=NINE)
    supplement(lamp, words="还有一盏也灭了", by=RESIDENT, at=NINE)
    assert dispatcher.lists(q="变压器") == []


def test_a_word_of_very_many_cases_is_counted_among_the_newest_and_walked_to_the_oldest(
    world: World, dispatcher: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huying.case.hall.seeking.COUNTED", 2)
    standing = [world.lamp().number for _ in range(3)]
    told = totals(dispatcher.opens("/cases/", q="路灯"))
    assert (told["全部"], told["在办"], told["已结束"]) == ("2+", "2+", "0+")
    assert sorted(dispatcher.lists(q="路灯")) == standing


def test_as_many_as_there_are_is_a_true_count(world: World, dispatcher: Reader) -> None:
    world.lamp()
    assert totals(dispatcher.opens("/cases/", q="路灯"))["全部"] == "1"
