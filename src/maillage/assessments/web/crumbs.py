"""Where a page stands under the assessments of a person."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs_of(here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """Her assessments, pages between (label and address), and where we are."""
    above = [(_("Mes évaluations"), reverse("assessments:home")), *between]
    return [*({"label": label, "url": url} for label, url in above), {"label": here}]
