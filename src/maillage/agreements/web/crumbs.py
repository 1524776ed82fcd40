"""Where a page stands under its agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.agreements.models import Agreement


def crumbs_of(
    agreement: Agreement, here: str, between: Sequence[tuple[str, str]] = ()
) -> list[dict[str, str]]:
    """Agreements, this one, pages between (label, name of the address), and where we are."""
    return [
        {"label": _("Ententes"), "url": reverse("agreements:agreements")},
        {"label": agreement.name, "url": agreement.get_absolute_url()},
        *({"label": label, "url": reverse(name, args=[agreement.slug])} for label, name in between),
        {"label": here},
    ]
