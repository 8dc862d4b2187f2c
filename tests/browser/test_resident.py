"""群众的门 · a cheap phone, no account: from the first screen to the receipt and back, as people really use it."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Response, expect

from huying.case.models import Case, Photo
from tests.browser.conftest import faults, sideways
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "村口到小学的路灯三天不亮，孩子放学走夜路不安全。"
EAST = [[116.40, 40.20], [116.42, 40.20], [116.42, 40.22], [116.40, 40.22], [116.40, 40.20]]
WEST = [[116.38, 40.20], [116.40, 40.20], [116.40, 40.22], [116.38, 40.22], [116.38, 40.20]]
KB = 1024

Act = Callable[[], None]


@pytest.fixture
def district(transactional_db: None) -> World:
    """The world of the tests, for the server that runs in this process."""
    return World()


@pytest.fixture
def outline(settings: Any, tmp_path: Path) -> Path:
    """Two villages side by side, in a home of this test's own: the workers share the other."""
    shapes = [("东村", EAST), ("西村", WEST)]
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in shapes
    ]
    settings.HUYING_HOME = tmp_path
    path = tmp_path / "boundary.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.jpg"
    Image.effect_noise((2400, 1800), 24).convert("RGB").save(path, quality=92)
    return path


@pytest.fixture
def form(live_server, phone: Page, district: World) -> Page:
    phone.goto(live_server.url + "/submit/")
    return phone


def fill(page: Page, text: str = TEXT, number: str = "13800001234") -> None:
    page.get_by_label("遇到了什么事？").fill(text)
    page.get_by_label("联系电话").fill(number)


def send(page: Page) -> None:
    page.get_by_role("button", name="提交诉求").click()


def receipt(page: Page) -> str:
    page.wait_for_url("**/receipt/**")
    return page.locator(".hy-receipt__number").inner_text()


def test_from_the_first_screen_to_the_receipt_and_back(
    live_server, phone: Page, district: World, picture: Path
) -> None:
    phone.goto(live_server.url + "/")
    phone.get_by_role("link", name="我要反映").click()
    fill(phone)
    phone.locator("input[type=file]").set_input_files(picture)
    expect(phone.locator(".hy-shots__state")).to_contain_text("已传")
    phone.get_by_label("哪个村").select_option("东村")
    send(phone)
    number = receipt(phone)
    assert Case.objects.get().number == number
    assert Case.objects.get().photos.count() == 1
    phone.get_by_role("link", name="回到首页").click()
    expect(phone.get_by_role("heading", name="我的诉求")).to_be_visible()
    phone.get_by_role("link", name="村口到小学的路灯").click()
    expect(phone.get_by_text(number)).to_be_visible()
    expect(phone.get_by_text("等待受理")).to_be_visible()


def test_a_photo_goes_ahead_while_the_words_are_written(form: Page, picture: Path) -> None:
    form.locator("input[type=file]").set_input_files(picture)
    expect(form.locator(".hy-shots__state")).to_contain_text("已传")
    assert Photo.objects.get().case is None
    fill(form)
    send(form)
    receipt(form)
    assert Photo.objects.get().case == Case.objects.get()


def test_what_is_no_photo_is_said_at_once_and_the_rest_stays(form: Page, picture: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"nonsense")
    form.locator("input[type=file]").set_input_files([picture, bad])
    expect(form.get_by_text("这不是照片")).to_be_visible()
    expect(form.locator(".hy-shots__tile--full")).to_have_count(1)


def test_a_photo_that_was_cut_off_goes_with_the_form(form: Page, picture: Path) -> None:
    form.route("**/submit/photo/", lambda route: route.abort())
    form.locator("input[type=file]").set_input_files(picture)
    expect(form.locator(".hy-shots__state")).to_contain_text("随表提交")
    fill(form)
    send(form)
    receipt(form)
    assert Case.objects.get().photos.count() == 1


def test_a_photo_may_be_taken_out_again(form: Page, picture: Path) -> None:
    form.locator("input[type=file]").set_input_files(picture)
    form.get_by_role("button", name="删去这张照片").click()
    fill(form)
    send(form)
    receipt(form)
    assert Case.objects.get().photos.count() == 0


def test_what_was_typed_is_there_after_coming_back(live_server, form: Page) -> None:
    form.get_by_label("遇到了什么事？").press_sequentially("路灯不亮")
    expect(form.get_by_text("草稿已自动保存")).to_be_visible()
    form.goto(live_server.url + "/")
    form.goto(live_server.url + "/submit/")
    expect(form.get_by_label("遇到了什么事？")).to_have_value("路灯不亮")


def test_after_sending_the_draft_is_gone(live_server, form: Page) -> None:
    fill(form)
    send(form)
    receipt(form)
    form.goto(live_server.url + "/submit/")
    expect(form.get_by_label("遇到了什么事？")).to_have_value("")


def test_a_refusal_loses_nothing_and_says_where(form: Page, picture: Path) -> None:
    fill(form, number="123")
    form.locator("input[type=file]").set_input_files(picture)
    send(form)
    expect(form.get_by_text("这不是电话号码")).to_be_visible()
    expect(form.get_by_label("联系电话")).to_be_focused()
    expect(form.get_by_label("遇到了什么事？")).to_have_value(TEXT)
    form.get_by_label("联系电话").fill("0316-5551234")
    send(form)
    receipt(form)
    assert Case.objects.get().photos.count() == 1


def test_a_network_that_fails_after_it_was_received_makes_no_second_case(form: Page) -> None:
    tries = []

    def cut(route) -> None:
        tries.append(route.request)
        if len(tries) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    form.route("**/submit/", cut)
    fill(form)
    send(form)
    expect(form.get_by_text("网络不通")).to_be_visible()
    send(form)
    receipt(form)
    assert Case.objects.count() == 1


def test_words_of_danger_show_at_once_whom_to_ring(form: Page) -> None:
    text = form.get_by_label("遇到了什么事？")
    text.fill("楼下小卖部着火了，有人晕倒")
    expect(form.get_by_role("link", name="119 火情")).to_be_visible()
    expect(form.get_by_role("link", name="120 人身")).to_be_visible()
    text.fill("路灯不亮")
    expect(form.get_by_role("link", name="119 火情")).to_be_hidden()


def test_similar_cases_are_shown_before_sending(form: Page, district: World) -> None:
    lamp = district.lamp()
    fill(form)
    form.get_by_label("哪个村").select_option("东村")
    form.get_by_label("是同一件").first.check()
    send(form)
    receipt(form)
    assert Case.objects.exclude(pk=lamp.pk).get().suspected == lamp


def test_a_point_on_the_map_names_the_village(outline: Path, form: Page) -> None:
    form.get_by_role("button", name="在地图上选").click()
    sheet = form.locator("[data-map]")
    expect(sheet.get_by_text("东村")).to_be_visible()
    box = sheet.bounding_box()
    sheet.click(position={"x": box["width"] * 0.7, "y": box["height"] * 0.5})
    expect(form.get_by_text("已在地图上标出")).to_be_visible()
    expect(form.get_by_label("哪个村").locator("option:checked")).to_have_text("东村")
    fill(form)
    send(form)
    receipt(form)
    case = Case.objects.get()
    assert case.area.name == "东村"
    assert 116.40 < case.longitude < 116.42


def test_the_map_is_marked_by_keyboard_too(outline: Path, form: Page) -> None:
    form.get_by_role("button", name="在地图上选").press("Enter")
    sheet = form.locator("[data-map]")
    expect(sheet.get_by_text("东村")).to_be_visible()
    sheet.press("ArrowRight")
    sheet.press("Enter")
    expect(form.get_by_text("已在地图上标出")).to_be_visible()


def test_one_s_own_position_is_taken_and_may_be_dropped(live_server, open_page, district: World) -> None:
    here = {"latitude": 40.21, "longitude": 116.41, "accuracy": 18}
    page = open_page("phone", geolocation=here, permissions=["geolocation"])
    page.goto(live_server.url + "/submit/")
    page.get_by_role("button", name="用我的位置").click()
    expect(page.get_by_text("误差约 18 米")).to_be_visible()
    fill(page)
    send(page)
    receipt(page)
    assert (Case.objects.get().latitude, Case.objects.get().longitude) == (40.21, 116.41)


def test_who_refuses_to_be_found_is_told_what_to_do(live_server, open_page, district: World) -> None:
    page = open_page("phone", permissions=[])
    page.goto(live_server.url + "/submit/")
    page.get_by_role("button", name="用我的位置").click()
    expect(page.get_by_text("没有取得位置")).to_be_visible()


def test_everything_works_by_keyboard_alone(form: Page) -> None:
    form.get_by_label("遇到了什么事？").focus()
    form.keyboard.type("路灯不亮")
    for _ in range(40):
        form.keyboard.press("Tab")
        if form.evaluate("document.activeElement.name") == "phone":
            break
    form.keyboard.type("13800001234")
    form.keyboard.press("Enter")
    receipt(form)
    assert Case.objects.count() == 1


def test_without_any_script_it_works_too(live_server, open_page, district: World, picture: Path) -> None:
    page = open_page("phone", java_script_enabled=False)
    page.goto(live_server.url + "/submit/")
    fill(page)
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_label("哪个村").select_option("东村")
    send(page)
    number = receipt(page)
    case = Case.objects.get()
    assert (case.number, case.photos.count(), case.area.name) == (number, 1, "东村")


def test_without_any_script_a_refusal_keeps_words_and_photos(
    live_server, open_page, district: World, picture: Path
) -> None:
    page = open_page("phone", java_script_enabled=False)
    page.goto(live_server.url + "/submit/")
    fill(page, number="123")
    page.locator("input[type=file]").set_input_files(picture)
    send(page)
    expect(page.get_by_text("这不是电话号码")).to_be_visible()
    expect(page.get_by_label("遇到了什么事？")).to_have_value(TEXT)
    expect(page.locator("[data-kept] img")).to_be_visible()
    page.get_by_label("联系电话").fill("13800001234")
    send(page)
    receipt(page)
    assert Case.objects.get().photos.count() == 1


def test_a_shared_phone_may_forget(live_server, form: Page) -> None:
    fill(form)
    send(form)
    receipt(form)
    form.get_by_role("button", name="不要记").click()
    form.goto(live_server.url + "/")
    expect(form.get_by_role("heading", name="我的诉求")).to_be_hidden()


def test_progress_by_number_and_phone_then_more_words_then_withdrawal(live_server, form: Page, picture: Path) -> None:
    fill(form)
    send(form)
    number = receipt(form)
    form.goto(live_server.url + "/track/")
    form.get_by_label("受理编号").fill(number)
    form.get_by_label("登记电话的后四位").fill("1234")
    form.get_by_role("button", name="查询").click()
    form.get_by_text("补充情况或照片").click()
    form.get_by_label("补充说明").fill("昨晚又灭了两盏")
    form.locator("input[type=file]").set_input_files(picture)
    expect(form.locator(".hy-shots__state")).to_contain_text("已传")
    form.get_by_role("button", name="提交补充").click()
    expect(form.get_by_text("诉求人补充")).to_be_visible()
    expect(form.locator(".hy-timeline img")).to_be_visible()
    form.get_by_text("不用办了，我要撤回").click()
    form.get_by_role("button", name="撤回诉求").click()
    expect(form.get_by_text("请先勾选确认")).to_be_visible()
    form.get_by_label("我确定撤回").check()
    form.get_by_role("button", name="撤回诉求").click()
    expect(form.get_by_text("诉求人已撤回")).to_be_visible()
    assert Case.objects.get().stage == "withdrawn"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("elder", ["0", "1"])
def test_nothing_is_wrong_on_any_page(
    live_server, outline: Path, open_page, district: World, theme: str, elder: str
) -> None:
    page = open_page("phone", theme=theme)
    page.goto(f"{live_server.url}/look/?elder={elder}&back=/submit/")
    district.lamp()
    fill(page, text="着火了，" + TEXT)
    page.get_by_label("哪个村").select_option("东村")
    page.get_by_role("button", name="在地图上选").click()
    expect(page.locator("[data-map]").get_by_text("东村")).to_be_visible()
    expect(page.get_by_text("附近有人反映过")).to_be_visible()
    assert (faults(page), sideways(page)) == ([], 0)
    send(page)
    receipt(page)
    assert (faults(page), sideways(page)) == ([], 0)
    page.get_by_role("link", name="查看进度").click()
    page.get_by_text("补充情况或照片").click()
    page.get_by_text("不用办了，我要撤回").click()
    assert (faults(page), sideways(page)) == ([], 0)
    for place in ("/", "/track/"):
        page.goto(live_server.url + place)
        expect(page.get_by_role("heading", name="我的诉求")).to_be_visible()
        assert (faults(page), sideways(page)) == ([], 0)


def fetched(page: Page, act: Act) -> dict[str, int]:
    """What an act makes the page fetch, each as heavy as gzip sends it."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    act()
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", note)
    return {answer.url: len(gzip.compress(answer.body(), 6)) for answer in answers if answer.status == 200}


def test_pages_are_light_and_the_map_comes_only_when_wanted(
    live_server, outline: Path, phone: Page, district: World
) -> None:
    for place in ("/", "/track/", "/submit/"):
        weights = fetched(phone, lambda place=place: phone.goto(live_server.url + place))
        assert sum(weights.values()) <= 30 * KB, weights
        assert not [url for url in weights if "map" in url or "leaflet" in url]

    def open_map() -> None:
        phone.get_by_role("button", name="在地图上选").click()
        expect(phone.locator("[data-map]").get_by_text("东村")).to_be_visible()

    assert 0 < sum(fetched(phone, open_map).values()) <= 50 * KB
