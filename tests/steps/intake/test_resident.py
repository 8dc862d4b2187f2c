"""我要反映 · from the form to the receipt: what is taken, what is refused and in which words, and that nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huying.case.identity import opened
from huying.case.models import Case, Entry, Photo, Submission, Words
from huying.case.tracking import found_by_code
from huying.directory.models import Limit, Tally
from huying.steps.intake.fields import TEXT_MOST
from huying.steps.intake.resident.send import mark_of
from tests.steps.intake.conftest import TEXT, at_most, photo
from tests.world import NINE, World

Sent = Callable[..., Any]


def only() -> Case:
    return Case.objects.get()


def words(case: Case) -> str:
    return case.words.get(seq=1).text


def test_the_home_page_promises_what_the_limits_say(client: Client, world: World) -> None:
    page = client.get("/").content.decode()
    assert "2 个工作日" in page
    assert "2 小时" in page
    Limit.objects.all().delete()


def test_the_home_page_shows_no_rates_that_do_not_exist(client: Client, world: World) -> None:
    assert "本月公开" not in client.get("/").content.decode()


def test_a_request_is_received_and_its_receipt_shown(client: Client, sent: Sent) -> None:
    answer = sent()
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    case = only()
    assert case.number in page
    assert f"/track/{answer.url.split('/')[2]}/" in page
    assert (case.step, case.channel, case.place, words(case)) == ("intake", "web", "村口", TEXT)


def test_the_link_is_nowhere_in_the_database(client: Client, sent: Sent) -> None:
    code = sent().url.split("/")[2]
    secret = code.partition("-")[2]
    kept = [
        only().secret,
        *(str(row.answer) for row in Submission.objects.all()),
        *Entry.objects.values_list("body", flat=True),
    ]
    assert found_by_code(code, at=NINE) == only()
    assert not any(secret in text for text in kept)


def test_nothing_personal_stands_in_the_address(client: Client, sent: Sent) -> None:
    address = sent().url
    assert "1380000" not in address
    assert "张" not in address


def test_the_identity_is_sealed_and_masked(sent: Sent) -> None:
    sent()
    row = only().identity
    assert (row.masked_name, row.masked_phone) == ("张**", "138****1234")
    assert (opened(row).name, opened(row).phone) == ("张三", "13800001234")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 0000 1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("+86-138-0000-1234", "13800001234"),
        ("0316-5551234", "0316-5551234"),
        ("（0316）5551234 转 801", "0316-5551234-801"),
    ],
)
def test_phones_are_taken_as_people_write_them(sent: Sent, typed: str, kept: str) -> None:
    assert sent(phone=typed).status_code == 302
    assert opened(only().identity).phone == kept


@pytest.mark.parametrize("name", ["张三", "张", "", "欧阳娜娜·买买提", "O'Brien"])
def test_any_name_or_none_is_taken(sent: Sent, name: str) -> None:
    assert sent(name=name).status_code == 302
    assert opened(only().identity).name == name


def test_a_wrong_phone_is_refused_and_nothing_is_lost(sent: Sent) -> None:
    answer = sent(phone="12345678901234567")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这不是电话号码" in page
    assert TEXT in page
    assert not Case.objects.exists()


def test_a_phone_is_asked_for(sent: Sent) -> None:
    answer = sent(phone="")
    assert answer.status_code == 422
    assert "请留下联系电话" in answer.content.decode()


def test_a_report_needs_no_phone_and_is_confidential(sent: Sent) -> None:
    assert sent(phone="", kind="report").status_code == 302
    assert only().confidential


def test_who_wishes_to_be_nobody_is_nobody(client: Client, sent: Sent) -> None:
    answer = sent(anonymous="on", phone="写错了")
    case = only()
    assert (case.anonymous, case.identity.masked_name, case.identity.masked_phone) == (True, "", "")
    assert "唯一办法" in client.get(answer.url).content.decode()


def test_hiding_from_the_unit_is_kept(sent: Sent) -> None:
    sent(confidential="on", urgent="yes")
    assert (only().confidential, only().urgent) == (True, True)


@pytest.mark.parametrize("text", ["", "   ", "\u200b\ufeff", "\x00"])
def test_nothing_said_is_refused_in_words(sent: Sent, text: str) -> None:
    answer = sent(text=text)
    assert answer.status_code == 422
    assert "请写下您遇到的事" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 7000, TEXT_MOST])
def test_long_and_short_texts_are_taken(sent: Sent, count: int) -> None:
    assert sent(text="灯" * count).status_code == 302
    assert len(words(only())) == count


def test_one_character_too_many_is_counted_and_comes_back(sent: Sent) -> None:
    answer = sent(text="灯" * (TEXT_MOST + 1))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "您写了 8001 个" in page
    assert "灯" * (TEXT_MOST + 1) in page


def test_a_flood_of_text_is_refused_in_words(sent: Sent) -> None:
    answer = sent(text="灯" * 2_000_000)
    assert answer.status_code == 413
    assert "最多 8000 个字" in answer.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>路灯坏了",
        "路灯\x00坏了",
        "\u202e了坏灯路",
        "路灯坏了😡👨‍👩‍👧",
        "路灯'; DROP TABLE case_case; --",
        "{{ 7|add:7 }}{% csrf_token %}",
        '=HYPERLINK("http://x")',
    ],
)
def test_whatever_is_typed_is_only_text(client: Client, sent: Sent, text: str) -> None:
    code = sent(text=text).url.split("/")[2]
    page = client.get(f"/track/{code}/").content.decode()
    assert "<script>alert" not in page
    assert not {"\x00", "\u202e"} & set(words(only()))


def test_bytes_that_are_no_text_are_survived(client: Client, world: World) -> None:
    body = b"text=%ED%A0%80%FF%E8%B7%AF%E7%81%AF&phone=13800001234&idempotency_key=" + b"s" * 32
    answer = client.post("/submit/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert "路灯" in words(only())


def test_a_place_that_is_gone_is_said_to_be(sent: Sent) -> None:
    answer = sent(area="999999999999999999999")
    assert answer.status_code == 422
    assert "已经变更" in answer.content.decode()


@pytest.mark.parametrize("wrong", ["x", "91", "nan", "inf", "1e999"])
def test_a_nonsensical_point_is_no_point(sent: Sent, wrong: str) -> None:
    assert sent(latitude=wrong, longitude="116.4").status_code == 302
    assert only().latitude is None


def test_a_point_is_kept_to_the_decimetre(sent: Sent) -> None:
    sent(latitude="40.12345678", longitude="116.4")
    assert (only().latitude, only().longitude) == (40.123457, 116.4)


def test_a_choice_that_is_none_is_refused_and_never_a_fault(sent: Sent) -> None:
    assert sent(kind="bribe", urgent="maybe").status_code == 422


def test_five_times_the_same_is_one_case_and_one_answer(client: Client, sent: Sent) -> None:
    assert len({sent().url for _ in range(5)}) == 1
    assert Case.objects.count() == 1


def test_the_same_key_with_other_words_is_refused_with_the_form_kept(sent: Sent) -> None:
    sent()
    answer = sent(text="另一件事：井盖坏了")
    assert answer.status_code == 422
    assert "井盖坏了" in answer.content.decode()
    assert Case.objects.count() == 1


@pytest.mark.parametrize("key", ["", "1", "x" * 500, "<script>"])
def test_a_key_that_is_none_is_replaced(sent: Sent, key: str) -> None:
    assert sent(idempotency_key=key).status_code == 302


def test_a_fire_is_raised_and_the_receipt_says_whom_to_ring(client: Client, sent: Sent) -> None:
    page = client.get(sent(text="东村小卖部起火了，浓烟很大").url).content.decode()
    assert "tel:119" in page
    assert only().entries.filter(deed="alerted").exists()


def test_one_address_may_not_flood_the_house(client: Client, sent: Sent, world: World) -> None:
    sent()
    Tally.objects.update(count=60)
    answer = sent(idempotency_key="z" * 32, text="再报一件")
    assert answer.status_code == 429
    assert "再报一件" in answer.content.decode()
    assert sent().status_code == 302


def test_similar_open_cases_are_shown_by_a_whitelist(client: Client, world: World) -> None:
    lamp = world.lamp(text="我是李四，住东村 3 号，村口路灯三天不亮，孩子放学走夜路不安全")
    page = client.post("/submit/similar/", {"text": TEXT, "area": world.east_area.pk}).content.decode()
    assert "路灯" in page
    assert "东村" in page
    assert not [secret for secret in ("李四", "3 号", lamp.number, lamp.title) if secret in page]


def test_neither_reports_nor_hidden_cases_are_shown_as_similar(client: Client, world: World) -> None:
    world.lamp(kind="report")
    world.lamp(confidential=True)
    page = client.post("/submit/similar/", {"text": TEXT, "area": world.east_area.pk}).content.decode()
    assert page.strip() == ""


def test_saying_it_is_the_same_is_noted_on_both(sent: Sent, world: World) -> None:
    lamp = world.lamp()
    sent(same_as=mark_of(lamp))
    mine = Case.objects.exclude(pk=lamp.pk).get()
    assert mine.suspected == lamp
    assert lamp.entries.get(deed="joined").facts["of"] == mine.pk


@pytest.mark.parametrize("mark", ["1", "1:abc", "x", "' OR 1=1"])
def test_a_made_up_mark_joins_nothing(sent: Sent, world: World, mark: str) -> None:
    lamp = world.lamp()
    assert sent(same_as=mark).status_code == 302
    assert not lamp.entries.filter(deed="joined").exists()


def test_the_tile_asks_what_matters(client: Client, world: World) -> None:
    page = client.get("/submit/?about=noise").content.decode()
    assert "什么声音" in page
    assert client.get("/submit/?about=<x>").status_code == 200


def test_my_cases_come_back_by_their_links_alone(client: Client, sent: Sent, world: World) -> None:
    code = sent().url.split("/")[2]
    other = world.lamp()
    page = client.post("/mine/", {"code": [code, f"{other.pk}-{'0' * 24}", "x"]}).content.decode()
    assert page.count("hy-mine") == 1
    assert only_title() in page


def only_title() -> str:
    return Words.objects.order_by("id")[0].case.title


def test_creating_costs_twelve_statements_at_most(client: Client, sent: Sent, filled: Callable[..., Any]) -> None:
    sent(idempotency_key="w" * 32)
    with at_most(12):
        sent()


def test_with_photos_it_costs_two_more(client: Client, sent: Sent) -> None:
    keys = [client.post("/submit/photo/", {"photo": photo()}).json()["key"] for _ in range(3)]
    sent(idempotency_key="w" * 32)
    with at_most(14):
        sent(photo=keys)
    assert Photo.objects.filter(case__isnull=False).count() == 3


def test_no_page_costs_more_than_eight_statements(client: Client, sent: Sent, world: World) -> None:
    receipt = sent().url
    for address in ("/", "/submit/", receipt, receipt.replace("receipt", "track"), "/track/"):
        client.get(address)
        with at_most(8):
            assert client.get(address).status_code == 200


def test_what_reads_alike_is_shown_once(client: Client, world: World) -> None:
    for _ in range(3):
        world.lamp()
    page = client.post("/submit/similar/", {"text": TEXT, "area": world.east_area.pk}).content.decode()
    assert page.count("是同一件</span>") == 1


def test_an_unsorted_case_is_named_by_the_list_and_not_by_its_words(client: Client, world: World) -> None:
    world.lamp(matter=None, title="张三家门口")
    page = client.post("/submit/similar/", {"text": TEXT, "area": world.east_area.pk}).content.decode()
    assert "<b>路灯</b>" in page
    assert "张三" not in page
