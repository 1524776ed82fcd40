"""Add one municipality by hand, where no official file was imported."""

from __future__ import annotations

from django.db import transaction

from maillage.directory.enums import Country, TerritoryLevel
from maillage.directory.errors import UnknownTerritory
from maillage.directory.models import Territory
from maillage.directory.rules.lines import tidy
from maillage.directory.rules.places import RESERVE_DESIGNATION, equivalent_of

HOLDERS = (TerritoryLevel.COUNTY, TerritoryLevel.REGION)


@transaction.atomic
def add_municipality(*, country: str, code: str, name: str, designation: str, parent_code: str) -> Territory:
    """A municipality in the MRC, département or region with this code; the one we have when it is already there.

    A town of Québec outside every MRC lies in the territory that stands for one, as in the official file.
    Raises UnknownTerritory when nothing has the parent's code.
    """
    stored = Territory.objects.filter(country=country, level=TerritoryLevel.MUNICIPALITY, code=code).first()
    if stored is not None:
        return stored
    parent = _parent(country, code, designation, parent_code)
    return Territory.objects.create(
        country=country, level=TerritoryLevel.MUNICIPALITY, code=code, name=tidy(name), parent=parent,
        designation=designation[:1].lower() + designation[1:], path=f"{parent.path}/{code}",
    )  # fmt: skip


def _parent(country: str, code: str, designation: str, parent_code: str) -> Territory:
    candidates = [(level, parent_code) for level in HOLDERS]
    stands_for_an_mrc = equivalent_of(code[:2])
    outside = not Territory.objects.filter(
        country=country, level=TerritoryLevel.COUNTY, code=parent_code
    ).exists()
    if (
        country == Country.CANADA
        and outside
        and stands_for_an_mrc
        and designation.lower() != RESERVE_DESIGNATION
    ):
        candidates.insert(0, (TerritoryLevel.COUNTY, stands_for_an_mrc))
    for level, wanted in candidates:
        found = Territory.objects.current().filter(country=country, level=level, code=wanted).first()
        if found is not None:
            return found
    raise UnknownTerritory(code=parent_code)
