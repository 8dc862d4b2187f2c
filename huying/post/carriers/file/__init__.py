"""短信文件 · one file a letter under the home's folder `outgoing`, until a provider of messages is configured."""

import json
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from huying.case.deeds import DEEDS
from huying.post.carriers.reach import phone_of
from huying.post.models import Letter

CHINESE = "zh-hans"


def carry(letter: Letter) -> None:
    """Whole or not at all; the same letter again is the same file. Neither name nor phone is written: a phone must only be there."""
    phone_of(letter)
    folder = Path(settings.HUYING_HOME) / "outgoing"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f"{letter.key}.part"
    part.write_text(json.dumps(_said(letter), ensure_ascii=False) + "\n", "utf-8")
    part.replace(folder / f"{letter.key}.json")


def _said(letter: Letter) -> dict[str, str]:
    entry = letter.entry
    with override(CHINESE):
        facts = {"number": entry.case.number, "deed": DEEDS[entry.deed].label}
        words = _("您反映的事项（受理编号 %(number)s）%(deed)s。可凭查询码随时查看办理进度。") % facts
    return {"key": letter.key, "number": entry.case.number, "deed": entry.deed, "words": words}
