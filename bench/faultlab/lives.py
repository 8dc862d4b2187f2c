"""一生 · how a case is carried through by those who have to do with it: generators of requests, told each answer in turn."""

import random
import re
from collections.abc import Callable, Generator
from typing import Any

from bench.faultlab.client import Answer, Op

NUMBER = re.compile(r"\d{8}-\d{6,}")
MINE = "您已领办此件"
GOOD = {"contacted": "yes", "solved": "yes", "service": "yes", "result": "yes"}

Life = Generator[Op, Answer, None]
Steps = Generator[Op, Answer, bool]
Begun = Generator[Op, Answer, str]


class Lives:
    """Draws lives by the seed's dice. `board` holds numbers that were offered: rivals may try to claim them."""

    def __init__(self, district: Any, dice: random.Random) -> None:
        self.district, self.dice, self.board = district, dice, list[str]()

    def draw(self) -> Life:
        """The next one; most are assigned, many claimed, some left on the board until the clock assigns them."""
        kinds: dict[Callable[[], Life], int] = {self.assigned: 4, self.claimed: 4, self.unclaimed: 1, self.rival: 2}
        return self.dice.choices(list(kinds), list(kinds.values()))[0]()

    def submission(self) -> Op:
        """One request from a resident's own phone, and nothing after it."""
        return next(self._by_phone())

    def assigned(self) -> Life:
        """By telephone or from the resident's own phone; accepted, sent to the village, carried to the end."""
        number, code = yield from self._begin()
        if number and (yield from self._goes(self._send(number, "assign", [self.district.east]))):
            yield from self._handle(number, code, "villager")

    def claimed(self) -> Life:
        """Offered to two boards; one of the two liaisons claims it, if nobody was quicker."""
        number, code = yield from self._begin()
        if number and (yield from self._goes(self._send(number, "offer", self._boards()))):
            self.board.append(number)
            yield from self._claim(number, code, self.dice.choice(("villager", "clerk")))

    def unclaimed(self) -> Life:
        """Left hanging: the claim clock has to assign it."""
        number, _code = yield from self._begin()
        if number:
            yield self._send(number, "offer", self._boards())

    def rival(self) -> Life:
        """Somebody else tries what hangs, or hung, on the board."""
        if self.board:
            number = self.board.pop(self.dice.randrange(len(self.board)))
            yield from self._claim(number, "", self.dice.choice(("villager", "clerk")))

    def _begin(self) -> Generator[Op, Answer, tuple[str, str]]:
        if self.dice.random() < 0.25:
            return (yield from self._by_telephone()), ""
        number, code = yield from self._by_phone()
        if number and self.dice.random() < 0.3:
            yield self._track(code, "add", {}, "还有一件事要补充：灯杆也歪了")
        return (number, code) if (yield from self._goes(self._act(number, "accept", "dispatcher"))) else ("", "")

    def _by_phone(self) -> Generator[Op, Answer, tuple[str, str]]:
        token = self._token()
        fields = self._request(token) | {"kind": "help", "urgent": "no"}
        sent = yield Op("resident", "/submit/", fields, token=token)
        if not sent.yes:
            return "", ""
        receipt = yield Op("page", sent.place, method="GET")
        found = NUMBER.search(receipt.page)
        return (found[0] if found else ""), sent.place.split("/")[2]

    def _by_telephone(self) -> Begun:
        token = self._token()
        fields = self._request(token) | {"channel": "phone", "matter": "", "then": "accept"}
        sent = yield Op("desk", "/intake/", fields, "operator", token)
        found = NUMBER.search(sent.place)
        return found[0] if found else ""

    def _claim(self, number: str, code: str, who: str) -> Life:
        unit = self.district.east if who == "villager" else self.district.office
        answer = yield Op("claim", "/board/claim/", {"number": number, "unit": unit}, who)
        if answer.yes or (answer.status == 409 and MINE in answer.page):
            yield from self._handle(number, code, who)

    def _handle(self, number: str, code: str, who: str) -> Life:
        """Contact, a visit, the result, the leader's look, the reply, the resident's word; after a "no" all over again."""
        yield self._act(number, "contact", who, {"reached": "yes"}, "已电话联系诉求人，约定当天上门")
        for _round in range(2):
            yield self._act(number, "visit", who, {"met": 1}, "到场查看，路灯线路老化")
            result = {"how": "solved", "basis": "维修单 0042"}
            if not (yield from self._goes(self._act(number, "finish", who, result, "换了线路，路灯已亮"))):
                return
            yield self._act(number, "approve", "leader", {}, "同意")
            told = self._act(number, "reply", who, {"way": "online"}, "村口路灯的线路已于当天换好，全部亮了")
            if not (yield from self._goes(told)) or not code or (yield from self._satisfied(code)):
                return

    def _satisfied(self, code: str) -> Steps:
        good = self.dice.random() < 0.85
        answers = GOOD if good else GOOD | {"solved": "no"}
        answer = yield self._track(code, "rate", answers, "评价", field="reason")
        return good or not answer.yes

    def _goes(self, op: Op) -> Steps:
        """Whether it was done; "somebody has done that already" ends this life."""
        return (yield op).yes

    def _act(self, number: str, act: str, who: str, more: dict[str, Any] | None = None, words: str = "") -> Op:
        token = self._token() if words else ""
        said = {"words": f"{words}。{token}"} if words else {}
        return Op("act", f"/work/{number}/{act}/", (more or {}) | said, who, token)

    def _track(self, code: str, what: str, more: dict[str, Any], words: str, field: str = "words") -> Op:
        token = self._token()
        return Op("track", f"/track/{code}/{what}/", more | {field: f"{words}。{token}"}, token=token)

    def _send(self, number: str, deed: str, units: list[int]) -> Op:
        order = f"{number}/{deed}/{','.join(map(str, units))}/{self.district.matter}"
        return Op("send", "/dispatch/send/", {"order": order, "tab": "waiting"}, "dispatcher")

    def _request(self, token: str) -> dict[str, Any]:
        phone = f"138{self.dice.randrange(10**8):08d}"
        text = f"村口到小学的路灯不亮，孩子晚上走夜路不安全，请派人来修。{token}"
        return {"text": text, "area": self.district.area, "place": "村口", "name": "李四", "phone": phone}

    def _boards(self) -> list[int]:
        return [self.district.east, self.district.office]

    def _token(self) -> str:
        """In the words of one request and nowhere else: letters only, for no rule takes them for anything."""
        return "".join(self.dice.choices("abcdefghijklmnopqrstuvwxyz", k=16))
