"""What an organisation says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.directory import queries
from maillage.directory.enums import Country, Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from maillage.directory.models import IndustryClass, Organisation

MOST_EMPLOYEES = 5_000_000
SECTORS_OFFERED = 3
SCHEME_OF_COUNTRY = {Country.CANADA: Scheme.SCIAN_2017, Country.FRANCE: Scheme.NAF_2}
Choices = list[tuple[str, Any]]


class OrganisationForm(forms.Form):
    """What an organisation says of itself: presentation, website, headcount, sectors."""

    description = forms.CharField(
        label=gettext_lazy("Présentation"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("Ce que vous faites et pour qui, en quelques phrases."),
    )  # fmt: skip
    website = forms.URLField(
        label=gettext_lazy("Site web"), required=False, max_length=200, assume_scheme="https"
    )
    employees = forms.IntegerField(
        label=gettext_lazy("Nombre d’employés"), required=False, min_value=0, max_value=MOST_EMPLOYEES,
        help_text=gettext_lazy("Seuls les membres de vos réseaux le voient. Laissez vide si vous préférez ne pas le dire."),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, organisation: Organisation) -> None:
        chosen = list(organisation.sectors.order_by("scheme", "sort_key", "level", "pk"))
        initial = {
            "description": organisation.description,
            "website": organisation.website,
            "employees": organisation.employees,
        } | {f"sector_{position}": str(row.pk) for position, row in enumerate(chosen)}
        super().__init__(data, initial=initial)
        self._choices = _sector_choices(organisation, chosen)
        self._sector_names = [
            f"sector_{position}" for position in range(max(SECTORS_OFFERED, len(chosen) + 1))
        ]
        for position, name in enumerate(self._sector_names):
            self.fields[name] = forms.ChoiceField(
                label=_("Secteur d’activité principal") if position == 0 else _("Autre secteur d’activité"),
                required=False,
                choices=[("", _("Aucun")), *self._choices],
            )

    @property
    def sectors(self) -> list[int]:
        """The chosen headings, each once."""
        chosen = [self.cleaned_data[name] for name in self._sector_names]
        return list(dict.fromkeys(int(pk) for pk in chosen if pk))


def _sector_choices(organisation: Organisation, chosen: Sequence[IndustryClass]) -> Choices:
    """Subsectors under their sector, in the classification of the country, plus what is already chosen."""
    country = organisation.territory.country if organisation.territory else None
    schemes = [SCHEME_OF_COUNTRY[Country(country)]] if country else list(SCHEME_OF_COUNTRY.values())
    offered = list(queries.sectors_to_choose(schemes))
    groups = [
        (sector.title, [(str(row.pk), str(row)) for row in offered if row.parent_id == sector.pk])
        for sector in offered
        if sector.level == 1
    ]
    known = {row.pk for row in offered if row.level > 1}
    kept = [(str(row.pk), str(row)) for row in chosen if row.pk not in known]
    return [(_("Déjà choisis"), kept), *groups] if kept else [*groups]
