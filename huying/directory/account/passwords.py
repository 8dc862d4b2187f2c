"""密码规则 · long enough, of three kinds, not one's own name, none of the last five (RULES §7)."""

import secrets
from string import ascii_lowercase, ascii_uppercase, digits

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huying.directory.models import OldPassword, Person
from huying.directory.roles import ADMINISTRATORS

LEAST, LEAST_OF_ADMINISTRATORS = 8, 12
KINDS = 3
REMEMBERED = 5
CLEAR = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
"""Letters and digits that nobody mistakes for another on a slip of paper."""


class LongEnough:
    """At least 8 characters, for an administrator 12."""

    def validate(self, password: str, user: Person | None = None) -> None:
        least = LEAST_OF_ADMINISTRATORS if _administers(user) else LEAST
        if len(password) < least:
            raise ValidationError(_("密码至少 %(least)s 位。"), code="short", params={"least": least})

    def get_help_text(self) -> str:
        return _("至少 8 位（三类管理员至少 12 位）。")


class ThreeKinds:
    """Of small letters, capitals, digits and everything else at least three."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if len({_kind(sign) for sign in password}) < KINDS:
            raise ValidationError(_("密码须含大写字母、小写字母、数字、符号中的三类。"), code="kinds")

    def get_help_text(self) -> str:
        return _("含大写字母、小写字母、数字、符号中的三类。")


class NotTheName:
    """Whoever knows the account does not know half the password."""

    def validate(self, password: str, user: Person | None = None) -> None:
        names = (user.username, user.name) if user else ()
        if any(len(name) > 1 and name.casefold() in password.casefold() for name in names):
            raise ValidationError(_("密码中不能含有登录名或姓名。"), code="name")

    def get_help_text(self) -> str:
        return _("不含登录名或姓名。")


class NotUsedLately:
    """The last five are refused; every password set is remembered by its digest."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if user and user.pk and any(check_password(password, old.digest) for old in _last(user)):
            raise ValidationError(_("不能使用最近 5 次用过的密码。"), code="used")

    def password_changed(self, password: str, user: Person) -> None:
        OldPassword.objects.create(person=user, digest=user.password)

    def get_help_text(self) -> str:
        return _("不与最近 5 次用过的相同。")


def random_password() -> str:
    """Sixteen clear characters in four groups, of every kind: good for administrators too."""
    drawn = [secrets.choice(kind) for kind in CLEAR] + [secrets.choice("".join(CLEAR)) for _ in range(13)]
    secrets.SystemRandom().shuffle(drawn)
    return "-".join("".join(drawn[start : start + 4]) for start in range(0, 16, 4))


def _administers(user: Person | None) -> bool:
    return bool(user and user.pk and user.posts.filter(role__in=ADMINISTRATORS).exists())


def _kind(sign: str) -> str:
    kinds = {"small": ascii_lowercase, "capital": ascii_uppercase, "digit": digits}
    return next((kind for kind, signs in kinds.items() if sign in signs), "other")


def _last(user: Person) -> list[OldPassword]:
    return list(user.old_passwords.order_by("-pk")[:REMEMBERED])
