"""What people do in the directory, one function per intention."""

from maillage.directory.operations.count_tables import CountsImport
from maillage.directory.operations.counts import import_counts
from maillage.directory.operations.municipalities import add_municipality
from maillage.directory.operations.networks import (
    admit_organisation,
    create_network,
    end_membership,
    join_network,
)
from maillage.directory.operations.official_files import read_official_file
from maillage.directory.operations.organisations import (
    archive_organisation,
    create_organisation,
    describe_organisation,
    rename_organisation,
)
from maillage.directory.operations.reference import load_reference
from maillage.directory.operations.reports import ImportIsRefused, ImportReport
from maillage.directory.operations.sectors import import_sectors
from maillage.directory.operations.territories import import_territories

__all__ = [
    "CountsImport",
    "ImportIsRefused",
    "ImportReport",
    "add_municipality",
    "admit_organisation",
    "archive_organisation",
    "create_network",
    "create_organisation",
    "describe_organisation",
    "end_membership",
    "import_counts",
    "import_sectors",
    "import_territories",
    "join_network",
    "load_reference",
    "read_official_file",
    "rename_organisation",
]
