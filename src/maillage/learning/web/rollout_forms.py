"""What is filled in to plan a roll-out and its targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.directory.models import Network, Territory
from maillage.directory.queries import networks_coordinated_by
from maillage.initiatives.models import Initiative
from maillage.initiatives.queries import initiatives_to_choose
from maillage.learning.models import PathVersion
from maillage.learning.models.modules import LONGEST_TITLE
from maillage.learning.queries.cohorts import paths_to_lead, regions_to_choose
from maillage.learning.web.cohort_forms import CHOOSE
from maillage.ui.fields import DayField

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer

MOST_PEOPLE = 1_000_000


class RollOutForm(forms.Form):
    """A path, and from when to when it is brought to people."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=LONGEST_TITLE)
    version = forms.ModelChoiceField(
        label=gettext_lazy("Parcours"), queryset=PathVersion.objects.none(), empty_label=CHOOSE
    )
    network = forms.ModelChoiceField(
        label=gettext_lazy("Réseau qui le donne"), queryset=Network.objects.none(), empty_label=None
    )
    initiative = forms.ModelChoiceField(
        label=gettext_lazy("Initiative"),
        queryset=Initiative.objects.none(),
        required=False,
        empty_label=gettext_lazy("Hors d’une initiative"),
    )
    starts_on = DayField(label=gettext_lazy("Premier jour"))
    ends_on = DayField(label=gettext_lazy("Dernier jour"))

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["version"].queryset = paths_to_lead(viewer.coordinated_network_ids)
        fields["network"].queryset = networks_coordinated_by(viewer)
        fields["initiative"].queryset = initiatives_to_choose(viewer)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("Le dernier jour vient après le premier."))
        return told

    def told(self) -> dict[str, Any]:
        """What the operation takes: the path, whatever its version."""
        fields = dict(self.cleaned_data)
        return fields | {"path": fields.pop("version").path}


class TargetForm(forms.Form):
    territory = forms.ModelChoiceField(
        label=gettext_lazy("Région"), queryset=Territory.objects.none(), empty_label=CHOOSE
    )
    people = forms.IntegerField(label=gettext_lazy("Personnes à former"), min_value=1, max_value=MOST_PEOPLE)
    by_day = DayField(
        label=gettext_lazy("Au plus tard le"),
        help_text=gettext_lazy("Une région déjà au plan reçoit ce nombre et ce jour."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        territory: Any = self.fields["territory"]
        territory.queryset = regions_to_choose()
