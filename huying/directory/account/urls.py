"""账号网址 · of allauth's pages only those we use: nobody signs up, and no letters are sent."""

from allauth.account import views as entrance
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from huying.directory.access import on_entry, open_to_all, signed_in
from huying.directory.account import pages

urlpatterns = [
    path("", pages.account, name="account"),
    path("login/", open_to_all(entrance.login), name="account_login"),
    path("logout/", open_to_all(entrance.logout), name="account_logout"),
    path("password/", on_entry(entrance.password_change), name="account_change_password"),
    path("password/none/", pages.no_password, name="account_set_password"),
    path("again/", on_entry(entrance.reauthenticate), name="account_reauthenticate"),
    path("second/", signed_in(second.index), name="mfa_index"),
    path("second/code/", open_to_all(second.authenticate), name="mfa_authenticate"),
    path("second/again/", on_entry(second.reauthenticate), name="mfa_reauthenticate"),
    path("second/app/", on_entry(pages.SetSecondFactor.as_view()), name="mfa_activate_totp"),
    path("second/app/remove/", signed_in(pages.RemoveSecondFactor.as_view()), name="mfa_deactivate_totp"),
    path("second/recovery/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second/recovery/new/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("audit/", pages.audit, name="acts"),
    path("lockouts/", pages.lockouts, name="lockouts"),
    path("lockouts/<int:pk>/lift/", pages.unlock, name="unlock"),
    path("people/<int:pk>/password/", pages.reset_password, name="reset_password"),
    path("language/", open_to_all(require_POST(set_language)), name="language"),
]
