"""Sign-in: the settings of django-allauth, which keep its own names.

A code sent by e-mail first, a password for those who want one, a second step for those who turn it on, and
the organisation's own OpenID Connect server when the environment names one.
"""

import os
from typing import Any
from urllib.parse import urlsplit

from maillage.config.environment import OpenIdProvider, read_environment

_ENVIRONMENT = read_environment(os.environ)
_CODE_LASTS = 10 * 60  # seconds; the messages and the pages say it

LOGIN_URL = "account_request_login_code"

# Who may enter, and with what
ACCOUNT_ADAPTER = "maillage.people.web.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # our form asks no password; naming it keeps password sign-in
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _ENVIRONMENT.is_public else "http"

# Codes by e-mail
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 9, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = _CODE_LASTS
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = _CODE_LASTS
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = _CODE_LASTS

# Brute force: counted in the shared cache, by address of the network and by account
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,5/10m/key",
    "reset_password": "20/m/ip,5/10m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _ENVIRONMENT.proxy_sets_scheme else 0

_FORMS = "maillage.people.web.sign_in_forms"
ACCOUNT_FORMS = {
    "add_email": f"{_FORMS}.ChangeEmail",
    "change_password": f"{_FORMS}.ChangePassword",
    "confirm_email_verification_code": f"{_FORMS}.ConfirmEmail",
    "confirm_login_code": f"{_FORMS}.EnterCode",
    "confirm_password_reset_code": f"{_FORMS}.EnterResetCode",
    "login": f"{_FORMS}.SignInByPassword",
    "reauthenticate": f"{_FORMS}.PasswordAgain",
    "request_login_code": f"{_FORMS}.AskForCode",
    "reset_password": f"{_FORMS}.AskForReset",
    "reset_password_from_key": f"{_FORMS}.ResetPassword",
    "set_password": f"{_FORMS}.SetPassword",
    "signup": f"{_FORMS}.SignUp",
}

# The second step
MFA_ADAPTER = "maillage.people.web.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Maillage"
MFA_TOTP_TOLERANCE = 1  # a telephone may be half a minute late
MFA_FORMS = {
    "activate_totp": f"{_FORMS}.ActivateSecondStep",
    "authenticate": f"{_FORMS}.EnterSecondCode",
    "reauthenticate": f"{_FORMS}.SecondCodeAgain",
}


def providers_of(server: OpenIdProvider | None) -> dict[str, Any]:
    """What django-allauth wants to know about the OpenID Connect server, if there is one."""
    if server is None:
        return {}
    described = {
        "provider_id": "organisation",
        "name": server.name,
        "client_id": server.client_id,
        "secret": server.secret,
        "settings": {"server_url": server.server, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [described]}}


def origins_of(server: OpenIdProvider | None) -> list[str]:
    """Where the sign-in form may lead: browsers apply `form-action` to the redirection too."""
    return [f"https://{urlsplit(server.server).netloc}"] if server else []


# The organisation's own server
SOCIALACCOUNT_ADAPTER = "maillage.people.web.adapters.OrganisationAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False  # consent is asked of everybody
SOCIALACCOUNT_FORMS = {"disconnect": f"{_FORMS}.Unlink", "signup": f"{_FORMS}.SignUpFromOrganisation"}
SOCIALACCOUNT_PROVIDERS = providers_of(_ENVIRONMENT.open_id)
SIGN_IN_ORIGINS = origins_of(_ENVIRONMENT.open_id)
