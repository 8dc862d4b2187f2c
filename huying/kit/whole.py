"""Whole numbers 整数: read from what a stranger wrote into an address or a field."""

MOST_DIGITS = 18
"""More do not fit into a column of either database; Python itself refuses to read thousands of them."""


def whole(text: str) -> int | None:
    """The number, or None: other scripts' digits, signs and endless rows of nines are no number of ours."""
    fits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if fits else None
