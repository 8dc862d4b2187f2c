"""防重 · the same submission sent twice is one case (TRUST decision 5)."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huying.case import bulk
from huying.case.models import Submission
from huying.case.ready import change
from huying.case.refused import Refused
from huying.directory.jurisdiction import here
from huying.kit import crypto
from huying.kit.points import reached

Answer = dict[str, Any]


def once(key: str, *, door: str, body: Answer, at: datetime, deed: Callable[[], Answer]) -> tuple[Answer, bool]:
    """Do the deed and remember its answer, in one transaction; or give the first answer again.

    Returns the answer and whether it is the first. The same key with another body is refused.
    """
    digest = _digest(body)
    try:
        with transaction.atomic():
            row = Submission(jurisdiction=here(), key=key, door=door, digest=digest, made_at=at)
            bulk.insert([row])
            row.answer = deed()
            change(Submission, {"id": row.pk}, {"answer": row.answer})
            reached("committing")
    except IntegrityError:
        first = Submission.objects.filter(jurisdiction=here(), key=key, door=door).first()
        if first is None:
            raise
        return _answered(first, digest), False
    reached("committed")
    return row.answer, True


def _answered(row: Submission, digest: bytes) -> Answer:
    if not crypto.same(bytes(row.digest), digest):
        raise Refused(_("这份内容与刚才提交的不同。若要另报一件事，请重新打开填写页。"))
    answer: Answer = row.answer
    return answer


def _digest(body: Answer) -> bytes:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
    return crypto.mac(settings.HUYING_KEYS.index, text.encode())
