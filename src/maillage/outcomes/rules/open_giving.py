"""What funders give to an initiative as 360Giving grants: one grant an allocation, so that no sum counts a gift twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.outcomes.rules import giving

if TYPE_CHECKING:
    from maillage.outcomes.rules.book import Book, Given

LICENCE, LICENCE_NAME = "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"


def grants_of(book: Book, *, address: str, download: str) -> dict[str, Any]:
    """The package. Raises ValueError when the initiative has no contribution in money that the reader may read."""
    publisher = giving.Organisation(id=book.publisher, name=book.leader.name)
    about = giving.Package(
        identifier=f"{book.identifier}-360giving",
        title=book.initiative.title,
        description=_described(book),
        publisher=publisher,
        website=book.site,
        address=address,
        download=download,
        license=LICENCE if book.is_open else "",
        issued_on=book.day,
        modified_at=book.known_at,
    )
    return giving.package_of(about, [_grant(book, one) for one in book.money])


def _described(book: Book) -> str:
    """What the file holds, and what it leaves out."""
    told = [_("Contributions en argent affectées à cette initiative.")]
    left_out = len(book.given) - len(book.money)
    if left_out:
        told.append(
            ngettext(
                "Un apport en nature n’y est pas : ce n’est pas une subvention.",
                "%(count)s apports en nature n’y sont pas : ce ne sont pas des subventions.",
                left_out,
            )
            % {"count": left_out}
        )
    if not book.is_open:
        told.append(_("Des lignes ne sont pas publiées : ce fichier n’est pas une donnée ouverte."))
    return " ".join(told)


def _grant(book: Book, one: Given) -> giving.Grant:
    contribution, told = one.contribution, book.initiative
    return giving.Grant(
        id=f"{book.identifier}-{contribution.pk}",
        title=contribution.title,
        description=_("%(use)s. Affectée à l’initiative « %(initiative)s ».")
        % {"use": contribution.get_purpose_display(), "initiative": told.title},
        currency=contribution.currency,
        awarded=one.allocation.amount,
        awarded_on=contribution.promised_on,
        recipient=giving.Organisation(
            id=book.network_ref(contribution.network), name=contribution.network.name
        ),
        funder=giving.Organisation(
            id=book.organisation_ref(contribution.funder), name=contribution.funder.name
        ),
        modified_at=one.allocation.recorded_at,
        disbursed=one.received,
        planned=(told.starts_on, told.ends_on),
        places=tuple(giving.Place(name=place.name, country=place.country) for place in book.places),
        programme=giving.Programme(code=told.slug, title=told.title),
    )
