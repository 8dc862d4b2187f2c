"""评价 · what a resident answers, and what follows from it (RULES §4)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Solved(TextChoices):
    """事情解决了吗? "Basically" is an answer of its own; what it counts for is the scheme's to say."""

    YES = "yes", _("已解决")
    BASICALLY = "basically", _("基本解决")
    NO = "no", _("未解决")


class Satisfied(TextChoices):
    """满意吗?"""

    YES = "yes", _("满意")
    BASICALLY = "basically", _("基本满意")
    NO = "no", _("不满意")


@dataclass(frozen=True, slots=True)
class Answers:
    """Contacted? Solved? Satisfied with the service? With the result? `reason` is asked for where an answer is "no"."""

    contacted: bool
    solved: Solved
    service: Satisfied
    result: Satisfied
    reason: str = ""

    @property
    def good(self) -> bool:
        """No "no" among them. Otherwise the case goes on."""
        return self.solved != Solved.NO and Satisfied.NO not in (self.service, self.result)

    def facts(self) -> dict[str, Any]:
        """For the ledger line: everything but the reason, which is words."""
        return {
            "contacted": self.contacted,
            "solved": self.solved.value,
            "service": self.service.value,
            "result": self.result.value,
        }
