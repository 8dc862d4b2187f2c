"""词语表 · all chapters, and any term by the key that a template writes."""

from huying.site.guide.terms import clocks, course, deeds, house, people
from huying.site.guide.terms.term import Chapter, Term

BOOK: tuple[Chapter, ...] = (
    house.WORK, house.TIME, course.STEPS, course.STAGES, clocks.CLOCKS, deeds.MOVES, deeds.NOTES,
    people.POSTS, people.KINDS, people.NATURES, people.TIES, people.CHANNELS, house.TRUST,
)  # fmt: skip
TERMS: dict[str, Term] = {term.key: term for chapter in BOOK for term in chapter.terms}
