"""What is filled in to open a cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.activities.rules.hours import zones_offered
from maillage.agreements.enums import Visibility
from maillage.directory.models import Network, Organisation, Territory
from maillage.directory.queries import networks_coordinated_by, organisations_spoken_for
from maillage.initiatives.models import Initiative
from maillage.initiatives.queries import initiatives_to_choose
from maillage.learning.models import PathVersion
from maillage.learning.queries.cohorts import paths_to_lead, people_who_may_lead, regions_to_choose
from maillage.people.models import User
from maillage.ui.fields import DayField, WordsField

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer

CHOOSE = gettext_lazy("Choisissez")
MOST_PLACES = 1_000
NOT_OFFERED = {
    "invalid_choice": gettext_lazy(
        "Ce parcours n’est plus offert : il a été retiré ou remplacé. Choisissez-en un autre, le reste est gardé."
    )
}
TO_WHOM = [(Visibility.NETWORK, Visibility.NETWORK.label), (Visibility.PUBLIC, Visibility.PUBLIC.label)]
SECTIONS = (
    ("quoi", gettext_lazy("Quoi"), ("version", "title", "summary")),
    ("quand", gettext_lazy("Quand et où"), ("starts_on", "ends_on", "time_zone", "place", "online_url")),
    ("qui", gettext_lazy("Pour qui"), ("territory", "organisation", "places", "closes_on", "visibility")),
    ("donnee", gettext_lazy("Donnée par"), ("network", "organiser", "facilitator", "initiative")),
)


class CohortForm(forms.Form):
    """A path, days, places, a region, and who leads it."""

    version = forms.ModelChoiceField(
        label=gettext_lazy("Parcours"),
        queryset=PathVersion.objects.none(),
        empty_label=CHOOSE,
        error_messages=NOT_OFFERED,
    )
    title = forms.CharField(
        label=gettext_lazy("Nom de la cohorte"),
        max_length=160,
        help_text=gettext_lazy("Ce que les gens liront dans leur agenda."),
    )
    summary = WordsField(
        label=gettext_lazy("Ce qu’il faut savoir avant de s’inscrire"), max_length=4_000, required=False
    )
    starts_on = DayField(label=gettext_lazy("Premier jour"))
    ends_on = DayField(label=gettext_lazy("Dernier jour"))
    time_zone = forms.ChoiceField(label=gettext_lazy("Heure de quel endroit"), choices=zones_offered)
    place = forms.CharField(label=gettext_lazy("Lieu"), max_length=200, required=False)
    online_url = forms.URLField(
        label=gettext_lazy("Lien de la rencontre en ligne"), required=False, assume_scheme="https"
    )
    territory = forms.ModelChoiceField(
        label=gettext_lazy("Région"), queryset=Territory.objects.none(), empty_label=CHOOSE
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Pour les personnes d’une organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("D’aucune en particulier"),
        help_text=gettext_lazy("Si vous en choisissez une, ses membres seuls la voient et s’y inscrivent."),
    )
    places = forms.IntegerField(
        label=gettext_lazy("Nombre de places"),
        min_value=1,
        max_value=MOST_PLACES,
        help_text=gettext_lazy("Au-delà, les gens attendent leur tour."),
    )
    closes_on = DayField(label=gettext_lazy("Dernier jour pour s’inscrire"), required=False)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Qui peut la voir"),
        choices=TO_WHOM,
        widget=forms.RadioSelect,
        initial=Visibility.NETWORK,
    )
    network = forms.ModelChoiceField(
        label=gettext_lazy("Réseau qui la donne"), queryset=Network.objects.none(), empty_label=None
    )
    organiser = forms.ModelChoiceField(
        label=gettext_lazy("Organisation qui l’organise"),
        queryset=Organisation.objects.none(),
        empty_label=None,
    )
    initiative = forms.ModelChoiceField(
        label=gettext_lazy("Initiative"),
        queryset=Initiative.objects.none(),
        required=False,
        empty_label=gettext_lazy("Hors d’une initiative"),
    )
    facilitator = forms.ModelChoiceField(
        label=gettext_lazy("Qui l’anime"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("À préciser"),
        help_text=gettext_lazy("Cette personne voit qui avance et qui s’est arrêté, et note les présences."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        theirs = Organisation.objects.active().filter(networks__in=viewer.coordinated_network_ids)
        offered: dict[str, Any] = {
            "version": paths_to_lead(viewer.coordinated_network_ids),
            "territory": regions_to_choose(),
            "organisation": theirs.order_by("sort_key", "pk").distinct(),
            "network": networks_coordinated_by(viewer),
            "organiser": organisations_spoken_for(viewer) or theirs.order_by("sort_key", "pk").distinct(),
            "facilitator": people_who_may_lead(viewer),
            "initiative": initiatives_to_choose(viewer),
        }
        fields: Any = self.fields
        for name, rows in offered.items():
            fields[name].queryset = rows

    @property
    def sections(self) -> list[dict[str, Any]]:
        return [
            {"id": key, "title": title, "fields": [self[name] for name in names]}
            for key, title, names in SECTIONS
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        first, last, closes = (told.get(name) for name in ("starts_on", "ends_on", "closes_on"))
        if first and last and last < first:
            self.add_error("ends_on", _("Le dernier jour ne peut pas précéder le premier."))
        if closes and last and closes > last:
            self.add_error("closes_on", _("Les inscriptions ferment au plus tard le dernier jour."))
        return told
