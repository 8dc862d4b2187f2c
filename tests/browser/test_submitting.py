"""提交 · nothing typed is lost, nothing is sent twice, photos are made small."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.gallery.urls import RECEIVED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.gallery.urls")]

LAMP = "村口路灯三天不亮"


@pytest.fixture
def form(live_server, phone: Page) -> Iterator[Page]:
    RECEIVED.clear()
    phone.goto(live_server.url + "/submit/")
    yield phone
    RECEIVED.clear()


@pytest.fixture
def big_photo(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.jpg"
    Image.effect_noise((4000, 3000), 24).convert("RGB").save(path, quality=95)
    return path


def fill(page: Page, text: str = LAMP, phone: str = "13800001234") -> None:
    page.get_by_label("遇到了什么事？").fill(text)
    page.get_by_label("联系电话").fill(phone)


def send(page: Page) -> None:
    page.get_by_role("button", name="提交诉求").click()


def arrived(page: Page) -> list[dict[str, Any]]:
    page.wait_for_url("**/received/")
    return RECEIVED


def test_what_is_filled_in_arrives(form: Page) -> None:
    fill(form)
    send(form)
    (one,) = arrived(form)
    assert (one["text"], one["phone"], one["urgency"]) == (LAMP, "13800001234", "usual")


def test_two_clicks_send_it_once(form: Page) -> None:
    fill(form, "慢慢来，" + LAMP)
    form.get_by_role("button", name="提交诉求").dblclick()
    assert len(arrived(form)) == 1


def test_a_draft_survives_closing_the_page_and_goes_when_it_was_sent(form: Page) -> None:
    fill(form)
    expect(form.get_by_text("草稿已自动保存")).to_be_visible()
    form.reload()
    expect(form.get_by_label("遇到了什么事？")).to_have_value(LAMP)
    expect(form.get_by_text("已恢复上次没有提交的内容")).to_be_visible()
    send(form)
    arrived(form)
    form.goto(form.url.replace("/received/", "/submit/"))
    expect(form.get_by_label("遇到了什么事？")).to_have_value("")


def test_without_network_everything_stays_and_the_same_key_is_used_again(form: Page) -> None:
    fill(form)
    form.context.set_offline(True)
    send(form)
    expect(form.get_by_text("您填写的内容都还在")).to_be_visible()
    expect(form.get_by_label("遇到了什么事？")).to_have_value(LAMP)
    key = form.locator("[name=idempotency_key]").input_value()
    form.context.set_offline(False)
    assert [one["key"] for one in arrived(form)] == [key]


def test_after_a_reload_without_network_it_goes_by_itself_with_the_same_key_and_its_photos(
    form: Page, big_photo: Path
) -> None:
    fill(form)
    form.locator("input[type=file]").set_input_files(big_photo)
    expect(form.get_by_text("待传")).to_be_visible()
    form.route("**/submit/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    send(form)
    expect(form.get_by_text("您填写的内容都还在")).to_be_visible()
    key = form.locator("[name=idempotency_key]").input_value()
    form.reload()
    expect(form.locator(".hy-shots__tile--full")).to_have_count(1)
    expect(form.locator("[name=idempotency_key]")).to_have_value(key)
    form.unroute("**/submit/")
    (one,) = arrived(form)
    assert (one["key"], one["text"], len(one["photos"])) == (key, LAMP, 1)


def test_photos_of_a_draft_survive_closing_the_page_and_go_when_it_was_sent(form: Page, big_photo: Path) -> None:
    fill(form)
    form.locator("input[type=file]").set_input_files(big_photo)
    expect(form.get_by_text("待传")).to_be_visible()
    form.reload()
    expect(form.locator(".hy-shots__tile--full")).to_have_count(1)
    assert RECEIVED == []
    send(form)
    assert len(arrived(form)[0]["photos"]) == 1
    form.goto(form.url.replace("/received/", "/submit/"))
    expect(form.get_by_label("遇到了什么事？")).to_have_value("")
    expect(form.locator(".hy-shots__tile--full")).to_have_count(0)


def test_what_is_changed_after_a_failed_attempt_is_another_submission(form: Page) -> None:
    fill(form)
    form.context.set_offline(True)
    send(form)
    expect(form.get_by_text("您填写的内容都还在")).to_be_visible()
    key = form.locator("[name=idempotency_key]").input_value()
    form.get_by_label("在哪里？").fill("柳树沟")
    form.context.set_offline(False)
    form.wait_for_timeout(3000)
    assert RECEIVED == [], "nothing goes by itself that was changed meanwhile"
    assert form.locator("[name=idempotency_key]").input_value() != key


def test_a_refusal_is_shown_at_its_field_and_photos_stay(form: Page, big_photo: Path) -> None:
    fill(form, "长" * 51)
    form.locator("textarea").evaluate("field => field.removeAttribute('maxlength')")
    fill(form, "长" * 51)
    form.locator("input[type=file]").set_input_files(big_photo)
    expect(form.get_by_text("待传")).to_be_visible()
    send(form)
    expect(form.locator("[data-field=text] .hy-field__error")).to_be_visible()
    expect(form.get_by_label("遇到了什么事？")).to_be_focused()
    expect(form.locator(".hy-shots__tile--full")).to_have_count(1)
    fill(form)
    send(form)
    assert len(arrived(form)[0]["photos"]) == 1


def test_a_photo_is_made_small_before_it_is_sent(form: Page, big_photo: Path) -> None:
    fill(form)
    form.locator("input[type=file]").set_input_files(big_photo)
    expect(form.get_by_text("待传")).to_be_visible()
    send(form)
    (size,) = arrived(form)[0]["photos"]
    assert big_photo.stat().st_size > 1024 * 1024
    assert size <= 400 * 1024


def test_a_removed_photo_is_not_sent(form: Page, big_photo: Path) -> None:
    fill(form)
    form.locator("input[type=file]").set_input_files(big_photo)
    expect(form.get_by_text("待传")).to_be_visible()
    form.get_by_role("button", name="删去这张照片").click()
    send(form)
    assert arrived(form)[0]["photos"] == []


def test_too_many_photos_and_other_files_are_refused_in_words(form: Page, tmp_path: Path) -> None:
    small = BytesIO()
    Image.new("RGB", (20, 20)).save(small, "PNG")
    files = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": small.getvalue()} for n in range(3)]
    form.locator("input[type=file]").set_input_files(files)
    expect(form.get_by_text("照片已经够了")).to_be_visible()
    form.get_by_role("button", name="删去这张照片").first.click()
    form.locator("input[type=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"words"})
    expect(form.get_by_text("这不是照片")).to_be_visible()
