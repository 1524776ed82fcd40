"""Rows of the directory in the words of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.directory.enums import OrganisationKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.directory.models import Membership, Network, Organisation, Territory

Row = dict[str, Any]


def place_of(territory: Territory | None) -> str:
    """« Shawinigan, Mauricie »; empty when unknown. A town that is its own MRC is not told twice."""
    if territory is None:
        return ""
    holder = territory.parent
    if holder is not None and holder.name == territory.name:
        holder = holder.parent
    return territory.name if holder is None else f"{territory.name}, {holder.name}"


def row_of(organisation: Organisation) -> Row:
    """One organisation in a list. Asks for its territory and networks to be there already."""
    networks = ", ".join(network.name for network in organisation.networks.all())
    told = [str(OrganisationKind(organisation.kind).label), place_of(organisation.territory), networks]
    row: Row = {
        "label": organisation.name,
        "url": organisation.get_absolute_url(),
        "note": " · ".join(part for part in told if part),
    }
    return row | ({"tag": _("fictif")} if organisation.is_fictitious else {})


def facts_about(organisation: Organisation, *, with_headcount: bool) -> list[Row]:
    """What is known of an organisation; an unknown headcount is said to be unknown."""
    facts: list[Row] = []
    if organisation.territory:
        facts.append({"label": _("Territoire"), "value": place_of(organisation.territory)})
    sectors = [str(sector) for sector in organisation.sectors.order_by("scheme", "sort_key", "level", "pk")]
    if sectors:
        facts.append({"label": _("Secteurs d’activité"), "value": "\u00a0; ".join(sectors)})
    if organisation.website:
        facts.append({"label": _("Site web"), "value": organisation.website, "url": organisation.website})
    if with_headcount:
        unknown = _("Non précisé")
        headcount = unknown if organisation.employees is None else organisation.employees
        facts.append({"label": _("Employés"), "value": headcount})
    return facts


def network_links(networks: Iterable[Network]) -> list[Row]:
    return [{"label": network.name, "url": network.get_absolute_url()} for network in networks]


def contact_rows(memberships: Iterable[Membership]) -> list[Row]:
    """Who acts for an organisation, what each one does, and how to write to them."""
    return [
        {
            "label": str(membership.user),
            "url": f"mailto:{membership.user.email}",
            "note": f"{membership.get_role_display()} · {membership.network.name}",
        }
        for membership in memberships
    ]


def crumbs_to(label: str, *, parent: Organisation | None = None) -> list[Row]:
    crumbs = [{"label": _("Répertoire"), "url": reverse("directory:organisations")}]
    if parent is not None:
        crumbs.append({"label": parent.name, "url": parent.get_absolute_url()})
    return [*crumbs, {"label": label}]
