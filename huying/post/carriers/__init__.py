"""送达方式 · one row a carrier. A carrier is handed a letter and either carries it or raises; the key says whether it has before."""

from collections.abc import Callable, Mapping

from huying.post.carriers import file, inbox
from huying.post.carriers.refusal import NotCarried
from huying.post.models import Letter

Carry = Callable[[Letter], None]

CARRIERS: Mapping[str, Carry] = {
    "inbox": inbox.carry,
    "file": file.carry,
}

__all__ = ["CARRIERS", "Carry", "NotCarried"]
