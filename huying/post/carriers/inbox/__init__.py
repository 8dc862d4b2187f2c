"""站内通知 · the letter itself is what the bell shows, so there is nothing to send."""

from huying.post.models import Letter


def carry(letter: Letter) -> None:
    """It is there as soon as it is marked."""
