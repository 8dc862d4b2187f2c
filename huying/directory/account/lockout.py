"""登录锁定 · five wrong passwords lock a name for half an hour, whether anybody has that name or not (RULES §7).

A try is counted before the password is looked at and given back when it was right, so that guesses sent all at once are
counted too. An address is only stopped by a hundred failures in ten minutes: a whole village may sit behind one.
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


def take(name: str, *, address: str, at: datetime) -> bool:
    """Take one of the tries that name has left; false when it is locked, or too much came from that address."""
    if limiter.spent(_from(address), limit=FAILURES_OF_ADDRESS, at=at):
        return False
    return limiter.allow(_name(name), limit=FAILURES, per=TAKEN, at=at)


def failed(name: str, *, address: str, at: datetime) -> bool:
    """The try was wrong; true when it was the one that locks."""
    limiter.prolong(_name(name), until=at + LOCK)
    limiter.allow(_from(address), limit=FAILURES_OF_ADDRESS, per=WHILE, at=at)
    return locked(name, at=at)


def forgive(name: str) -> None:
    """The password was right, or an administrator lifts the lock."""
    limiter.clear(_name(name))


def locked(name: str, *, at: datetime) -> bool:
    """Whether that name cannot sign in now."""
    return limiter.spent(_name(name), limit=FAILURES, at=at)


def network(address: str) -> str:
    """What is counted as one place: an IPv4 address, or the /64 that a household is given in IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(int(parsed) >> HOME_NETWORK) if isinstance(parsed, IPv6Address) else str(parsed)


def _name(name: str) -> str:
    return f"sign-in:{unicodedata.normalize('NFKC', name).strip().casefold()}"


def _from(address: str) -> str:
    return f"sign-in-from:{network(address)}"
