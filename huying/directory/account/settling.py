"""登录手续 · what somebody must settle before any other page opens: a password of one's own, then the second factor."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.timezone import localdate

from huying.directory.models import Person

CHANGE_PASSWORD, SET_SECOND_FACTOR = "account_change_password", "mfa_activate_totp"


def unsettled(person: Person, *, at: datetime) -> str:
    """The name of the page to be led to, or nothing. Administrators have a second factor (RULES §7)."""
    if person.must_change_password:
        return CHANGE_PASSWORD
    if person.is_administrator(localdate(at)) and not has_second_factor(person):
        return SET_SECOND_FACTOR
    return ""


def has_second_factor(person: Person) -> bool:
    """Whether an authenticator app is asked for when signing in."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists())
