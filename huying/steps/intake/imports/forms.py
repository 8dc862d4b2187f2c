"""对照表单 · which column means what, as it comes back from the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from huying.steps.intake.imports.fields import Field
from huying.steps.intake.imports.mapping import Columns

MOST_SOURCE = 60


@dataclass(frozen=True, slots=True)
class Form:
    """`starts` is the second button: it is right like this, bring it in."""

    chosen: Columns
    source: str
    starts: bool

    @classmethod
    def read(cls, post: QueryDict) -> "Form":
        """Columns are named in one list, their meanings in another, in the same order."""
        pairs = zip(post.getlist("column"), post.getlist("meaning"), strict=False)
        chosen = {column: Field(meaning) for column, meaning in pairs if meaning in Field.values}
        return cls(chosen, post.get("source", "").strip()[:MOST_SOURCE], _starts(post))


def _starts(post: Mapping[str, object]) -> bool:
    return post.get("then") == "start"
