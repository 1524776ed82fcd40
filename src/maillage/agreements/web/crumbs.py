"""Where a page stands under its agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from maillage.agreements.models import Agreement


def crumbs_of(agreement: Agreement, here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """Agreements, this one, pages between (label and address), and where we are."""
    above = [
        (_("Ententes"), reverse("agreements:agreements")),
        (agreement.name, agreement.get_absolute_url()),
        *between,
    ]
    return [*({"label": label, "url": url} for label, url in above), {"label": here}]
