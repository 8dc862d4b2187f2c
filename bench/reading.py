"""读 · how long each page takes to answer over a full table: lists, searches, queues, figures; over HTTP, with a few clients at once.

python -m bench.reading --home HOME [--clients 4] [--times 40] [--only PATTERN] [--inside]
HUYING_DATABASE_URL=postgresql://… python -m bench.reading --home HOME      the same on PostgreSQL

`--inside` asks each page once in this process and names its dearest queries. The home is that of `bench.millions`, or any other with
the demonstration's people. What it writes there is sessions and records of searches.
"""

import argparse
import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import cast
from urllib.parse import urlencode

OPTIONS = argparse.ArgumentParser()
OPTIONS.add_argument("--home", type=Path, required=True)
OPTIONS.add_argument("--clients", type=int, default=4)
OPTIONS.add_argument("--times", type=int, default=40)
OPTIONS.add_argument("--only", default="", help="a pattern of the page and whoever asks")
OPTIONS.add_argument("--inside", action="store_true")
GIVEN = OPTIONS.parse_args()
os.environ["HUYING_HOME"] = str(GIVEN.home)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.site.settings")
os.environ["HUYING_PROXIES"] = "127.0.0.1"

import django  # noqa: E402

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.load import Outcome, Request, load  # noqa: E402
from bench.place import say  # noqa: E402
from bench.serving import serving  # noqa: E402
from bench.signed import signed_in  # noqa: E402
from huying.case.models import Case, Words  # noqa: E402
from huying.case.steps import STAGES  # noqa: E402
from huying.directory.models import Person  # noqa: E402

AIM = 300
TYPED = "村口的路灯不亮了，晚上走路不安全"
LATELY = 5
"""Of each page that is asked in one process, the last so many times count."""


@dataclass(frozen=True, slots=True)
class Page:
    """Who asks for what: one address, or several in turn; with a form, it is posted."""

    name: str
    who: str
    addresses: tuple[str, ...]
    form: Mapping[str, str] | None = None


def asked(path: str, **query: object) -> str:
    return f"{path}?{urlencode(query)}"


def pages() -> Iterator[Page]:
    """Every kind of page that reads what grows."""
    yield from lists()
    yield from searches()
    yield from desks()
    yield from overviews()


def lists() -> Iterator[Page]:
    newest = Case.objects.latest("pk")
    year = newest.received_at.year
    early, late = f"{year - 2}-03-01", f"{year - 2}-03-31"
    keys = [newest.pk * part // 20 for part in range(19, 0, -1)]
    for who in ("operator1", "leader-shiqiao", "liaison-city"):
        yield Page("cases", who, ("/cases/",))
        yield Page("cases, ended", who, (asked("/cases/", at="ended"),))
        yield Page("cases, a matter", who, (asked("/cases/", matter="路灯"),))
        yield Page("cases, a unit", who, (asked("/cases/", unit="石桥"),))
        yield Page("cases, an area", who, (asked("/cases/", area="石桥镇"),))
        yield Page("cases, late", who, (asked("/cases/", overdue=1),))
        yield Page("cases, urgent", who, (asked("/cases/", urgent=1),))
        yield Page("cases, a month two years ago", who, (asked("/cases/", since=early, until=late),))
        yield Page("cases, since a day two years ago", who, (asked("/cases/", since=early),))
        yield Page(
            "cases, kind + unit + month", who, (asked("/cases/", kind="help", unit="石桥", since=early, until=late),)
        )
        yield Page(
            "cases, channel + matter + urgent", who, (asked("/cases/", channel="phone", matter="停车", urgent=1),)
        )
        yield Page("cases, kind that few are", who, (asked("/cases/", kind="praise"),))
        yield Page("cases, matter + ended + closed", who, (asked("/cases/", matter="路灯", at="closed"),))
        yield Page("cases, last page", who, (asked("/cases/", after=0),))
        yield Page("cases, last page of a month", who, (asked("/cases/", since=early, until=late, after="0.0"),))
        yield Page("cases, from page to page", who, tuple(asked("/cases/", before=key) for key in keys))
        yield Page("cases, an hour of the week", who, (asked("/cases/", since=early, until=late, slot="1-9"),))
    for stage in [stage for stages in STAGES.values() for stage in stages]:
        yield Page(f"cases, tab {stage}", "operator1", (asked("/cases/", at=stage),))


def searches() -> Iterator[Page]:
    newest = Case.objects.latest("pk")
    old = Case.objects.filter(pk__gte=newest.pk // 3).earliest("pk")
    long = Words.objects.filter(case__gte=newest.pk // 2, seq=1).order_by("case").values_list("text", flat=True).first()
    words: Mapping[str, str] = {
        "two letters": "路灯",
        "two words": "路灯 石桥",
        "a long phrase": (long or "路灯不亮")[:40],
        "a telephone": "13812345678",
        "an old number": old.number,
        "a word of many": "村里",
        "a word of none": "麒麟",
        "one that no two share": "z1z1",
    }
    for who in ("operator1", "leader-shiqiao", "liaison-city"):
        for name, word in words.items():
            yield Page(f"search, {name}", who, (asked("/cases/", q=word),))
        yield Page("search, two letters + unit", who, (asked("/cases/", q="路灯", unit="石桥"),))
        yield Page("search, a word of many, last page", who, (asked("/cases/", q="村里", after=0),))
        yield Page("search, late", who, (asked("/cases/", q="路灯", overdue=1),))


def desks() -> Iterator[Page]:
    newest = Case.objects.latest("pk")
    old = Case.objects.filter(pk__gte=newest.pk // 3).earliest("pk")
    for who in (
        "operator1",
        "dispatcher1",
        "liaison-city",
        "leader-shiqiao",
        "main-leader1",
        "supervisor1",
        "grid-worker1",
    ):
        yield Page("desk", who, ("/desk/",))
        yield Page("inbox", who, ("/inbox/",))
        yield Page("inbox, all", who, (asked("/inbox/", all=1),))
    for tab in ("waiting", "offered", "unsigned", "returned", "raised", "unlisted", "objected"):
        yield Page(f"queue, {tab}", "dispatcher1", (asked("/dispatch/", tab=tab),))
    yield Page("queue, search", "dispatcher1", (asked("/dispatch/", q="路灯"),))
    yield Page("case, new", "dispatcher1", (f"/cases/{newest.number}/",))
    yield Page("case, old", "dispatcher1", (f"/cases/{old.number}/",))
    yield Page("export, how many", "dispatcher1", (asked("/cases/export/", matter="路灯"),))
    yield Page("export, of all", "dispatcher1", ("/cases/export/",))
    yield Page("registering", "operator1", ("/intake/",))
    yield Page(
        "registering, beside",
        "operator1",
        ("/intake/beside/",),
        {"text": TYPED, "phone": "13812345678"},
    )
    yield Page("similar, resident", "", ("/submit/similar/",), {"text": TYPED})
    yield Page("home", "", ("/",))
    yield Page("find, resident", "", ("/track/",))
    for who in ("liaison-city", "liaison-shiqiao", "grid-worker1"):
        yield Page("board", who, ("/board/",))
        yield Page("work", who, ("/work/",))
    yield Page("callbacks", "caller1", ("/callbacks/",))
    yield Page("callbacks, later", "caller1", (asked("/callbacks/", later=1),))
    yield Page("imports", "dispatcher1", ("/imports/",))


def overviews() -> Iterator[Page]:
    year = Case.objects.latest("pk").received_at.year
    for who in ("assessor1", "leader-shiqiao", "main-leader1"):
        yield Page("month", who, ("/month/",))
        yield Page("month, two years ago", who, (asked("/month/", month=f"{year - 2}-03"),))
        yield Page("month, a whole year", who, (f"/month/?from={year - 1}-01-01&to={year - 1}-12-31",))
        yield Page(
            "month, cases of the district", who, (asked("/month/cases/", figure="received", month=f"{year - 2}-03"),)
        )
        yield Page(
            "month, cases of a year", who, (f"/month/cases/?figure=received&from={year - 1}-01-01&to={year - 1}-12-31",)
        )
    yield Page("month, asked", "assessor1", ("/month/asked/",))
    yield Page("month, visits", "assessor1", ("/month/visits/",))
    for who in ("main-leader1", "leader-shiqiao", "supervisor1"):
        yield Page("dashboard", who, ("/dashboard/",))
        yield Page("supervision", who, ("/supervision/",))
    for lane in ("soon", "late", "silent", "bounced", "reopened", "summoned"):
        yield Page(f"supervision, {lane}", "supervisor1", (f"/supervision/{lane}/",))
    yield Page("board's figures", "dispatcher1", ("/board/figures/",))
    yield Page("board's cases", "dispatcher1", (asked("/board/figures/cases/", which="claimed"),))
    yield Page("status", "system-admin", ("/status/",))
    yield Page("acts on record", "audit-admin", ("/account/audit/",))
    yield Page("metrics", "", ("/metrics",))


def cookies() -> dict[str, str]:
    """Whoever asks is signed in; administrators with a second factor, as they must."""
    for person in Person.objects.filter(username__in=("system-admin", "audit-admin")):
        Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})
    return {name: signed_in(Person.objects.get(username=name)) for name in {page.who for page in pages()} - {""}}


def asking(page: Page, cookie: str) -> "tuple[Request, ...]":
    headers = {"Cookie": cookie} if cookie else {}
    if page.form is None:
        return tuple(("GET", address, None, headers) for address in page.addresses)
    token = "a" * 32
    body = urlencode({**page.form, "csrfmiddlewaretoken": token}).encode()
    headers = {"Cookie": f"{cookie}; csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded"}
    return tuple(("POST", address, body, headers) for address in page.addresses)


def measured(port: int, page: Page, cookie: str) -> Outcome:
    """Each once beforehand, then by all clients."""
    requests = asking(page, cookie)
    load(port, GIVEN.clients, max(2 * GIVEN.clients, len(requests)), lambda number: requests[number % len(requests)])
    return load(port, GIVEN.clients, GIVEN.times, lambda number: requests[number % len(requests)])


def over_http() -> None:
    held, rows = cookies(), [("cases", f"{Case.objects.count():,}"), ("engine", connection.vendor)]
    wanted = [page for page in pages() if re.search(GIVEN.only, f"{page.name} · {page.who}")]
    with serving() as server:
        for page in wanted:
            outcome = measured(server.port, page, held.get(page.who, ""))
            late = sorted(outcome.seconds)[int(0.95 * len(outcome.seconds))] * 1000 > AIM
            odd = ", ".join(f"{status} × {number}" for status, number in outcome.statuses.items() if status != 200)
            words = f"{outcome.percentiles()}{' **late**' if late else ''}{f', {odd}' if odd else ''}"
            print(page.name, page.who, words, flush=True)
            rows.append((f"{page.name} · {page.who or 'anybody'}", words))
    say(f"Reading, {GIVEN.clients} clients, server and clients on the same cores; ms p50 / p95 / p99", rows)


def inside() -> None:
    """Queries, milliseconds of them, and the dearest: one process, one client."""
    settings.DEBUG = False
    for page in pages():
        if re.search(GIVEN.only, f"{page.name} · {page.who}"):
            print(told(page), flush=True)


def told(page: Page) -> str:
    client = Client(HTTP_HOST="127.0.0.1")
    if page.who:
        client.force_login(Person.objects.get(username=page.who), settings.AUTHENTICATION_BACKENDS[0])
    took: list[float] = []
    for _round, address in zip(range(max(3, min(LATELY, len(page.addresses)))), cycle(page.addresses), strict=False):
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address) if page.form is None else client.post(address, page.form)
            status = answer.status_code
        took.append(1000 * (time.perf_counter() - begun))
    dear = sorted(captured.captured_queries, key=lambda query: -float(query["time"]))[:3]
    whole = 1000 * sum(float(query["time"]) for query in captured.captured_queries)
    dearest = [
        f"      {1000 * float(one['time']):.0f} ms {one['sql'][:1500]}" for one in dear if float(one["time"]) > 0.04
    ]
    head = f"{page.name} · {page.who}: {status}, {median(took):.0f} ms, {len(captured)} queries of {whole:.0f} ms"
    return "\n".join([head, *dearest])


def main() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)
    files = cast("ManifestFilesMixin", staticfiles_storage)
    files.hashed_files = files.load_manifest()[0]  # type: ignore[attr-defined]  # made after it was first read
    if not GIVEN.inside:
        return over_http()
    cookies()
    return inside()


if __name__ == "__main__":
    main()
