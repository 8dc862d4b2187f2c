"""登录之后 · the page where somebody's work begins (PRODUCT §2: what each role opens first)."""

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.timezone import localdate

from huying.directory.access import Access, admits
from huying.directory.models import Person
from huying.directory.roles import Role
from huying.kit.clock import now

FIRST: dict[Role, str] = {
    Role.OPERATOR: "register",
    Role.DISPATCHER: "queue",
    Role.CALLER: "callbacks",
    Role.SUPERVISOR: "supervision",
    Role.ASSESSOR: "month",
    Role.LIAISON: "board",
    Role.GRID_WORKER: "my_cases",
    Role.CADRE: "my_cases",
    Role.STAFF: "my_cases",
    Role.PETITION_OFFICER: "my_cases",
    Role.SYSTEM_ADMIN: "status",
    Role.SECURITY_ADMIN: "people",
    Role.AUDIT_ADMIN: "acts",
}
"""Of several posts the one that stands first here. Leaders begin with what waits for them: today's desk."""

LEADS = frozenset({Role.UNIT_LEADER, Role.LEADER, Role.MAIN_LEADER})
OTHERWISE = ("desk", "cases", "account")
"""Asked in this order; the last one opens for everybody."""


def landing(person: Person) -> str:
    """Its address."""
    roles = {post.role for post in person.posts_on(localdate(now()))}
    own = [] if roles & LEADS else [page for role, page in FIRST.items() if role in roles]
    return next(address for name in (*own, *OTHERWISE) if (address := _address(name)) and _opens(address, person))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _opens(address: str, person: Person) -> bool:
    access: Access | None = getattr(resolve(address).func, "access", None)
    return admits(access, person)
