"""埋名 · names, phones and card numbers that exist nowhere else go in by every door of a server that runs; then every byte that
it wrote is looked through: logs, addresses, sessions, keys, letters, files, the database itself (attack 12).

What free text may hold: whatever a resident writes into the request, a supplement or a reply stands word for word in the row
of words that a deed may redact, and in the title made of it; both are masked when they are shown. It stands in no index.
"""

import json
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from huying.kit import sheet
from tests.attacks.pictures import saved
from tests.attacks.served import Browser, Served
from tests.site.running.test_run import free_port

pytestmark = pytest.mark.once

NAMES = {
    "resident": "欧阳瞬麒", "operator": "皇甫璟瑜", "import": "尉迟鄢澈", "nobody": "令狐冼暄",
}  # fmt: skip
PHONES = {"resident": "13977018801", "operator": "15877018802", "import": "18677018803", "sought": "17777018804"}
CARD, PLACE, SAID = "110101197703188805", "瑚琏巷七十七号院", "13377018806"
"""A card number and a phone written into the words themselves, and an address."""

FIELDS = (*NAMES.values(), *PHONES.values())


class Journey:
    """One request by each door, and what staff do with it; `asked` are all addresses that were called."""

    def __init__(self, served: Served, folder: Path) -> None:
        self.served, self.folder = served, folder
        self.staff = {role: served.browser(role) for role in served.keys}
        self.resident = served.browser()
        self.link = self._resident()
        self._operator()
        self._import()
        self._worked()
        self._asked()

    def _resident(self) -> str:
        key = json.loads(self.resident.sends("/submit/photo/", "photo", ("家门口.jpg", saved("JPEG"))).body)["key"]
        text = f"村口路灯坏了三天，身份证{CARD}，找{SAID}联系"
        given = {"text": text, "name": NAMES["resident"], "phone": PHONES["resident"], "place": PLACE, "photo": key}
        answer = self.resident.post(
            "/submit/", given | {"area": self.served.village, "idempotency_key": "planted-resident-1"}
        )
        assert answer.status == 302, answer.text
        link = answer.location.replace("/receipt/", "/track/")
        self.resident.post("/submit/similar/", given)
        page = self.resident.post(
            f"{link}add/", {"words": f"又坏一盏，找{SAID}", "idempotency_key": "planted-resident-2"}
        )
        assert page.status == 302
        self.resident.post("/submit/", given | {"phone": "电话见上"})
        assert self.resident.get(link).status == 200
        return link

    def _operator(self) -> None:
        desk = self.staff["operator"]
        given = {
            "text": "水管漏水",
            "name": NAMES["operator"],
            "phone": PHONES["operator"],
            "place": PLACE,
            "channel": "phone",
        }
        desk.post("/intake/beside/", given)
        assert desk.post("/intake/", given | {"then": "accept", "idempotency_key": "planted-operator-1"}).status == 302
        assert (
            desk.post(
                "/intake/", given | {"then": "accept", "idempotency_key": "planted-operator-1", "text": "别的"}
            ).status
            == 422
        )

    def _import(self) -> None:
        path = self.folder / "city.xlsx"
        columns = ["工单编号", "诉求内容", "来电人", "联系电话", "来电时间", "备注"]
        good = ["GD77", "井盖松动", NAMES["import"], PHONES["import"], "2026-09-24 08:30", f"找{NAMES['import']}"]
        sheet.write(path, columns, [good, ["GD78", None, NAMES["nobody"], "13977018899", "2026-09-24 08:30", ""]])
        desk = self.staff["dispatcher"]
        page = desk.sends("/imports/", "file", (path.name, path.read_bytes()))
        assert page.status == 302
        meanings = ["number", "content", "name", "phone", "received"]
        started = {"column": columns[:5], "meaning": meanings, "source": "市平台", "then": "start"}
        assert desk.post(page.location, started).status == 302
        assert self._brought_in() == "done"

    def _brought_in(self) -> str:
        """What became of the file, once the keeper is through with it."""
        for _ in range(1200):
            with sqlite3.connect(self.served.home / "huying.sqlite3") as file:
                state = str(file.execute("SELECT state FROM imports_job").fetchone()[0])
            file.close()
            if state in ("done", "refused"):
                break
            time.sleep(0.1)
        return state

    def _worked(self) -> None:
        """From the desk to the callback; every form is taken."""
        number = self._numbers("村口路灯")[0]
        self._does("dispatcher", f"/work/{number}/accept/")
        self._does("dispatcher", f"/work/{number}/sort/", matter="公共设施/路灯", area="东村")
        self._does("dispatcher", f"/work/{number}/assign/", likely=self.served.east, reason="属地")
        self._does("dispatcher", f"/cases/{number}/reveal/", reason="核对电话")
        self._does("liaison", f"/work/{number}/phone/")
        self._does("liaison", f"/work/{number}/contact/", reached="yes", words="已通话")
        self._does("liaison", f"/work/{number}/finish/", how="solved", words="已换灯泡", basis="维修单")
        self._does("unit_leader", f"/work/{number}/approve/")
        self._does("liaison", f"/work/{number}/reply/", way="phone", words="村口路灯已修好，请您查看，感谢监督。")
        self._does("caller", f"/callbacks/{number}/phone/")
        self._does("caller", f"/callbacks/{number}/attempt/", attempt="no_answer", words="下午再打")

    def _does(self, role: str, path: str, **given: str) -> None:
        answer = self.staff[role].post(path, given)
        said = re.findall("hy-note--red.*?</div>", answer.text, re.S)
        assert answer.status in (200, 302), (path, answer.status, said)

    def _asked(self) -> None:
        """Looked for by phone, by number and tail, exported, and some faults on the way."""
        desk, number = self.staff["dispatcher"], self._numbers("村口路灯")[0]
        desk.get(f"/cases/?q={PHONES['resident']}")
        desk.get(f"/cases/?q={PHONES['sought']}")
        desk.post("/cases/export/", {"reason": "核对", "form": "xlsx"})
        self.resident.post("/track/", {"number": number, "tail": PHONES["resident"]})
        self.resident.post("/track/", {"number": number, "tail": PHONES["sought"]})
        self.resident.get(f"/track/{number}-{PHONES['sought']}/")
        desk.get("/nothing/")

    def _numbers(self, words: str) -> list[str]:
        text = self.staff["dispatcher"].get(f"/cases/?q={quote(words)}").text
        return re.findall(r'href="/cases/(\d{8}-\d{6,})/"', text)


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    folder = tmp_path_factory.mktemp("planted")
    served = Served(folder / "home", free_port())
    try:
        served.wait_until_it_serves()
        made = Journey(served, folder)
        time.sleep(3)  # the keeper carries letters and counts
        yield made
    finally:
        served.stop(signal.SIGINT)


def found_in(content: bytes, words: tuple[str, ...]) -> list[str]:
    """In UTF-8, and in the two other ways that databases and files write letters."""
    forms = {word: (word.encode(), word.encode("utf-16-le"), json.dumps(word)[1:-1].encode()) for word in words}
    return [word for word, ways in forms.items() if any(way in content for way in ways)]


def test_every_door_was_gone_through(journey: Journey) -> None:
    with sqlite3.connect(journey.served.home / "huying.sqlite3") as file:
        deeds = {row[0] for row in file.execute("SELECT DISTINCT deed FROM case_entry")}
        cases = file.execute("SELECT count(*) FROM case_case").fetchone()[0]
    file.close()
    assert cases == 3
    assert {
        "received",
        "supplemented",
        "assigned",
        "revealed",
        "contacted",
        "handled",
        "replied",
        "called_back",
    } <= deeds


def test_names_and_phones_stand_in_no_byte_of_the_database(journey: Journey) -> None:
    """Neither in the file nor in what is written ahead of it: sealed rows, blind indexes, masks."""
    for path in journey.served.home.glob("huying.sqlite3*"):
        assert found_in(path.read_bytes(), FIELDS) == [], path.name


def test_what_stands_in_the_words_stands_in_the_words_alone(journey: Journey) -> None:
    """The card and the phone of the text are in the row of words and in the title made of it: in no index, key, letter or line."""
    home = journey.served.home
    with sqlite3.connect(home / "huying.sqlite3") as file:
        tables = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        holding = {
            table
            for table in tables
            for row in file.execute(f'SELECT * FROM "{table}"')
            if found_in(_bytes(row), (CARD, SAID))
        }
        placed = {
            table
            for table in tables
            for row in file.execute(f'SELECT * FROM "{table}"')
            if found_in(_bytes(row), (PLACE,))
        }
    file.close()
    assert holding <= {"case_words", "case_case"}
    assert placed <= {"case_words", "case_case"}


def _bytes(row: tuple[object, ...]) -> bytes:
    return b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)


def test_nothing_of_it_was_said_or_logged(journey: Journey) -> None:
    said = "\n".join(journey.served.said).encode()
    logs = [path.read_bytes() for path in journey.served.home.rglob("*.log*")]
    assert found_in(b"\n".join([said, *logs]), (*FIELDS, CARD, SAID, PLACE)) == []
    assert journey.link.strip("/").split("/")[1].encode() not in b"\n".join([said, *logs])


def test_nothing_of_it_is_in_any_other_file_but_the_sealed_upload(journey: Journey) -> None:
    """Letters, anchors, photos, counts. The file that was imported is what it is, for its owner alone, for as long as it is needed."""
    home = journey.served.home
    kept = home / "imports"
    for path in (path for path in home.rglob("*") if path.is_file() and not path.is_relative_to(kept)):
        words = FIELDS if path.name.startswith("huying.sqlite3") else (*FIELDS, CARD, SAID, PLACE)
        assert found_in(path.read_bytes(), words) == [], path
        assert found_in(str(path.relative_to(home)).encode(), words) == []
    assert {path.stat().st_mode & 0o077 for path in kept.iterdir()} <= {0}


def test_no_address_of_ours_holds_any_of_it(journey: Journey) -> None:
    """Of all pages that were led to or linked: what a person types into the search field is on record masked."""
    ours: list[str] = []
    for browser in (*journey.staff.values(), journey.resident):
        ours += [path for path in browser.asked if "?q=" not in path and PHONES["sought"] not in path]
    assert len(ours) > 30
    assert found_in("\n".join(ours).encode(), (*FIELDS, CARD, SAID, PLACE)) == []


def test_no_page_tells_more_than_the_mask(journey: Journey) -> None:
    """Neither to the unit that holds the case, nor by the link itself."""
    liaison = journey.staff["liaison"]
    number = journey._numbers("村口路灯")[0]
    pages = [browser.get(path).text for browser, path in _pages(journey, liaison, number)]
    assert found_in("\n".join(pages).encode(), FIELDS) == []


def _pages(journey: Journey, liaison: Browser, number: str) -> list[tuple[Browser, str]]:
    staff = [
        (liaison, path) for path in (f"/cases/{number}/", f"/work/{number}/", "/cases/", "/work/", "/inbox/?all=1")
    ]
    return [*staff, (journey.resident, journey.link), (journey.staff["dispatcher"], f"/cases/{number}/")]
