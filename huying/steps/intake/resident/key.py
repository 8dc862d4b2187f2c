"""防重的名字 · by which two sendings of the same form are known to be one."""

import re

from django.http import HttpRequest

from huying.case.tracking import new_key

KEY = re.compile(r"[0-9A-Za-z-]{16,80}")


def key_of(request: HttpRequest) -> str:
    """From the hidden field or the header; a name too short to be anybody's own is replaced."""
    given = request.POST.get("idempotency_key") or request.headers.get("Idempotency-Key", "")
    return given if KEY.fullmatch(given) else new_key()
