"""逐级名称 · the names of a matter from the first level down, as a sheet with merged cells gives them."""

from collections.abc import Iterable, Sequence

Names = tuple[str, ...]


def filled(cells: Sequence[str], above: Names) -> Names:
    """A row's names. What a merged cell leaves blank is that of the row above; trailing blanks end the row.

    A row without any name stands beside the row above it: its name is blank, only its code is printed.
    """
    first = next((place for place, name in enumerate(cells) if name), None)
    if first is None:
        return (*above[:-1], "")
    names = [*above[:first], *[""] * (first - len(above)), *cells[first:]]
    while not names[-1]:
        names.pop()
    return tuple(_between(names, above))


def _between(names: list[str], above: Names) -> list[str]:
    """A blank between two names continues the row above, as long as all before it is the same."""
    for place, name in enumerate(names):
        if not name and place < len(above) and tuple(names[:place]) == above[:place]:
            names[place] = above[place]
    return [name for name in names if name]


def full_name(names: Names, code: str) -> str:
    """公共设施/照明/路灯; a line without a name is called by its code."""
    return "/".join(name or code for name in names)


def leaves(ways: Iterable[Names]) -> int:
    """How many of these have nothing under them."""
    found = list(ways)
    parents = {way[:-1] for way in found}
    return sum(way not in parents for way in found)
