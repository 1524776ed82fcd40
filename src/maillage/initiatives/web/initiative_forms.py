"""What coordinators fill in about an initiative and what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency
from maillage.directory.models import Network, Organisation, Territory
from maillage.directory.queries import networks_coordinated_by, networks_in_order
from maillage.initiatives.enums import ContributionPurpose, InclusionGroup, PartnerRole
from maillage.initiatives.models import BudgetLine, Holder, Partnership, Reach, ServedStrand
from maillage.initiatives.models.initiatives import LONGEST_TEXT, LONGEST_TITLE
from maillage.initiatives.queries import organisations_around, places_to_reach, strands_bound
from maillage.ui.editing import VersionedForm
from maillage.ui.fields import AmountField, DayField, WordsField

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer
    from maillage.initiatives.models import Initiative

CHOOSE = _("Choisissez")
SECTIONS = (
    ("quoi", _("Quoi"), ("network", "title", "purpose", "audiences")),
    ("quand", _("Quand"), ("starts_on", "ends_on")),
    ("inclusion", _("Inclusion"), ("asked_groups",)),
)


class InitiativeForm(VersionedForm):
    """What an initiative says of itself."""

    title = forms.CharField(label=_("Titre"), max_length=LONGEST_TITLE)
    purpose = WordsField(
        label=_("Pourquoi cette initiative"),
        max_length=LONGEST_TEXT,
        help_text=_("Ce qui change pour les gens, en quelques phrases."),
        rows=5,
    )
    audiences = WordsField(
        label=_("Pour qui"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Par exemple : petites et moyennes entreprises, personnes qui les accompagnent."),
    )
    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(
        label=_("Dernier jour"), required=False, help_text=_("Vide : elle dure tant qu’il le faut.")
    )
    asked_groups = forms.MultipleChoiceField(
        label=_("Ce que vous demandez, à qui veut bien répondre"),
        choices=InclusionGroup,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Chaque personne répond si elle le veut, avec son consentement ; rien n’est dit de moins de dix réponses."
        ),
    )

    @property
    def sections(self) -> list[dict[str, Any]]:
        return [
            {"id": key, "title": title, "fields": [self[name] for name in names if name in self.fields]}
            for key, title, names in SECTIONS
        ]


class FoundingForm(InitiativeForm):
    """A new one, and the network that leads it."""

    network = forms.ModelChoiceField(
        label=_("Réseau qui la pilote"), queryset=Network.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        network: Any = self.fields["network"]
        network.queryset = networks_coordinated_by(viewer)


def initial_of(initiative: Initiative) -> dict[str, Any]:
    names = [name for name in InitiativeForm.base_fields if name != "seen"]
    return {name: getattr(initiative, name) for name in names} | {"seen": initiative.revision}


class PartForm(forms.Form):
    """One more thing that an initiative is made of."""

    model: type[Reach | Partnership | ServedStrand | BudgetLine | Holder]

    def __init__(self, *args: Any, initiative: Initiative, **options: Any) -> None:
        super().__init__(*args, **options)
        self.networks = list(initiative.holders.order_by("pk").values_list("network", flat=True))
        self.offer(initiative)

    def offer(self, initiative: Initiative) -> None:
        """Fill the lists to choose from."""

    def part(self) -> Any:
        """The row to add. For a valid form."""
        return self.model(**self.cleaned_data)


class ReachForm(PartForm):
    model = Reach
    territory = forms.ModelChoiceField(
        label=_("Territoire"), queryset=Territory.objects.none(), empty_label=CHOOSE
    )
    from_day = DayField(label=_("À partir du"))

    def offer(self, initiative: Initiative) -> None:
        territory: Any = self.fields["territory"]
        territory.queryset = places_to_reach(initiative)
        self.fields["from_day"].initial = initiative.starts_on


class PartnerForm(PartForm):
    model = Partnership
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=CHOOSE
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=PartnerRole, widget=forms.RadioSelect)

    def offer(self, initiative: Initiative) -> None:  # noqa: ARG002 - its networks say it
        organisation: Any = self.fields["organisation"]
        organisation.queryset = organisations_around(self.networks)


class ServedForm(PartForm):
    """A strand goes by its agreement: the same one stands in several."""

    model = ServedStrand
    strand = forms.ChoiceField(label=_("Volet"))

    def offer(self, initiative: Initiative) -> None:  # noqa: ARG002 - its networks say it
        self.bound = {f"{a.pk}-{s.pk}": (a, s) for a, s in strands_bound(self.networks)}
        strand: Any = self.fields["strand"]
        strand.choices = [("", CHOOSE), *strand_choices(self.bound)]

    def part(self) -> ServedStrand:
        agreement, strand = self.bound[self.cleaned_data["strand"]]
        return ServedStrand(agreement=agreement, strand=strand)


def strand_choices(bound: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Strands under the name of their agreement."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, (agreement, strand) in bound.items():
        groups.setdefault(str(agreement), []).append((key, str(strand)))
    return list(groups.items())


class BudgetForm(PartForm):
    model = BudgetLine
    label = forms.CharField(label=_("Poste"), max_length=LONGEST_TITLE)
    purpose = forms.ChoiceField(label=_("Pour quel usage"), choices=ContributionPurpose)
    amount = AmountField(label=_("Montant"))
    currency = forms.ChoiceField(label=_("Monnaie"), choices=Currency)


class HolderForm(PartForm):
    model = Holder
    network = forms.ModelChoiceField(label=_("Réseau"), queryset=Network.objects.none(), empty_label=CHOOSE)

    def offer(self, initiative: Initiative) -> None:  # noqa: ARG002 - its networks say it
        network: Any = self.fields["network"]
        network.queryset = networks_in_order().exclude(pk__in=self.networks)
