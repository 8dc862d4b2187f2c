"""The case 诉求件, its ledger 台账, its clocks 时限, and the rows it owns."""

from huying.case.models.anchor import Anchor
from huying.case.models.case import Case, Nature, Share, Tie
from huying.case.models.chore import Chore
from huying.case.models.deadline import Deadline
from huying.case.models.entry import Entry, Unposted, Words
from huying.case.models.identity import Identity
from huying.case.models.photo import Photo
from huying.case.models.submission import Submission
from huying.directory.kinds import Kind

__all__ = [
    "Anchor",
    "Case",
    "Chore",
    "Deadline",
    "Entry",
    "Identity",
    "Kind",
    "Nature",
    "Photo",
    "Share",
    "Submission",
    "Tie",
    "Unposted",
    "Words",
]
