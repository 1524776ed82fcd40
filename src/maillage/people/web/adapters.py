"""How django-allauth speaks and decides here."""

import logging
from typing import Any, ClassVar

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.ui.qr import qr_svg

logger = logging.getLogger(__name__)
Words = dict[str, str | Promise]

_WRONG_CODE = _("Ce code n’est pas le bon. Vérifiez-le dans le dernier message reçu.")
_TOO_MANY = _("Trop d’essais de suite. Attendez quelques minutes, puis recommencez.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our sentences, and in each message how long a code lasts."""

    error_messages: ClassVar[Words] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Ce compte est fermé."),
        "cannot_remove_primary_email": _("Votre compte a besoin d’un courriel : donnez-en un autre d’abord."),
        "duplicate_email": _("C’est déjà votre courriel."),
        "email_password_mismatch": _(
            "Ce courriel et ce mot de passe ne vont pas ensemble. Vérifiez-les, ou demandez un code."
        ),
        "email_taken": _("Un compte existe déjà pour ce courriel."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _("Ce n’est pas votre mot de passe."),
        "invalid_login": _("Ce courriel n’est pas complet."),
        "invalid_password_reset": _("Cette demande n’est plus valable. Demandez un nouveau code."),
        "rate_limited": _TOO_MANY,
        "same_as_current": _("C’est déjà votre courriel."),
        "too_many_login_attempts": _TOO_MANY,
        "unverified_primary_email": _("Confirmez d’abord votre courriel."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        super().send_mail(template_prefix, email, {"minutes": minutes} | context)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar[Words] = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("La double vérification ne peut pas être retirée de ce compte."),
        "cannot_generate_recovery_codes": _("Activez d’abord la double vérification."),
        "incorrect_code": _(
            "Ce code n’est pas le bon. Attendez le suivant dans votre application, puis recommencez."
        ),
        "unverified_email": _("Confirmez d’abord votre courriel."),
    }

    def build_totp_svg(self, url: str) -> str:
        return qr_svg(url)


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through the organisation's own server."""

    error_messages: ClassVar[Words] = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": _(
            "Un compte existe déjà pour ce courriel. Connectez-vous, puis liez votre organisation (%s)."
        ),
        "connected_other": _("Ce compte de votre organisation sert déjà à une autre personne."),
    }

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        known = sociallogin.account.get_provider_account().get_user_data() or {}
        initial: dict[str, Any] = super().get_signup_form_initial_data(sociallogin)
        return initial | {"full_name": known.get("name", "")}

    def get_requests_session(self) -> requests.Session:
        """A server that fails or keeps silent sends the person to the page that says so, never to a fault."""
        session: requests.Session = super().get_requests_session()
        ask = session.request

        def ask_or_say_so(*args: Any, **kwargs: Any) -> requests.Response:
            try:
                answer = ask(*args, **kwargs)
                answer.raise_for_status()
            except requests.RequestException as failure:
                logger.warning("The organisation's server did not answer: %s", type(failure).__name__)
                raise ImmediateHttpResponse(redirect("socialaccount_login_error")) from failure
            return answer

        session.request = ask_or_say_so  # type: ignore[method-assign]
        return session
