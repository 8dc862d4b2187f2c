"""双重验证 · the second factor: its secret is sealed, a code is good once, and administrators never do without."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huying.directory import acts, limiter
from huying.directory.models import Person, What
from huying.kit.clock import now
from huying.kit.crypto import open_sealed, seal

WRONG, PAUSE = 5, timedelta(minutes=30)
ONCE = timedelta(minutes=3)
BOUND = b"second-factor"
REFUSED = _("验证码不正确或已用过，请等下一个。")


class SecondFactor(DefaultMFAAdapter):
    """What allauth asks about the second factor, answered our way."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": REFUSED,
        "cannot_delete_authenticator": _("管理员必须使用双重验证，不能取消。"),
    }

    def get_totp_issuer(self) -> str:
        """What the app on the phone calls us."""
        return "呼应"

    def build_totp_svg(self, url: str) -> str:
        """Black on white, also where the page is dark."""
        drawn: str = super().build_totp_svg(url)
        return drawn.replace("<path", '<rect width="100%" height="100%" fill="#fff"/><path', 1)

    def encrypt(self, text: str) -> str:
        """The secret lies sealed in the database."""
        return b64encode(seal(settings.HUYING_KEYS.identity, text, BOUND)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """And is opened only to compare a code."""
        return open_sealed(settings.HUYING_KEYS.identity, b64decode(encrypted_text), BOUND)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """An administrator's stays."""
        person: Person = authenticator.user
        return not person.is_administrator(localdate(now()))


def _code_field() -> forms.CharField:
    shown = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True})
    return forms.CharField(label=_("验证码"), max_length=20, widget=shown)


class CodeForm(AuthenticateForm):
    """The code at sign-in, from the app or one of the recovery codes."""

    code = _code_field()

    def clean_code(self) -> str:
        """Right, within five tries, and not used before."""
        code = _counted(self.user, super().clean_code)
        _use_once(self.user, self.authenticator, code)
        return code


class CodeAgainForm(ReauthenticateForm):
    """The code once more, before something that matters."""

    code = _code_field()

    def clean_code(self) -> str:
        """As at sign-in."""
        code = _counted(self.user, super().clean_code)
        _use_once(self.user, self.authenticator, code)
        return code


class FirstCodeForm(ActivateTOTPForm):
    """The first code shows that the app has the secret."""

    code = _code_field()

    def clean_code(self) -> str:
        """Within five tries."""
        return _counted(self.user, super().clean_code)


def _counted(person: Person, check: Callable[[], str]) -> str:
    """Five wrong codes close this way in for half an hour."""
    key, at = f"second-factor:{person.pk}", now()
    if not limiter.allow(key, limit=WRONG, per=PAUSE, at=at):
        raise ValidationError(_("验证码输错次数过多，请 30 分钟后再试。"), code="locked")
    try:
        code = check()
    except ValidationError:
        limiter.prolong(key, until=at + PAUSE)
        acts.record(What.SECOND_FAILED, by=person, at=at, address=acts.address_of(context.request))
        raise
    limiter.clear(key)
    return code


def _use_once(person: Person, authenticator: Authenticator, code: str) -> None:
    """A code read over somebody's shoulder is worth nothing: the app's codes are good for one use."""
    digits = "".join(filter(str.isdigit, code))
    app = authenticator.type == Authenticator.Type.TOTP
    if app and not limiter.allow(f"code:{person.pk}:{digits}", limit=1, per=ONCE, at=now()):
        raise ValidationError(REFUSED, code="used")
