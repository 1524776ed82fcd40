"""Who is where, and how many are in each sector of a country."""

from maillage.directory.models.counts import ClassCount, CountsEdition
from maillage.directory.models.who_is_where import (
    KINDS_OF_THE_SAME_PLACE,
    IndustryClass,
    IndustryClassQuerySet,
    IndustryLink,
    Membership,
    MembershipQuerySet,
    Named,
    Network,
    Organisation,
    OrganisationQuerySet,
    Territory,
    TerritoryChange,
    TerritoryQuerySet,
    ends_its_path,
)

__all__ = [
    "KINDS_OF_THE_SAME_PLACE",
    "ClassCount",
    "CountsEdition",
    "IndustryClass",
    "IndustryClassQuerySet",
    "IndustryLink",
    "Membership",
    "MembershipQuerySet",
    "Named",
    "Network",
    "Organisation",
    "OrganisationQuerySet",
    "Territory",
    "TerritoryChange",
    "TerritoryQuerySet",
    "ends_its_path",
]
