"""改模板 · written, changed, retired. What was sent from a template stays in the ledger as it was sent."""

from datetime import datetime
from typing import Any

from huying.directory.jurisdiction import here
from huying.directory.models import Person
from huying.steps.reply.models import ReplyTemplate


def keep_template(row: ReplyTemplate | None, *, given: dict[str, Any], by: Person, at: datetime) -> ReplyTemplate:
    """保存."""
    kept = row or ReplyTemplate(jurisdiction=here())
    kept.title, kept.matter, kept.body, kept.unit_id = given["title"], given["matter"], given["body"], given["unit"]
    kept.by, kept.changed_at = by, at
    kept.save()
    return kept


def retire_template(row: ReplyTemplate, *, by: Person, at: datetime) -> None:
    """停用."""
    row.retired_at, row.by, row.changed_at = at, by, at
    row.save(update_fields=["retired_at", "by", "changed_at"])
