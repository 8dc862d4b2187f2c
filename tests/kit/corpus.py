"""语料 · spreadsheets by script, good and bad; later tests (the import's attack) read the same ones."""

from tests.kit.corpus_bad import BAD
from tests.kit.corpus_good import GOOD
from tests.kit.corpus_parts import COLUMNS, KNOWN, ROWS, SPOKEN, Sample

SAMPLES = (*GOOD, *BAD)

__all__ = ["BAD", "COLUMNS", "GOOD", "KNOWN", "ROWS", "SAMPLES", "SPOKEN", "Sample"]
