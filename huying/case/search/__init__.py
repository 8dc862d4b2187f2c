"""检索 · bigrams of number, text and place: FTS5 on SQLite, a GIN index on PostgreSQL; newest first."""

from huying.case.search.index import add, again, expression, forget, holding, matching, matching_from, reach_of, said

__all__ = ["add", "again", "expression", "forget", "holding", "matching", "matching_from", "reach_of", "said"]
