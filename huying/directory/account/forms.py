"""登录表单 · the words on allauth's forms."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

WORDS = {
    "login": _("登录名"),
    "password": _("密码"),
    "oldpassword": _("当前密码"),
    "password1": _("新密码"),
    "password2": _("再输一次新密码"),
}


def _in_our_words(form: forms.Form) -> None:
    """Labels of ours, and no placeholder that repeats them."""
    for name, field in form.fields.items():
        field.label = WORDS.get(name, field.label)
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self)
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocapitalize": "none", "spellcheck": "false"}


class NewPasswordForm(ChangePasswordForm):
    """The old one and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self)
        self.fields["password1"].help_text = _(
            "至少 8 位（三类管理员至少 12 位），含大写字母、小写字母、数字、符号中的三类；"
            "不含登录名或姓名，不与最近 5 次用过的相同。"
        )

    def clean_oldpassword(self) -> str:
        """Wrong ones count towards the lock, as at sign-in: an open desk is no place to guess."""
        given: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, given):
            raise get_adapter().validation_error("enter_current_password")
        return given

    def clean(self) -> dict[str, Any] | None:
        """Said in our words when the two differ."""
        given: dict[str, Any] | None = super().clean()
        if "password2" in self.errors and self.data.get("password1") != self.data.get("password2"):
            self.errors["password2"] = self.error_class([_("两次输入的新密码不一样。")])
        return given


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self)
