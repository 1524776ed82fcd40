"""What is filled in about a contribution: what it is, its instalments, what it is given to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.agreements.enums import Currency
from maillage.common.file_fields import AttachedFileField
from maillage.directory.models import Network, Organisation
from maillage.directory.queries import networks_coordinated_by
from maillage.initiatives.enums import ContributionKind, ContributionPurpose
from maillage.initiatives.models import Initiative
from maillage.initiatives.models.contributions import LONGEST_SOURCE
from maillage.initiatives.models.initiatives import LONGEST_TITLE
from maillage.initiatives.models.recorded import LONGEST_REASON
from maillage.initiatives.operations import ContributionTold, StrandOf
from maillage.initiatives.queries import initiatives_to_choose, organisations_around, strands_bound
from maillage.initiatives.queries.book import initiatives_of_book
from maillage.initiatives.rules import InstalmentTold
from maillage.initiatives.web.initiative_forms import CHOOSE, strand_choices
from maillage.ui.editing import VersionedForm
from maillage.ui.fields import AmountField, DayField, NumberAsWritten
from maillage.ui.formats import money
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from maillage.common.viewer import Viewer
    from maillage.initiatives.models import Allocation, Contribution, Instalment

TWO_CURRENCIES = {"invalid_choice": gettext_lazy("Cette monnaie n’est pas connue : choisissez CAD ou EUR.")}
NOT_OFFERED = {
    "invalid_choice": gettext_lazy(
        "Choisissez une initiative en cours de ce réseau, ou le volet d’une entente qu’il a signée."
    )
}
IN_KIND = ("quantity", "unit", "unit_value", "method")
WHEN = ("due_on", "invoiced_on", "received_on")
ABOUT = ("funder", "kind", "purpose", "title", "currency", "promised_on", "restricted_to", "source")
LONGEST_UNIT = 40
PUBLIC, KEPT = "public", "kept"


class ContributionForm(VersionedForm):
    """What a contribution says, but for its money."""

    funder = forms.ModelChoiceField(
        label=gettext_lazy("Bailleur"), queryset=Organisation.objects.none(), empty_label=CHOOSE
    )
    title = forms.CharField(
        label=gettext_lazy("Objet"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("Par exemple : appui à Plus numérique, deuxième année."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Nature"), choices=ContributionKind)
    purpose = forms.ChoiceField(label=gettext_lazy("Pour quel usage"), choices=ContributionPurpose)
    currency = forms.ChoiceField(
        label=gettext_lazy("Monnaie"), choices=Currency, error_messages=TWO_CURRENCIES
    )
    promised_on = DayField(label=gettext_lazy("Promise le"))
    restricted_to = forms.ModelChoiceField(
        label=gettext_lazy("Réservée à une initiative"),
        queryset=Initiative.objects.none(),
        required=False,
        empty_label=gettext_lazy("Non : à affecter librement"),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=gettext_lazy("Une lettre, une résolution, une page : de quoi retrouver ce chiffre."),
    )
    is_published = forms.BooleanField(
        label=gettext_lazy("Publier : tout le monde peut la lire"), required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, kept: Contribution | None = None, **options: Any) -> None:
        """`kept`: the one being changed; its nature and currency stay."""
        super().__init__(*args, **options)
        fields: Any = self.fields
        networks = [kept.network_id] if kept else viewer.coordinated_network_ids
        if kept:
            self.stays = {"kind": kept.kind, "currency": kept.currency}
            del fields["kind"], fields["currency"]
        fields["funder"].queryset = organisations_around(networks, kept=kept.funder_id if kept else 0)
        fields["restricted_to"].queryset = initiatives_to_choose(
            viewer, kept=kept.restricted_to_id if kept else None
        )

    stays: dict[str, str] = {}

    def contribution(self) -> ContributionTold:
        """For a valid form."""
        told = {name: value for name, value in self.told().items() if name in {*ABOUT, "is_published"}}
        return ContributionTold(**told | self.stays)


class InstalmentForm(forms.Form):
    """Money: an amount. In kind: so much of a unit, what one is worth, and how that is counted."""

    due_on = DayField(label=gettext_lazy("Attendu le"))
    amount = AmountField(label=gettext_lazy("Montant"), required=False)
    quantity = NumberAsWritten(
        label=gettext_lazy("Quantité"), required=False, max_digits=10, decimal_places=2
    )
    unit = forms.CharField(
        label=gettext_lazy("Unité"),
        max_length=LONGEST_UNIT,
        required=False,
        help_text=gettext_lazy("Heure, jour, mètre carré, appareil…"),
    )
    unit_value = NumberAsWritten(
        label=gettext_lazy("Valeur d’une unité"), required=False, max_digits=12, decimal_places=2
    )
    method = forms.CharField(
        label=gettext_lazy("Comment cette valeur est comptée"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=gettext_lazy("Tarif publié, salaire chargé, prix du marché…"),
    )
    invoiced_on = DayField(label=gettext_lazy("Facturé le"), required=False)
    received_on = DayField(label=gettext_lazy("Reçu le"), required=False)

    def __init__(self, *args: Any, in_kind: bool | None, **options: Any) -> None:
        """`in_kind`: None as long as nobody said it."""
        super().__init__(*args, **options)
        if in_kind is None:
            return
        for name in ("amount",) if in_kind else IN_KIND:
            del self.fields[name]
        for name in IN_KIND if in_kind else ("amount",):
            self.fields[name].required = True

    def instalment(self) -> InstalmentTold:
        """For a valid form."""
        names = {*IN_KIND, *WHEN, "amount"}
        return InstalmentTold(**{name: value for name, value in self.cleaned_data.items() if name in names})


class CorrectionForm(InstalmentForm):
    """What an instalment should say, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("L’ancienne ligne reste lisible, avec cette raison, votre nom et le jour."),
    )


class NewContributionForm(ContributionForm, InstalmentForm):
    """A contribution with its first instalment; others are added on its page."""

    network = forms.ModelChoiceField(
        label=gettext_lazy("Réseau qui tient le livre"), queryset=Network.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, viewer=viewer, in_kind=None, **options)
        network: Any = self.fields["network"]
        network.queryset = networks_coordinated_by(viewer)
        self.fields["amount"].help_text = _("Pour de l’argent ; en nature, la valeur se compte plus bas.")

    @property
    def sections(self) -> list[dict[str, Any]]:
        groups = (
            ("quoi", _("Qui donne quoi"), ("network", *ABOUT[:1], "title", "kind", "purpose")),
            ("cadre", _("Quand, et pour quoi"), ("promised_on", "restricted_to", "source")),
            ("versement", _("Le premier versement"), ("due_on", "currency", "amount")),
            ("nature", _("Si c’est en nature"), IN_KIND),
            ("suite", _("Ce qui est déjà fait"), ("invoiced_on", "received_on", "is_published")),
        )
        return [
            {"id": key, "title": title, "fields": [self[name] for name in names]}
            for key, title, names in groups
        ]


class AllocationForm(forms.Form):
    """A part of a contribution, to an initiative or to a strand of an agreement."""

    target = forms.ChoiceField(label=gettext_lazy("Pour"), error_messages=NOT_OFFERED)
    amount = AmountField(label=gettext_lazy("Montant"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=LONGEST_SOURCE, required=False)

    def __init__(self, *args: Any, contribution: Contribution, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        initiatives = {f"i-{row.pk}": row for row in initiatives_of_book(contribution, viewer)}
        bound = (
            {}
            if contribution.restricted_to_id
            else {f"{a.pk}-{s.pk}": (a, s) for a, s in strands_bound([contribution.network_id])}
        )
        self.targets: dict[str, Initiative | StrandOf] = {
            **initiatives,
            **{key: StrandOf(agreement=a, strand=s) for key, (a, s) in bound.items()},
        }
        named = [(_("Initiatives"), [(key, str(row)) for key, row in initiatives.items()])]
        target: Any = self.fields["target"]
        target.choices = [("", CHOOSE), *(named if initiatives else []), *strand_choices(bound)]
        self.fields["amount"].help_text = left_in_words(contribution)

    def given_to(self) -> Initiative | StrandOf:
        """For a valid form."""
        return self.targets[self.cleaned_data["target"]]


class AllocationChangeForm(forms.Form):
    """More or less to the same thing."""

    amount = AmountField(label=gettext_lazy("Montant"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=LONGEST_SOURCE, required=False)
    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=LONGEST_REASON)

    def __init__(self, *args: Any, allocation: Allocation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["amount"].help_text = left_in_words(allocation.contribution)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("La ligne reste lisible, avec cette raison, votre nom et le jour."),
    )


class DocumentForm(forms.Form):
    """The file comes last: when it is refused, the rest was read."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=LONGEST_TITLE)
    readers = forms.ChoiceField(
        label=gettext_lazy("Qui peut le lire"),
        choices=[
            (KEPT, gettext_lazy("La coordination du réseau et le bailleur")),
            (PUBLIC, gettext_lazy("Qui lit cette contribution")),
        ],
        widget=forms.RadioSelect,
        initial=KEPT,
    )
    file = AttachedFileField(label=gettext_lazy("Fichier"))


def left_in_words(contribution: Contribution) -> str:
    return _("Il reste %(left)s à affecter.") % {
        "left": money(contribution.left, contribution.currency, spoken())
    }


def initial_of(contribution: Contribution) -> dict[str, Any]:
    names = (*ABOUT, "is_published")
    return {name: getattr(contribution, name) for name in names} | {"seen": contribution.revision}


def initial_of_instalment(row: Instalment) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*WHEN, *IN_KIND, "amount")}
