"""登录锁定 · five wrong passwords lock a name for half an hour, whether anybody has that name or not (RULES §7).

A try is counted before the password is looked at and given back when it was right, so that guesses sent all at once are
counted too. An address is only stopped by a hundred failures in ten minutes: a whole village may sit behind one.

A browser in which that name has signed in before (`browser`) is counted by itself: strangers who guess every half hour lock
each other out, not the owner. Whoever has stolen its cookie has five guesses too, and locks that browser alone.
"""

import unicodedata
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from huying.directory import limiter

FAILURES, LOCK = 5, timedelta(minutes=30)
TAKEN = timedelta(minutes=1)
"""How long a try counts that nobody has judged: the database may die while the password is looked at."""

FAILURES_OF_ADDRESS, WHILE = 100, timedelta(minutes=10)
HOME_NETWORK = 64
MOST_LIFTED = 1000


def take(name: str, *, address: str, at: datetime, browser: str = "") -> bool:
    """Take one of the tries that are left; false when there is none, or too much came from that address."""
    if limiter.spent(_from(address), limit=FAILURES_OF_ADDRESS, at=at):
        return False
    return limiter.allow(_who(name, browser, at), limit=FAILURES, per=TAKEN, at=at)


def failed(name: str, *, address: str, at: datetime, browser: str = "") -> bool:
    """The try was wrong; true when it was the one that locks."""
    limiter.prolong(_who(name, browser, at), until=at + LOCK)
    limiter.allow(_from(address), limit=FAILURES_OF_ADDRESS, per=WHILE, at=at)
    locks = limiter.spent(_who(name, browser, at), limit=FAILURES, at=at)
    if locks and browser:
        limiter.allow(_shut(name), limit=1, per=LOCK, at=at)
    return locks


def forgive(name: str, *, at: datetime, browser: str = "") -> None:
    """The password was right. What strangers have tried meanwhile still counts against strangers."""
    limiter.clear(_who(name, browser, at))


def lift(name: str, *, at: datetime) -> None:
    """解除 · an administrator lifts the lock, in every browser of that name."""
    limiter.allow(_lifted(name), limit=MOST_LIFTED, per=LOCK, at=at)
    limiter.clear(_name(name))
    limiter.clear(_shut(name))


def locked(name: str, *, at: datetime) -> bool:
    """Whether that name cannot sign in now, from anywhere new or from a browser that it is known in."""
    return limiter.spent(_name(name), limit=FAILURES, at=at) or limiter.spent(_shut(name), limit=1, at=at)


def same_name(name: str) -> str:
    """Capitals, widths and blanks aside: one name."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def network(address: str) -> str:
    """What is counted as one place: an IPv4 address, or the /64 that a household is given in IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(int(parsed) >> HOME_NETWORK) if isinstance(parsed, IPv6Address) else str(parsed)


def _who(name: str, browser: str, at: datetime) -> str:
    """Whose tries are counted: all strangers' together, each known browser's by themselves, anew after a lock was lifted."""
    if not browser:
        return _name(name)
    return f"{_name(name)}:{browser}:{limiter.counted_so_far(_lifted(name), at=at)}"


def _name(name: str) -> str:
    return f"sign-in:{same_name(name)}"


def _lifted(name: str) -> str:
    return f"sign-in-lifted:{same_name(name)}"


def _shut(name: str) -> str:
    """One of its known browsers has used up its tries."""
    return f"sign-in-shut:{same_name(name)}"


def _from(address: str) -> str:
    return f"sign-in-from:{network(address)}"
