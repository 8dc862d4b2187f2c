"""一页指南 · every role finds its page; what it says of limits is the limit table of today."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from huying.directory.models import Limit
from huying.directory.roles import Role
from huying.site.guide.pages import BY_NAME, SHELF, pressing
from tests.world import World

pytestmark = pytest.mark.django_db


def test_every_role_has_a_sheet() -> None:
    assert {role for sheet in SHELF for role in sheet.roles} == set(Role)


@pytest.mark.parametrize("sheet", SHELF, ids=lambda sheet: sheet.name)
def test_each_begins_at_a_page_that_exists_and_reads_in_both_languages(client: Client, sheet) -> None:  # type: ignore[no-untyped-def]
    assert reverse(sheet.opens)
    chinese = client.get(f"/guide/{sheet.name}/").content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(f"/guide/{sheet.name}/").content.decode()
    assert str(sheet.title) in chinese
    assert "In this order" in english


def test_the_limits_on_it_are_those_in_force(world: World) -> None:
    claim = Limit.objects.get(clock="claim")
    assert [one.limits for one in pressing(BY_NAME["liaison"]) if one.clock == "claim"] == [[claim]]
    Limit.objects.filter(pk=claim.pk).update(valid_to="2020-01-01")
    assert [one for one in pressing(BY_NAME["liaison"]) if one.clock == "claim"] == []


def test_there_is_no_sheet_for_a_role_that_is_not(client: Client) -> None:
    assert client.get("/guide/emperor/").status_code == 404
