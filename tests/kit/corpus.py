"""语料 · spreadsheets by script, good and bad; later tests (the import's attack) read the same ones."""

from tests.kit import corpus_bombs, corpus_books, corpus_ruins, corpus_texts
from tests.kit.corpus_parts import BAD, COLUMNS, GOOD, KNOWN, ROWS, SPOKEN, Sample

CHAPTERS = (corpus_books, corpus_texts, corpus_bombs, corpus_ruins)
"""Each chapter enters its samples into GOOD or BAD when it is imported."""
SAMPLES = (*GOOD, *BAD)

__all__ = ["BAD", "CHAPTERS", "COLUMNS", "GOOD", "KNOWN", "ROWS", "SAMPLES", "SPOKEN", "Sample"]
