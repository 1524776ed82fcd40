"""What the pages of an account say about codes and devices."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.people import rules

register = template.Library()


@register.simple_tag
def code_minutes() -> int:
    """How long a code sent by e-mail lasts."""
    return int(settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60)


@register.filter
def device(user_agent: str) -> str:
    """« Firefox, Windows »."""
    return rules.device(user_agent) or _("Appareil non reconnu")


@register.simple_tag(takes_context=True)
def organisation_sign_up(context: Context) -> SafeString:
    """The whole page. django-allauth calls `account` what our frame keeps for the signed-in person: it gets another name."""
    values: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    provider = values.pop("account").get_provider()
    return render_to_string(
        "people/organisation_sign_up.html", values | {"provider_name": provider.name}, values["request"]
    )
