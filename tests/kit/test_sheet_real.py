"""Real exports, where they lie beside the checkout: every row arrives."""

from pathlib import Path

import pytest

from huying.kit import sheet

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
KNOWN = ["留言编号", "留言主题", "留言详情", "一级分类", "三级分类"]

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not part of the project")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("messages-with-replies.xlsx", 2816),
        ("messages.xlsx", 4326),
        ("labelled-messages.xlsx", 956),
        ("matter-taxonomy.xlsx", 517),
        ("labelled-segmented.csv", 8717),
    ],
)
def test_every_row_of_a_real_export_arrives(name: str, count: int) -> None:
    with sheet.open_rows(REAL / name, known=KNOWN) as table:
        assert table.total == sum(1 for _ in table.rows) == count
