"""差错目录·页面 · what pages have shown, counted and kept wrongly elsewhere."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.case import ledger
from huying.case.clocks import Clock
from huying.case.hall.tabs import totals
from huying.case.identity import opened
from huying.case.models import Case, Photo
from huying.case.new import New
from huying.case.tracking import code_of, digest_of, secret_for
from huying.case.who import KEEPER, RESIDENT
from huying.directory.access import admits
from huying.directory.models import Area, Unit
from huying.directory.roles import Role
from huying.kit.clock import now
from huying.oversight.month.rates import row_of
from huying.oversight.month.table import mean_of
from huying.post.carriers.inbox.mailbox import PAGE, unread
from huying.post.models import Letter, State
from huying.steps.dispatch.figures import today
from huying.steps.intake.receive import receive
from tests.case.hall import it_is
from tests.steps.intake.conftest import photo
from tests.world import NINE, World

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
KEY = "c" * 32


def test_a_page_that_says_nothing_opens_for_nobody(world: World) -> None:
    assert not any(admits(None, world.person(role, world.centre)) for role in Role)


def test_nobody_guesses_a_photo_or_a_link(world: World) -> None:
    """At least eighty bits each, nothing of the case in them, and two in a row have nothing in common."""
    keys = [Client().post("/submit/photo/", {"photo": photo()}).json()["key"] for _ in range(3)]
    assert min(len(set(key)) for key in keys) > 10
    assert min(len(key) for key in keys) * 6 >= 80
    assert len({key[:6] for key in keys}) == 3
    assert not set(Photo.objects.values_list("key", flat=True)) & {
        row.file.partition("/")[2] for row in Photo.objects.all()
    }
    secrets = [secret_for(f"{KEY}{turn}") for turn in range(50)]
    assert len({secret[:6] for secret in secrets}) == 50
    assert len(secrets[0]) * 4 >= 80


def test_the_bell_counts_beyond_a_page(world: World) -> None:
    lamp, many = world.assigned(), PAGE + 7
    line = lamp.entries.order_by("seq").first()
    assert line
    Letter.objects.bulk_create(
        Letter(
            jurisdiction=110199, key=f"x{number}", entry=line, person=world.villager, carrier="inbox", state=State.CARRIED,
            made_at=NINE, next_try_at=NINE,
        )
        for number in range(many)
    )  # fmt: skip
    assert unread(world.villager, at=NINE) == many
    client = Client()
    client.force_login(world.villager)
    assert str(many) in re.sub(r"<[^>]+>", " ", client.get("/inbox/").content.decode()).split()


def test_a_mask_is_never_written_back(world: World) -> None:
    """Correcting what was registered touches neither name nor phone, whatever the form carries."""
    lamp = world.assigned(at=now(), name="欧阳修文", phone="13812345678")
    client = Client()
    client.force_login(world.dispatcher)
    page = client.get(f"/work/{lamp.number}/correct/").content.decode()
    assert "13812345678" not in page
    given = {
        "name": lamp.identity.masked_name,
        "phone": lamp.identity.masked_phone,
        "place": "东村村口北",
        "reason": "更正",
    }
    client.post(f"/work/{lamp.number}/correct/", given)
    lamp.refresh_from_db()
    who = opened(lamp.identity)
    assert (who.name, who.phone) == ("欧阳修文", "13812345678")


def test_today_begins_at_midnight_of_the_district(world: World) -> None:
    """An offer of yesterday 23:59 is not of today, one of 00:01 is."""
    midnight = NINE - timedelta(hours=9)
    world.offered(midnight - 60 * SECOND)
    assert _offered_today() == 0
    world.offered(midnight + 60 * SECOND)
    assert _offered_today() == 1


def _offered_today() -> int:
    """Read anew."""
    today.forget()
    found = today.tally_today(NINE, None).offered
    today.forget()
    return found


def test_page_and_server_agree_to_the_second_on_reopening(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lamp = world.assigned(secret=digest_of(secret_for(KEY)))
    for deed, by in (("handled", world.villager), ("reported", world.villager), ("approved", world.leader)):
        ledger.write(lamp, deed, by=by, at=NINE, words="修好了")
    ledger.write(lamp, "replied", by=world.villager, at=NINE, words="修好了")
    ledger.write(lamp, "closed", by=KEEPER, at=NINE)
    ends, link = lamp.deadlines.get(kind=Clock.REOPEN).due_at, f"/track/{code_of(lamp.pk, secret_for(KEY))}/"
    for at, open_ in ((ends - 20 * SECOND, True), (ends + 5 * SECOND, False)):
        it_is(monkeypatch, at)
        shown = 'name="reason"' in Client().get(link).content.decode()
        answer = Client().post(
            f"{link}reopen/", {"reason": "又不亮了", "idempotency_key": f"{at:%Y%m%d%H%M%S}-reopen-x"}
        )
        done = answer.status_code == 302
        assert (shown, done) == (open_, open_), at
        if done:
            Case.objects.filter(pk=lamp.pk).update(step="evaluation", stage="closed")
            lamp.deadlines.filter(kind=Clock.REOPEN).update(ended_at=None, kept=None)


def test_counting_reads_no_wide_column(world: World) -> None:
    """Totals and the order of a list are read from keys: no text, no title, no place is counted or sorted by."""
    world.assigned()
    reader = world.dispatcher
    reader.posts_on(NINE.date())
    with CaptureQueriesContext(connection) as asked:
        totals(Case.objects.seen_by(reader, at=NINE))
    said = " ".join(str(one["sql"]) for one in asked.captured_queries)
    assert "COUNT" in said
    assert not re.search(r'"(?:title|place|text|source_number)"', said)


def test_no_list_of_choices_is_without_end(world: World) -> None:
    town, above = world.town_area, world.town
    names = range(1200)
    Area.objects.bulk_create(
        Area(code=f"11{n:05d}", name=f"村{n}", level="village", parent=town, path=f"{town.path}{n}.") for n in names
    )
    Unit.objects.bulk_create(
        Unit(code=f"U{n}", name=f"单位{n}", kind="office", area=town, path=f"{above.path}u{n}.", parent=above)
        for n in names
    )
    client = Client()
    client.force_login(world.dispatcher)
    for address in ("/submit/", "/intake/", f"/work/{world.assigned(at=now()).number}/assign/"):
        assert client.get(address).content.count(b"<option") <= 1700, address
    assert client.get("/cases/names/unit/", {"unit": "单位"}).content.count(b"<option") <= 50


def test_no_rate_is_beyond_a_hundred() -> None:
    """Percentages are made once, of counts; their mean is of the exact shares."""
    yes = {"valid": 4, "contacted": 4, "solved_yes": 4, "service_yes": 3, "service_basically": 1, "result_yes": 4}
    half = {"valid": 4, "contacted": 2, "solved_yes": 2, "service_yes": 2, "result_yes": 2}
    rows = [row_of(1, yes), row_of(2, half), row_of(3, {})]
    assert {value for _name, value in mean_of(rows)} == {"75.00"}
    assert {str(rate) for rate in (rows[0].response, rows[0].resolution, rows[0].service, rows[0].result)} == {"100.00"}
    assert str(rows[2].result) == "—"


def test_a_resident_is_told_the_same_number_as_the_desk(world: World) -> None:
    made = receive(New(text="路灯坏了", channel="web"), by=RESIDENT, at=NINE)
    client = Client()
    client.force_login(world.dispatcher)
    assert made.number in client.get(f"/cases/{made.number}/").content.decode()
