"""查询凭证 · the secret link of a resident without an account, and the other way in: receipt number + last four digits.

The link is `<row>-<secret>`. The case keeps a digest of the secret, never the secret: whoever reads the database cannot
follow a link. The secret is made from the key of the submission and our own key, so that a submission sent twice is
answered with the same link. "No such case" and "not yours" take the same steps and give the same answer (TRUST 8).
"""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from huying.case.identity import tail_index
from huying.case.models import Case
from huying.case.numbers import row_of
from huying.directory.jurisdiction import here
from huying.directory.prepared import Prepared
from huying.kit import crypto

CODE = re.compile(r"^(\d{1,18})-([0-9a-f]{24}|t[0-9a-f]{1,10}x[0-9a-f]{24})$")
SECRET_LENGTH = 24
"""Hexadecimal: 96 bits."""

LARGEST = 2**62
"""No row has a number beyond this; a longer one in a link is nonsense."""

VISIT = timedelta(minutes=30)
"""How long the way in by number and phone stays open."""


def new_key() -> str:
    """A name for a submission about to be filled in."""
    return secrets.token_hex(16)


def secret_for(key: str) -> str:
    """The secret of the case that this submission makes; the same whenever it is asked."""
    return _digest("secret", key)


def digest_of(secret: str) -> str:
    """What the case keeps of it."""
    return _digest("kept", secret)


def code_of(pk: int, secret: str) -> str:
    """What stands in the link."""
    return f"{pk}-{secret}"


def visit_code(case: Case, *, at: datetime) -> str:
    """A link good for half an hour, for somebody who knew the number and the phone."""
    until = int((at + VISIT).timestamp())
    return code_of(case.pk, f"t{until:x}x{_visit(case.pk, until)}")


def found_by_code(code: str, *, at: datetime) -> Case | None:
    """The case that a link opens, or None."""
    match = CODE.match(code)
    case = _row(int(match[1]) if match else None)
    secret = match[2] if match else ""
    if secret.startswith("t"):
        return case if _visits(case, secret, at) else None
    return case if _opens(case, secret) else None


def found_by_codes(codes: Iterable[str]) -> dict[str, Case]:
    """The cases that a browser remembers by their links; links of a visit are not remembered."""
    named = {code: match for code in codes if (match := CODE.match(code)) and not match[2].startswith("t")}
    rows = {int(match[1]) for match in named.values() if int(match[1]) < LARGEST}
    cases = Case.objects.filter(jurisdiction=here(), pk__in=rows).select_related("area").in_bulk() if rows else {}
    return {
        code: case for code, match in named.items() if (case := cases.get(int(match[1]))) and _opens(case, match[2])
    }


def found_by_phone(number: str, tail: str) -> Case | None:
    """The case with that receipt number, told by somebody whose phone ends in these digits; or None."""
    case = _row(row_of(number))
    named = case if case is not None else Case(pk=0)
    kept = case.identity.tail if case is not None else ""
    is_same = crypto.same(tail_index(named, tail).encode(), kept.encode())
    return case if kept and is_same and case is not None and _same_number(case, number) else None


def _opens(case: Case | None, secret: str) -> bool:
    kept = case.secret if case is not None else ""
    return crypto.same(digest_of(secret).encode(), kept.encode())


def _same_number(case: Case, number: str) -> bool:
    return case.number.replace("-", "") == re.sub(r"\D", "", number)


def _row(pk: int | None) -> Case | None:
    """One query, whether there is anything to find or not."""
    within = pk if pk is not None and pk < LARGEST else 0
    return next(iter(_ROW(here(), within)), None)


_ROW: Prepared[Case] = Prepared(
    lambda jurisdiction, pk: Case.objects.filter(jurisdiction=jurisdiction, pk=pk).select_related(
        "identity", "area", "unit", "matter"
    )
)


def _visits(case: Case | None, secret: str, at: datetime) -> bool:
    until, signature = secret[1:].split("x", 1)
    ends = int(until, 16)
    named = case.pk if case is not None else 0
    return crypto.same(_visit(named, ends).encode(), signature.encode()) and at.timestamp() <= ends


def _visit(pk: int, until: int) -> str:
    return _digest("visit", f"{pk}:{until}")


def _digest(purpose: str, text: str) -> str:
    """The key of the blind indexes, each purpose apart from the others and from phones by its name."""
    return crypto.blind(settings.HUYING_KEYS.index, f"{purpose}:{text}")[:SECRET_LENGTH]
