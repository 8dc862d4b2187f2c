"""查验 · proof that the history is whole: chains, places, words, anchors, triggers (TRUST decision 10)."""

from huying.case.proof.fault import Fault
from huying.case.proof.verify import Report, verify

__all__ = ["Fault", "Report", "verify"]
