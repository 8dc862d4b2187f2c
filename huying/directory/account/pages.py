"""账号页面 · one's own account, and what the security and audit administrators look after."""

from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huying.directory import acts
from huying.directory.access import Signed, on_entry, roles, signed_in
from huying.directory.account import lockout
from huying.directory.account.leaf import Filter, leaf
from huying.directory.account.reset import named, reset
from huying.directory.account.settling import has_second_factor
from huying.directory.models import Act, Person, What
from huying.directory.roles import Role
from huying.kit.clock import now

RECENT = 10


class SetSecondFactor(ActivateTOTPView):
    """双重验证 · the app is paired."""

    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        """On record."""
        paired: HttpResponse = super().form_valid(form)
        _record(self.request, What.SECOND_SET)
        return paired


class RemoveSecondFactor(DeactivateTOTPView):
    """取消双重验证 · whoever is no administrator may."""

    def form_valid(self, form: DeactivateTOTPForm) -> HttpResponse:
        """On record."""
        removed: HttpResponse = super().form_valid(form)
        _record(self.request, What.SECOND_REMOVED)
        return removed


@require_GET
@signed_in
def account(request: Signed) -> HttpResponse:
    """我的账号 · one's posts, one's second factor, and one's own last acts: a sign-in that was not one's own shows here."""
    at = now()
    shown = {
        "posts": request.user.posts_on(localdate(at)),
        "second": has_second_factor(request.user),
        "acts": Act.objects.filter(by=request.user).order_by("-at", "-pk")[:RECENT],
    }
    return render(request, "account/account.html", shown)


@require_GET
@on_entry
def no_password(request: Signed) -> HttpResponse:
    """还没有密码 · nobody sets a first password without the security administrator, not even whoever is signed in."""
    if request.user.has_usable_password():
        return redirect("account_change_password")
    return render(request, "account/no_password.html")


@require_GET
@roles(Role.AUDIT_ADMIN)
def audit(request: Signed) -> HttpResponse:
    """操作留痕 · everything on record, by what, who, where and when."""
    asked = Filter(request.GET or None, initial={"what": ""})
    chosen = asked.chosen() if asked.is_bound else Act.objects.all()
    page = leaf(chosen, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    return render(request, "account/acts.html", {"form": asked, "leaf": page})


@require_GET
@roles(Role.SECURITY_ADMIN)
def lockouts(request: Signed) -> HttpResponse:
    """登录锁定 · who cannot sign in now."""
    at = now()
    recent = Act.objects.filter(what=What.LOCKED, at__gt=at - lockout.LOCK, by__isnull=False)
    people = Person.objects.filter(pk__in=recent.values("by")).order_by("username")
    return render(
        request, "account/lockouts.html", {"people": [one for one in people if lockout.locked(one.username, at=at)]}
    )


@require_POST
@roles(Role.SECURITY_ADMIN)
def unlock(request: Signed, pk: int) -> HttpResponse:
    """解除锁定."""
    person = get_object_or_404(Person, pk=pk)
    lockout.lift(person.username, at=now())
    _record(request, What.UNLOCKED, subject=named(person))
    messages.success(request, _("%(name)s 可以再次登录了。") % {"name": person.name})
    return redirect("lockouts")


@require_http_methods(["GET", "POST"])
@roles(Role.SECURITY_ADMIN)
def reset_password(request: Signed, pk: int) -> HttpResponse:
    """重置密码 · shown once, to be handed over; never one's own, which is changed with the old one."""
    person = get_object_or_404(Person.objects.exclude(pk=request.user.pk), pk=pk)
    password = ""
    if request.method == "POST":
        password = reset(person, by=request.user, at=now(), address=acts.address_of(request))
    return render(request, "account/reset.html", {"person": person, "password": password})


def _record(request: Signed, what: What, subject: str = "") -> None:
    acts.record(what, by=request.user, at=now(), address=acts.address_of(request), subject=subject)
