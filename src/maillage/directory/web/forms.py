"""What a visitor narrows the list with, and what an organisation says of itself."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maillage.directory import queries
from maillage.directory.enums import Country, OrganisationKind, Scheme, TerritoryLevel
from maillage.directory.models import IndustryClass, Network, Territory
from maillage.directory.queries import OrganisationFilters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from maillage.directory.models import Organisation

MOST_EMPLOYEES = 5_000_000
SECTORS_OFFERED = 3
SCHEME_OF_COUNTRY = {Country.CANADA: Scheme.SCIAN_2017, Country.FRANCE: Scheme.NAF_2}
Choices = list[tuple[str, Any]]


class FilterForm(forms.Form):
    """Every field may stay empty; a value that exists no more narrows nothing and says so."""

    q = forms.CharField(label=gettext_lazy("Nom"), required=False, max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Type d’organisation"), required=False)
    network = forms.ModelChoiceField(
        label=gettext_lazy("Réseau"), required=False, to_field_name="slug", queryset=Network.objects.none(),
        empty_label=gettext_lazy("Tous les réseaux"),
    )  # fmt: skip
    territory = forms.ChoiceField(label=gettext_lazy("Territoire"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Secteur d’activité"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", _("Tous les types")), *OrganisationKind.choices]
        fields["network"].queryset = queries.networks_in_order()
        self._places = {place.path: place for place in queries.places_to_filter_by()}
        self._sectors = {row.path: row for row in queries.classes_to_filter_by(_scheme_of_the_page())}
        self._keep_what_is_asked()
        fields["territory"].choices = [("", _("Tous les territoires")), *_by_country(self._places.values())]
        fields["sector"].choices = [
            ("", _("Tous les secteurs")),
            *((row.path, row.title) for row in self._sectors.values()),
        ]

    def _keep_what_is_asked(self) -> None:
        """A link may narrow to an MRC or a division, which the lists do not offer."""
        place, sector = self.data.get("territory", ""), self.data.get("sector", "")
        if place and place not in self._places:
            self._places |= {row.path: row for row in Territory.objects.current().filter(path=place[:64])}
        if sector and sector not in self._sectors:
            self._sectors |= {row.path: row for row in IndustryClass.objects.filter(path=sector[:48])}

    @property
    def filters(self) -> OrganisationFilters:
        """What is understood; the rest narrows nothing, and its field says why."""
        self.is_valid()
        asked = self.cleaned_data
        return OrganisationFilters(
            words=asked.get("q", ""),
            kind=asked.get("kind", ""),
            network=asked.get("network"),
            territory=self._places.get(asked.get("territory", "")),
            sector=self._sectors.get(asked.get("sector", "")),
        )


def _scheme_of_the_page() -> Scheme:
    return Scheme.NAF_2 if get_language() == "fr-fr" else Scheme.SCIAN_2017


def _by_country(places: Iterable[Territory]) -> Choices:
    """Countries, each with its provinces and regions."""
    return [
        (str(Country(country).label), [(place.path, _place_label(place)) for place in rows])
        for country, rows in groupby(
            sorted(places, key=lambda place: place.country), key=lambda place: place.country
        )
    ]


def _place_label(place: Territory) -> str:
    return _("Tout le territoire") if place.level == TerritoryLevel.COUNTRY else place.name


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
