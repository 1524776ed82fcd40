"""Organisations: entered, described, renamed, archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from maillage.common.text import unaccented
from maillage.directory.errors import NameIsEmpty, OrganisationIsArchived
from maillage.directory.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.directory.models import IndustryClass, Network, Territory

LONGEST_SLUG = 80
NAMELESS = "organisation"  # a name written in another script than ours


@transaction.atomic
def create_organisation(
    *,
    name: str,
    kind: str,
    slug: str = "",
    networks: Iterable[Network] = (),
    territory: Territory | None = None,
    sectors: Iterable[IndustryClass] = (),
    description: str = "",
    website: str = "",
    employees: int | None = None,
    is_fictitious: bool = False,
) -> Organisation:
    """Enter an organisation in the directory. Without an address (slug), its name makes one that is free.

    Raises NameIsEmpty.
    """
    organisation = Organisation.objects.create(
        name=_named(name), slug=slug or free_slug(name), kind=kind, territory=territory, description=description,
        website=website, employees=employees, is_fictitious=is_fictitious,
    )  # fmt: skip
    organisation.networks.set(networks)
    organisation.sectors.set(sectors)
    return organisation


@transaction.atomic
def describe_organisation(
    *,
    organisation_id: int,
    description: str,
    website: str,
    employees: int | None,
    sectors: Iterable[IndustryClass],
) -> Organisation:
    """Change what an organisation says of itself. Headcount None means that it is not told.

    Raises OrganisationIsArchived.
    """
    organisation = _locked(organisation_id)
    organisation.description, organisation.website, organisation.employees = description, website, employees
    organisation.save(update_fields=["description", "website", "employees"])
    organisation.sectors.set(sectors)
    return organisation


@transaction.atomic
def rename_organisation(*, organisation_id: int, name: str) -> Organisation:
    """Give an organisation another name. Its address stays, so that links keep working.

    Raises NameIsEmpty, or OrganisationIsArchived.
    """
    organisation = _locked(organisation_id)
    organisation.name = _named(name)
    organisation.save(update_fields=["name"])
    return organisation


@transaction.atomic
def archive_organisation(*, organisation_id: int, now: datetime) -> Organisation:
    """Take an organisation out of the directory. It keeps its history, and its people act for it no more.

    Raises OrganisationIsArchived when somebody did it first.
    """
    organisation = _locked(organisation_id)
    organisation.archived_at = now
    organisation.save(update_fields=["archived_at"])
    return organisation


def _locked(organisation_id: int) -> Organisation:
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)
    if organisation.archived_at is not None:
        raise OrganisationIsArchived
    return organisation


def _named(name: str) -> str:
    kept = " ".join(name.split())
    if not kept:
        raise NameIsEmpty
    return kept


def free_slug(name: str) -> str:
    """An address that no organisation has: the name, then the name and a number."""
    base = slugify(unaccented(name).replace("'", " "))[: LONGEST_SLUG - 6].strip("-") or NAMELESS
    taken = set(
        Organisation.objects.filter(slug__startswith=base).order_by("pk").values_list("slug", flat=True)
    )
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
