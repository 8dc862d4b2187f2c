"""词语 · a word explains itself where it stands: to the eye, to a screen reader, on paper, and in a list of all."""

import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client, RequestFactory
from lxml import html

from frontend.messages import ROOT, templates
from huying.site.guide.terms.book import BOOK, TERMS

WRITTEN = re.compile(r'{%\s*term\s+"([\w-]+)"(\|add)?')


def drawn(text: str, **headers: str) -> html.HtmlElement:
    request = RequestFactory().get("/", headers=headers)
    written = Template("{% load terms %}<p>" + text + "</p>").render(Context({"request": request}))
    return html.fromstring(written)


def test_the_word_is_a_button_described_by_what_it_means() -> None:
    shown = drawn('{% term "claim" %}')
    (button,) = shown.xpath(".//button")
    (said,) = shown.xpath(f".//*[@id='{button.get('aria-describedby')}']")
    assert (button.text, button.get("type"), said.get("role")) == ("领办", "button", "tooltip")
    assert str(TERMS["claim"].words) in said.text_content()


def test_a_page_may_say_the_word_in_its_own_way() -> None:
    assert drawn('{% term "clock-contact" "联系" %}').xpath("string(.//button)") == "联系"


def test_the_same_word_twice_has_two_places() -> None:
    places = drawn('{% term "claim" %}{% term "claim" %}').xpath(".//button/@aria-describedby")
    assert len(set(places)) == 2


def test_what_is_brought_later_does_not_take_the_places_of_the_page() -> None:
    whole = drawn('{% term "claim" %}').xpath(".//button/@aria-describedby")
    later = drawn('{% term "claim" %}', hx_request="true").xpath(".//button/@aria-describedby")
    assert whole != later


@pytest.mark.parametrize(
    "path", [path for path in templates() if "{% term" in path.read_text()], ids=lambda path: path.name
)
def test_every_term_of_a_template_is_known(path: object) -> None:
    found = WRITTEN.findall((ROOT / str(path)).read_text())
    assert [key for key, added in found if not added and key not in TERMS] == []


def test_no_key_names_two_terms() -> None:
    assert len(TERMS) == sum(len(chapter.terms) for chapter in BOOK)


def test_an_explanation_is_short_and_ends_as_a_sentence() -> None:
    said = [str(term.words) for term in TERMS.values()]
    assert [words for words in said if len(words) > 45 or not words.endswith("。")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_of_all_words_holds_every_one(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = html.fromstring(client.get("/guide/terms/").content)
    assert {one.get("id") for one in page.findall(".//dl/div")} == set(TERMS)
    said = [str(one.text).strip() for tag in ("dt", "dd") for one in page.iter(tag)]
    assert len([words for words in said if words]) == 2 * len(TERMS)
