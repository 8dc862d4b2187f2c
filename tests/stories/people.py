"""The people of the stories: a resident with a phone and no account, staff who sign in, and the time that passes."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from huying.case.models import Case
from huying.case.numbers import row_of
from huying.directory.models import Person
from huying.kit.clock import SHIFT, now
from huying.post.deliver import deliver
from huying.site.keeper import carry_letters, ring_clocks
from huying.steps.dispatch.bell import Bell
from huying.steps.dispatch.succession import Succession
from tests.stories.pages import Form, Page, got

SATISFIED = {"contacted": "yes", "solved": "yes", "service": "yes", "result": "yes"}


class Time:
    """The clock on the wall of the story, and the keeper that looks at it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._set = monkeypatch.setenv

    def is_(self, at: datetime) -> None:
        """It is that moment."""
        self.clock_shows(at)
        self.keeper_comes_round()

    def clock_shows(self, at: datetime) -> None:
        """It is that moment, and the keeper is still on its way."""
        self._set(SHIFT, "0")
        self._set(SHIFT, str((at - now()).total_seconds()))

    def passes(self, **span: float) -> None:
        """passes(minutes=16) · and the keeper does what has come round meanwhile."""
        self.is_(now() + timedelta(**span))

    def keeper_comes_round(self) -> None:
        """Clocks ring, new cases ring their groups, successors take over, letters are written and carried."""
        while ring_clocks(now()):
            pass
        Succession().hand_over(now())
        Bell().ring_new_cases(now())
        deliver(now())
        carry_letters(now())


class Resident:
    """Somebody with a phone, known to nobody: no account, no cookie that matters, one secret link."""

    def __init__(self, phone: str = "13800001234", name: str = "张三") -> None:
        self.phone, self.name, self.number, self.link = phone, name, "", ""
        self.cookies: set[str] = set()

    def submits(self, text: str, **more: Any) -> str:
        """我要反映 · returns the receipt number that the next page shows."""
        client = _browser()
        form = got(client, client.get("/submit/")).form("/submit/")
        receipt = form.send(text=text, phone=self.phone, name=self.name, **more)
        (self.number,) = receipt.texts("hy-receipt__number")
        self.link = next(link.get("href") for link in receipt.tree.iter("a") if link.get("href", "")[:7] == "/track/")
        return self.number

    def looks(self) -> Page:
        """The page of progress, by the secret link and nothing else."""
        client = _browser()
        page = got(client, client.get(self.link))
        assert page.status == 200
        self.cookies |= set(client.cookies)
        return page

    def finds(self, number: str, tail: str) -> Page:
        """查进度 · by the receipt number and the last four digits."""
        client = _browser()
        return got(client, client.get("/track/")).form("/track/").try_to_send(number=number, tail=tail)

    def step(self) -> str:
        """Which of the six steps the page shows as the present one; empty when all are done."""
        here = self.looks().tree.xpath("//li[@aria-current='step']/text()")
        return str(here[0]).strip() if here else ""

    def lines(self) -> list[str]:
        """The course on that page, oldest first."""
        return self.looks().texts("hy-timeline__head", "b")[::-1]

    def rates(self, **answers: Any) -> Page:
        """您满意吗? on the same page."""
        return self.looks().form(f"{self.link}rate/").send(**(SATISFIED | answers))


class Staff:
    """Somebody with a post, signed in anew for each errand."""

    def __init__(self, person: Person) -> None:
        self.person, self.name = person, person.name

    def opens(self, address: str, **asked: str) -> Page:
        client = _browser()
        client.force_login(self.person)
        page = got(client, client.get(address, asked, follow=True))
        assert page.status == 200, f"{address}: {page.status} {page.words[:300]}"
        return page

    def registers(self, text: str, **more: Any) -> str:
        """接电话 · the number that is read out to the caller."""
        button = {"then": "accept"}
        page = self.opens("/intake/").form("/intake/").send(button=button, text=text, **more)
        return page.texts("hy-callbar__number")[0]

    def accepts(self, number: str) -> Page:
        return self.does(number, "accept")

    def dispatches(self, number: str, label: str = "派单") -> Page:
        """One touch on the row of the queue: 派单 to the suggested unit, or 抢单 to the boards of the list."""
        return self.opens("/dispatch/").press(label, number)

    def claims(self, number: str) -> Page:
        """我来办 · one touch on the board."""
        return self.opens("/board/").press("我来办", number)

    def does(self, number: str, act: str, **given: Any) -> Page:
        """From the page of the case: the form on it, or the link to the act and the form there."""
        return self._form(number, act).send(**given)

    def tries(self, number: str, act: str, **given: Any) -> Page:
        """The same, whatever the answer is."""
        return self._form(number, act).try_to_send(**given)

    def does_on_the_spot(self, number: str, step: str, **given: Any) -> Page:
        """From the phone: my cases → this one → the one form of the spot."""
        page = self.opens("/work/").follow(f"/work/{number}/")
        return page.form(f"/work/{number}/spot/").send(step=step, **given)

    def sees_on_board(self, number: str) -> str:
        """open, taken, gone, or nothing at all."""
        cards = self.opens("/board/").tree.xpath("//article[@data-card=$number]", number=number)
        return cards[0].get("data-state") if cards else ""

    def bell(self) -> str:
        """What the inbox lists as unread."""
        return self.opens("/inbox/").words

    def lists(self, **asked: str) -> list[str]:
        """The numbers on the list of cases."""
        found = self.opens("/cases/", **asked).tree.xpath("//a[@class='hy-table__title']/@href")
        return [address.split("/")[2] for address in found]

    def reads(self, number: str) -> str:
        """The page of the case."""
        return self.opens(f"/cases/{number}/").words

    def calls_back(self, number: str, **answers: Any) -> Page:
        """From the list of calls to make: the answers of the resident."""
        page = self.opens("/callbacks/").follow(f"/callbacks/{number}/")
        return page.form(f"/callbacks/{number}/").send(**(SATISFIED | answers))

    def _form(self, number: str, act: str) -> Form:
        address, page = f"/work/{number}/{act}/", self.opens(f"/cases/{number}/")
        shown = page if page.tree.xpath("//form[@action=$at]", at=address) else page.follow(address)
        return shown.form(address)


def photo(colour: str = "teal") -> SimpleUploadedFile:
    """One that the phone took."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), content_type="image/jpeg")


def case_of(number: str) -> Case:
    """For what no page shows: the row behind a receipt number."""
    return Case.objects.get(pk=row_of(number) or 0)


def _browser() -> Client:
    """One that is really asked for the token of the form."""
    return Client(enforce_csrf_checks=True)
