"""Reading the directory. Lists are ordered to the last tie and cost a constant number of queries."""

from maillage.directory.queries.addressees import (
    Addressee,
    addressee,
    coordination_of,
    coordinators_of,
    mailbox_of,
    people_of,
    reader_of,
)
from maillage.directory.queries.counts import PublishedCounts, published_counts
from maillage.directory.queries.organisations import (
    OrganisationFilters,
    members_of,
    networks_in_order,
    networks_shown,
    organisations_listed,
    organisations_shown,
)
from maillage.directory.queries.sectors import (
    Equivalent,
    classes_to_filter_by,
    equivalents,
    nearest_class,
    reach_of,
    reach_paths,
    sectors_to_choose,
)
from maillage.directory.queries.spreading import spread_over
from maillage.directory.queries.standing import (
    advisors_on,
    home_network_of,
    networks_coordinated_by,
    organisations_spoken_for,
    roles_of,
    roles_remembered,
    speaks_for,
    standing_on,
    viewer_of,
)
from maillage.directory.queries.territories import lineage_of, places_to_filter_by, successor_of, territory_at

__all__ = [
    "Addressee",
    "Equivalent",
    "OrganisationFilters",
    "PublishedCounts",
    "addressee",
    "advisors_on",
    "classes_to_filter_by",
    "coordination_of",
    "coordinators_of",
    "equivalents",
    "home_network_of",
    "lineage_of",
    "mailbox_of",
    "members_of",
    "nearest_class",
    "networks_coordinated_by",
    "networks_in_order",
    "networks_shown",
    "organisations_listed",
    "organisations_shown",
    "organisations_spoken_for",
    "people_of",
    "places_to_filter_by",
    "published_counts",
    "reach_of",
    "reach_paths",
    "reader_of",
    "roles_of",
    "roles_remembered",
    "sectors_to_choose",
    "speaks_for",
    "spread_over",
    "standing_on",
    "successor_of",
    "territory_at",
    "viewer_of",
]
