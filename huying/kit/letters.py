"""Letters 字符: which cannot be seen, and how those that only look different are made one."""

import re
import unicodedata

# Zero-width joiners stay: families and flags among the emoji are made of them.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def folded(text: str) -> str:
    """Even out what does not change the words: the unseen, full and half width, compatibility forms."""
    return unicodedata.normalize("NFKC", UNSEEN.sub("", text))
