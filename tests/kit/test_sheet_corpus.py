"""Every file of the corpus is read whole or refused in the words it deserves."""

from pathlib import Path

import pytest

from huying.kit import sheet
from tests.kit import corpus


def named(sample: corpus.Sample) -> str:
    return sample.name


@pytest.mark.parametrize("sample", corpus.GOOD, ids=named)
def test_a_good_file_gives_all_its_rows(sample: corpus.Sample, tmp_path: Path) -> None:
    with sheet.open_rows(sample.write(tmp_path), known=corpus.KNOWN) as table:
        rows = list(table.rows)
    assert len(rows) == sample.rows
    assert "工单编号" in table.columns
    assert all(len(cells) == len(table.columns) for _, cells in rows)
    assert all(number > table.header_row_index + 1 for number, _ in rows)


@pytest.mark.parametrize("sample", corpus.BAD, ids=named)
def test_a_bad_file_is_refused_in_words(sample: corpus.Sample, tmp_path: Path) -> None:
    path = sample.write(tmp_path)
    with (
        pytest.raises(sheet.Unreadable) as refusal,
        sheet.open_rows(path, known=corpus.KNOWN) as table,
    ):
        list(table.rows)
    assert refusal.value.words in sample.words
    assert "%" not in str(refusal.value)


def test_the_corpus_has_no_two_of_a_name() -> None:
    names = [sample.name for sample in corpus.SAMPLES]
    assert len(names) == len(set(names)) >= 80
