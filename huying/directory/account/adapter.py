"""登录 · how allauth signs people in here: no sign-up, the lock, and a line on record for each act."""

from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from huying.directory import acts
from huying.directory.account import browser, lockout, presence
from huying.directory.account.landing import landing
from huying.directory.models import Person, What
from huying.kit.clock import now

FRESH = timedelta(minutes=5)


class Entrance(DefaultAccountAdapter):
    """What allauth asks, answered our way."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("登录名或密码不正确。"),
        "too_many_login_attempts": _(
            "尝试次数过多，暂时不能登录。连续输错 5 次，登录名锁定 30 分钟；急用请联系安全管理员解锁。"
        ),
        "enter_current_password": _("当前密码不正确。"),
        "incorrect_password": _("密码不正确。"),
        "rate_limited": _("尝试次数过多，请 30 分钟后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by administrators alone."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Unknown, wrong, and no longer working here are answered alike and take alike."""
        name, address, at = credentials["username"], acts.address_of(request), now()
        known_as = browser.known_as(request, name)
        if not lockout.take(name, address=address, at=at, browser=known_as):
            raise self.validation_error("too_many_login_attempts")
        person = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if not isinstance(person, Person):
            self._refuse(name, address, known_as)
            return None
        lockout.forgive(name, at=at, browser=known_as)
        return person

    def login(self, request: HttpRequest, user: Person) -> None:
        """Password and second factor were right: a new session begins."""
        at = now()
        super().login(request, user)
        presence.begin(request.session, at=at)
        acts.record(What.SIGNED_IN, by=user, at=at, address=acts.address_of(request))

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:
        """This browser is known to that name from now on."""
        answer: HttpResponse = super().post_login(request, user, **more)
        browser.remember(request, answer, user.username)
        return answer

    def logout(self, request: HttpRequest) -> None:
        """The session ends, on record."""
        if isinstance(request.user, Person):
            acts.record(What.SIGNED_OUT, by=request.user, at=now(), address=acts.address_of(request))
        super().logout(request)

    def set_password(self, user: Person, password: str) -> None:
        """A password of one's own. Every other session ends, for they were opened with the old one."""
        user.set_password(password)
        user.must_change_password = False
        with transaction.atomic():
            user.save()
            acts.record(What.PASSWORD_CHANGED, by=user, at=now(), address=acts.address_of(self.request))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the first page that one's posts open."""
        return landing(request.user) if isinstance(request.user, Person) else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to work."""
        return self.get_login_redirect_url(request)

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """There is no page that tells strangers who used to work here."""
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever gave the password in the last minutes need not give it again."""
        fresh = presence.fresh(self.request.session, within=FRESH, at=now())
        return not fresh and bool(super().is_reauthentication_required(app=app, **more))

    def _refuse(self, name: str, address: str, known_as: str) -> None:
        """A failure on record. A name nobody has is not written down: it may be a password typed in the wrong field."""
        at, known = now(), Person.objects.filter(username__iexact=name).first()
        locks = lockout.failed(name, address=address, at=at, browser=known_as)
        acts.record(What.SIGN_IN_FAILED, by=known, at=at, address=address)
        if locks:
            acts.record(What.LOCKED, by=known, at=at, address=address)
            raise self.validation_error("too_many_login_attempts")
