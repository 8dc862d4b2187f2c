"""辖区 · every row that a case owns names its district, and so does every key that must be one; what hangs on a case is in parts."""

import pytest
from django.apps import apps
from django.db.models import Model, UniqueConstraint

from huying.site.partition.owned import leaning, parted, scoped

pytestmark = pytest.mark.once

OURS = [model for model in apps.get_models() if model.__module__.startswith("huying.")]
SHARED = {"directory.Tally"}
"""Counts tries by a digest of who tries; belongs to nobody."""

FUNCTIONAL = {
    "remark_once", "trouble_open_once", "area_code_once", "unit_code_once", "post_once",
    "person_username_once", "hint_away_once", "calendar_day_once", "matter_unit_once",
}  # fmt: skip
"""Keys without the district on SQLite, where there is one: `huying partition` puts it in."""


def of(model: type[Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", OURS, ids=of)
def test_every_table_belongs_to_a_district(model: type[Model]) -> None:
    table = model._meta.db_table
    assert table in scoped() or table in {name for name, _column, _to in leaning()} or of(model) in SHARED


@pytest.mark.parametrize("model", [one for one in OURS if one._meta.db_table in parted()], ids=of)
def test_what_a_case_owns_has_the_district_in_its_keys(model: type[Model]) -> None:
    keys = [one for one in model._meta.constraints if isinstance(one, UniqueConstraint) and one.name not in FUNCTIONAL]
    assert [one.name for one in keys if "jurisdiction" not in one.fields] == []


def test_what_leads_to_a_case_is_in_parts() -> None:
    assert {"case_case", "case_entry", "case_deadline", "case_words", "post_letter", "month_tally"} <= set(parted())
    assert not {"directory_unit", "directory_person", "month_reached"} & set(parted())
