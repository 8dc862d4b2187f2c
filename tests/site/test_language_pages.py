"""英文页面 · every page of the program in English: what is Chinese on it was typed by somebody and stands in the database."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from demo.load import load
from frontend.messages import CATALOGUE, catalogue
from huying.directory.models import Person, Post
from huying.directory.roles import ADMINISTRATORS, Role
from tests.site.walk import Page, pages

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 23, 2, 5, tzinfo=UTC)
CHINESE = re.compile(r"[\u3400-\u9fff]+")
SHOWN = {"title", "alt", "aria-label", "placeholder"}
DIGEST = make_password("Lantern-2026")
STARTS = ("/", "/desk/", "/account/")
LEAVES = re.compile(r"logout|/static/")


class Reading(HTMLParser):
    """What a reader of the page sees, and where it leads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.links: list[str] = []
        self.skips: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.shown += [str(given[name]) for name in SHOWN & given.keys()]
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag in ("script", "style") or given.get("lang") == "zh-CN":
            self.skips.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skips and self.skips[-1] == tag:
            self.skips.pop()

    def handle_data(self, words: str) -> None:
        if not self.skips:
            self.shown.append(words)


def typed() -> str:
    """All that stands in the database, end to end."""
    found: list[str] = []
    for model in apps.get_models():
        wordy = (models.CharField, models.TextField, models.JSONField)
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, wordy)]
        for row in model._default_manager.values_list(*names) if names else []:
            found += [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in row]
    return "\n".join(found)


@pytest.fixture(scope="module", autouse=True)
def district(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The demonstration district, loaded once and taken back; what its people typed."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(AT)
        yield typed()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def messages() -> set[str]:
    return {entry.msgid for entry in catalogue()}


def english(person: Person | None = None) -> Client:
    """A browser that chose English."""
    client = Client()
    if person:
        Person.objects.filter(pk=person.pk).update(password=DIGEST, must_change_password=False)
        person.refresh_from_db()
        client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def holder(role: Role) -> Person:
    """Somebody of the district with that post."""
    post = Post.objects.filter(role=role, person__is_active=True).select_related("person")[0]
    if role in ADMINISTRATORS:
        Authenticator.objects.get_or_create(user=post.person, type=Authenticator.Type.TOTP, defaults={"data": {}})
    return post.person


def untranslated(answer: HttpResponse, district: str, messages: set[str]) -> list[str]:
    """Chinese that nobody typed, or that is word for word a message of ours."""
    if "text/html" not in answer.headers.get("Content-Type", ""):
        return []
    shown = [words.strip() for words in Reading(answer.content.decode()).shown if CHINESE.search(words)]
    return [
        words
        for words in shown
        if any(run not in district for run in CHINESE.findall(words)) or (words in messages and words not in district)
    ]


def name_of(address: str) -> str:
    """One page of each kind is enough for one reader."""
    try:
        return resolve(urlsplit(address).path)._func_path
    except Resolver404:
        return ""


def walked(client: Client) -> Iterator[tuple[str, HttpResponse]]:
    """Every kind of page that can be reached by following links."""
    waiting, seen = list(STARTS), set[str]()
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        yield address, answer  # type: ignore[misc]
        found = Reading(answer.content.decode()).links if "html" in answer.headers.get("Content-Type", "") else []
        for link in [*found, answer.headers.get("Location", "")]:
            there = urljoin(address, link).split("#")[0]
            name = name_of(there) if there.startswith("/") and not LEAVES.search(there) else ""
            if name and name not in seen:
                seen.add(name)
                waiting.append(there)


def test_the_english_has_been_compiled() -> None:
    compiled = CATALOGUE.with_suffix(".mo")
    assert compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime, (
        "run: make run, or frontend/build.py"
    )


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.address)
def test_an_address_of_nothing_answers_in_english(page: Page, district: str, messages: set[str]) -> None:
    for client in (english(), english(holder(Role.DISPATCHER))):
        assert untranslated(client.get(page.address), district, messages) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("role", [*Role, None])
def test_whoever_follows_the_links_reads_english(role: Role | None, district: str, messages: set[str]) -> None:
    client = english(holder(role) if role else None)
    found = {address: untranslated(answer, district, messages) for address, answer in walked(client)}
    assert {address: words for address, words in found.items() if words} == {}
