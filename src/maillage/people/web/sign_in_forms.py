"""The forms of django-allauth in our words: same fields, same checks."""

from typing import Any, NamedTuple

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.socialaccount import forms as organisation
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.common import clock
from maillage.people import operations, rules
from maillage.people.models import User
from maillage.people.web.forms import NameForm


class Words(NamedTuple):
    label: str | Promise
    missing: str | Promise
    hint: str | Promise = ""


_EMAIL = Words(_("Courriel"), _("Il manque le courriel."))
_PASSWORD = _("Il manque le mot de passe.")
FIELDS = {
    "email": _EMAIL,
    "login": _EMAIL,
    "password": Words(_("Mot de passe"), _PASSWORD),
    "oldpassword": Words(_("Mot de passe actuel"), _PASSWORD),
    "password1": Words(
        _("Nouveau mot de passe"),
        _PASSWORD,
        _("Huit caractères au moins. Une phrase se retient mieux qu’un mot."),
    ),
    "password2": Words(_("Le même, une seconde fois"), _PASSWORD),
    "code": Words(_("Code"), _("Il manque le code.")),
}


class OurWords:
    """Label, hint and error of each known field; no text inside the boxes; digits on a telephone's keyboard."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in FIELDS.items():
            if name in self.fields:
                self._speak(self.fields[name], words)
        for field in self.fields.values():
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = str(_("Cette adresse courriel n’est pas complète."))
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}

    @staticmethod
    def _speak(field: forms.Field, words: Words) -> None:
        field.label, field.help_text = str(words.label), str(words.hint)
        field.error_messages["required"] = str(words.missing)
        field.widget.attrs.pop("placeholder", None)


class NewPerson(OurWords, NameForm):
    """What we ask of somebody new: her name, and whether she agrees."""

    terms = forms.BooleanField(
        label=rules.TERMS,
        error_messages={"required": _("Sans votre accord, nous ne pouvons pas ouvrir de compte.")},
    )

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        user: User = super().save(request)  # type: ignore[misc]
        return user

    def custom_signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 - allauth's signature
        operations.complete_sign_up(
            user=user,
            full_name=self.cleaned_data["full_name"],
            language=get_language() or user.language,
            terms=str(rules.TERMS),
            now=clock.now(),
        )


class SignUp(NewPerson, account.SignupForm):  # type: ignore[misc]
    """Without a password: a code by e-mail opens the account, and a password can be chosen later."""

    field_order = ("full_name", "email", "terms")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password1"]


class SignUpFromOrganisation(NewPerson, organisation.SignupForm):  # type: ignore[misc]
    field_order = ("full_name", "email", "terms")


class Unlink(organisation.DisconnectForm):  # type: ignore[misc]
    """Never refused for want of a password: a code by e-mail remains a way in."""

    def clean(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AskForCode(OurWords, account.RequestLoginCodeForm):  # type: ignore[misc]
    pass


class EnterCode(OurWords, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class ConfirmEmail(OurWords, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    pass


class SignInByPassword(OurWords, account.LoginForm):  # type: ignore[misc]
    pass


class PasswordAgain(OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class AskForReset(OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class EnterResetCode(OurWords, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    pass


class ResetPassword(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class SetPassword(OurWords, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ChangePassword(OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class ChangeEmail(OurWords, account.AddEmailForm):  # type: ignore[misc]
    pass


class ActivateSecondStep(OurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    pass


class EnterSecondCode(OurWords, second_step.AuthenticateForm):  # type: ignore[misc]
    pass


class SecondCodeAgain(OurWords, second_step.ReauthenticateForm):  # type: ignore[misc]
    pass
