"""对照 · which column means what: proposed from the names, corrected by a person, remembered for the next file."""

import hashlib
from collections.abc import Mapping as Map
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from huying.case.refused import Refused
from huying.directory.jurisdiction import here
from huying.steps.intake.imports.fields import ALIASES, NEEDED, Field
from huying.steps.intake.imports.models import Mapping

Columns = dict[str, Field]
"""Column of the file → what it means. Columns that are not named are kept as they are."""


def propose(columns: Sequence[str]) -> Columns:
    """By the table of names alone."""
    there = frozenset(columns)
    chosen = {field: next((name for name in names if name in there), "") for field, names in ALIASES.items()}
    return {name: field for field, name in chosen.items() if name}


def fingerprint(columns: Sequence[str]) -> str:
    """The same columns in any order are the same header."""
    return hashlib.sha256("\x1f".join(sorted(columns)).encode()).hexdigest()[:16]


def default_source(columns: Sequence[str]) -> str:
    """来源名 · a name made from the header: always the same for the same columns, whatever their order."""
    found = propose(columns)
    first = next((name for name, field in found.items() if field in (Field.NUMBER, Field.CONTENT)), min(columns))
    return f"{first[:30]}等{len(columns)}列-{fingerprint(columns)[:6]}"


def remembered(columns: Sequence[str], source: str) -> Columns | None:
    """What a person settled for this header and source before."""
    row = Mapping.objects.filter(jurisdiction=here(), fingerprint=fingerprint(columns), source=source).first()
    return read(row.columns) if row else None


def sources(columns: Sequence[str]) -> list[str]:
    """The sources under which files with this header were brought in before, the latest first."""
    rows = Mapping.objects.filter(jurisdiction=here(), fingerprint=fingerprint(columns))
    return list(rows.order_by("-used_at").values_list("source", flat=True)[:20])


def remember(columns: Sequence[str], source: str, chosen: Columns, *, at: datetime) -> None:
    """For the next file with this header from this source."""
    Mapping.objects.update_or_create(
        jurisdiction=here(),
        fingerprint=fingerprint(columns),
        source=source,
        defaults={"columns": written(chosen), "used_at": at},
    )


def read(stored: Map[str, str]) -> Columns:
    """As it stands in the database; a meaning that no longer exists is forgotten."""
    return {name: Field(field) for name, field in stored.items() if field in Field}


def written(chosen: Columns) -> dict[str, str]:
    """As it is put in the database."""
    return {name: field.value for name, field in chosen.items()}


def check(chosen: Columns) -> None:
    """Refuse a mapping that says nothing, or one thing twice."""
    meant = list(chosen.values())
    for field in NEEDED:
        if field not in meant:
            raise Refused(_("没有找到“%(field)s”一列。请指明哪一列是“%(field)s”。") % {"field": field.label})
    for field in Field:
        if meant.count(field) > 1:
            raise Refused(_("有几列都对应“%(field)s”，请只留一列。") % {"field": field.label})
