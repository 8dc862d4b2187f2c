"""浏览器 · a real Chromium while the house is dead: what waits goes once, and what was typed on the spot stays."""

import pytest

from tests.faults.short import played

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_drafts_photos_and_queued_sends_survive() -> None:
    played("browser", "--times", "1", "--scenes", "6", database="sqlite")
