"""网址 · the same list, looked at in another way."""

from django.http import QueryDict

KEYS = ("before", "after")
"""Where in the list one stands; another list begins at its top."""


def again(given: QueryDict, **changes: str) -> str:
    """The query with these words changed; an empty word takes its filter away."""
    query = given.copy()
    for name in KEYS:
        query.pop(name, None)
    for name, word in changes.items():
        query.pop(name, None)
        if word:
            query[name] = word
    return f"?{query.urlencode()}"
