"""Telephone numbers and masks 电话与遮挡: one way to write a number, and ways not to show it."""

import re

from huying.kit.letters import folded
from huying.kit.words import gettext_noop

NONE_GIVEN = {"", "-", "/", "无", "没有", "不详", "未知", "无电话", "未留", "none", "null", "n/a"}
SEPARATORS = re.compile(r"[\s()_.·‐-―−-]+")
EXTENSION = re.compile(r"-?(?:转|分机号?|ext|x|#|,|\*)[-:]?(?=\d{1,6}$)", re.I)
ABROAD = re.compile(r"\+(?!86)\d{8,15}", re.A)
HOME = re.compile(r"(?:\+|00)?86", re.A)
MOBILE = re.compile(r"0?(1[3-9]\d{9})(?:x(\d{1,6}))?", re.A)
LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d\d))([1-9]\d{6,7})(?:x(\d{1,6}))?", re.A)
LOCAL = re.compile(r"([2-9]\d{6,7})(?:x(\d{1,6}))?", re.A)
SERVICE = re.compile(r"([48]00\d{7}|9[56]\d{3})(?:x(\d{1,6}))?|(11[0249]|12[02]|100\d\d|12\d{3})", re.A)
DASHED = re.compile(  # a number followed by -801, which is an extension
    r"""^((?:(?:\+|00)?86-?)?
    (?:0\d{2,3}-?[1-9]\d{6,7}|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|9[56]\d{3}|[2-9]\d{6,7}))-(?=\d{1,6}$)""",
    re.A | re.X,
)

MASKED = gettext_noop("电话号码被遮挡，请填写完整的号码")
SEVERAL = gettext_noop("请只填写一个电话号码")
IMPOSSIBLE = gettext_noop("这不是电话号码；可填手机号，或带区号的固定电话，也可不填")

HALF = {code + 0xFEE0: code for code in b"0123456789Xx-+"}
PRIVATE = re.compile(
    r"""(?<![\dA-Za-z])(?:
      (?P<card>[1-9]\d{5}(?:18|19|20)\d{9}[\dXx]|[1-9]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}|62\d{14,17})
    | (?P<phone>(?:\+?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}|\(?0(?:10|2\d|[3-9]\d\d)\)?[-\s]?[1-9]\d{2,3}[-\s]?\d{4})
    )(?![\dA-Za-z])""",
    re.A | re.X,
)


def phone(text: str) -> str:
    """Write a number the one way we keep it (13800001234, 0316-5551234, …-801); none is "", nonsense is refused."""
    written = folded(text).strip()
    if written.lower() in NONE_GIVEN:
        return ""
    if re.search(r"\d\s*\*{2,}", written):
        raise ValueError(MASKED)
    if re.search(r"\d{7}\s*[/、;,，；]\s*\d{7}", written):
        raise ValueError(SEVERAL)
    return _known(_compact(written))


def _compact(text: str) -> str:
    """Leave digits, with `x` before an extension; a spreadsheet's `.0` goes."""
    dashed = SEPARATORS.sub("-", re.sub(r"(?<=\d)\.0$", "", text)).strip("-")
    return DASHED.sub(r"\1x", EXTENSION.sub("x", dashed)).replace("-", "")


def _known(number: str) -> str:
    """Recognise a kind of number: as written, without the country's 86, or with the 0 a spreadsheet took off."""
    if ABROAD.fullmatch(number):
        return number
    home = HOME.sub("", number, count=1) if HOME.match(number) else number
    for reading in (number, home, f"0{home}"):
        for kind in (MOBILE, LANDLINE, SERVICE, LOCAL):
            if found := kind.fullmatch(reading):
                return "-".join(part for part in found.groups() if part)
    raise ValueError(IMPOSSIBLE)


def mask_name(name: str) -> str:
    """Show the first character only, and not how many follow."""
    return f"{name.strip()[0]}**" if name.strip() else ""


def mask_phone(number: str) -> str:
    """Hide the middle of a mobile or landline number, and nearly all of any other."""
    if re.fullmatch(r"1\d{10}", number):
        return f"{number[:3]}****{number[-4:]}"
    area, dash, local = number.partition("-")
    if dash and area.startswith("0"):
        return f"{area}-{mask_phone(local)}"
    return "*" * (len(number) - 2) + number[-2:] if len(number) > 4 else "*" * len(number)


def mask_words(text: str) -> str:
    """Hide telephone, identity-card and bank-card numbers inside free text, in whatever width they are written."""
    kept, shown = 0, []
    for found in PRIVATE.finditer(text.translate(HALF)):
        shown += [text[kept : found.start()], _stars(found[0], ending=4 if found["phone"] else 0)]
        kept = found.end()
    return "".join([*shown, text[kept:]])


def _stars(number: str, *, ending: int) -> str:
    hidden = len(number) - 3 - ending
    return number[:3] + "*" * hidden + number[len(number) - ending :]
