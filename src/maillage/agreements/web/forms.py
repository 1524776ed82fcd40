"""What a coordinator fills in about an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import CommitmentState
from maillage.agreements.models import Opening, Party
from maillage.agreements.models.commitments import LONGEST_BODY, LONGEST_COMMITMENT, LONGEST_NOTE
from maillage.agreements.models.steps import LONGEST_REASON
from maillage.agreements.rules import next_states
from maillage.ui.fields import DayField, WordsField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from maillage.agreements.models import Commitment
    from maillage.common.viewer import Viewer
    from maillage.directory.models import Network

FEWEST_PARTNERS = 1


class NameForm(forms.Form):
    """What an agreement is called, and why it is."""

    name = forms.CharField(
        label=_("Nom de l’entente"),
        max_length=160,
        help_text=_("Par exemple : Entente de collaboration Shawinigan–Chambéry."),
    )
    purpose = WordsField(
        label=_("Pourquoi coopérer"), help_text=_("Une ou deux phrases : tout le monde les lira.")
    )


class RenameForm(NameForm):
    reason = WordsField(
        label=_("Pourquoi cela change"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_(
            "Une partie avait accepté le projet : elle lira pourquoi, et devra l’accepter à nouveau."
        ),
    )

    def __init__(self, *args: Any, is_agreed: bool, **options: Any) -> None:
        """`is_agreed`: a party had accepted the draft."""
        super().__init__(*args, **options)
        self.fields["reason"].required = is_agreed
        if not is_agreed:
            del self.fields["reason"]


class AgreementForm(NameForm):
    """A new agreement: its name, why, and between which networks, each under its community's name."""

    def __init__(self, *args: Any, networks: Iterable[Network], viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows: list[tuple[Network, str, str]] = []
        for network in networks:
            chosen, named = f"network-{network.pk}", f"community-{network.pk}"
            is_hers = network.pk in viewer.coordinated_network_ids
            self.fields[chosen] = forms.BooleanField(label=network.name, required=False, initial=is_hers)
            self.fields[named] = forms.CharField(
                label=_("Nom de la communauté"),
                max_length=120,
                required=False,
                initial=network.territory.name,
            )
            self.rows.append((network, chosen, named))
        self.hers = viewer.coordinated_network_ids

    @property
    def communities(self) -> list[dict[str, Any]]:
        """For the page: a network to tick, and the name of its community."""
        return [{"chosen": self[chosen], "named": self[named]} for _network, chosen, named in self.rows]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [network for network, ticked, _named in self.rows if cleaned.get(ticked)]
        if not any(network.pk in self.hers for network in chosen):
            self.add_error(None, _("Un réseau que vous coordonnez doit être partie de l’entente."))
        elif len(chosen) <= FEWEST_PARTNERS:
            self.add_error(None, _("Choisissez au moins un réseau partenaire."))
        names = [
            self._community(network, named, cleaned)
            for network, ticked, named in self.rows
            if cleaned.get(ticked)
        ]
        if len(set(names)) < len(names):
            self.add_error(None, _("Deux communautés portent le même nom : distinguez-les."))
        return cleaned

    @property
    def parties(self) -> Mapping[str, Network]:
        """Hers first: the first party wears the first colour."""
        data = self.cleaned_data
        rows = sorted(self.rows, key=lambda row: row[0].pk not in self.hers)
        return {
            self._community(network, named, data): network for network, ticked, named in rows if data[ticked]
        }

    @staticmethod
    def _community(network: Network, named: str, cleaned: Mapping[str, Any]) -> str:
        return str(cleaned.get(named) or network.territory.name)


class EndForm(forms.Form):
    reason = WordsField(
        label=_("Pourquoi l’entente se termine"),
        max_length=LONGEST_REASON,
        help_text=_("La raison reste dans l’histoire de l’entente, avec votre nom et le jour."),
    )


class WithdrawForm(forms.Form):
    reason = WordsField(
        label=_("Pourquoi ce projet est retiré"),
        max_length=LONGEST_REASON,
        help_text=_("La raison reste dans l’histoire de l’entente, avec votre nom et le jour."),
    )


class AgreeForm(forms.Form):
    reason = WordsField(label=_("Un mot pour l’autre partie"), max_length=LONGEST_REASON, required=False)


class SignForm(forms.Form):
    signed_on = DayField(label=_("Signée le"))
    replaces = forms.BooleanField(required=False)
    reason = WordsField(
        label=_("À quelle occasion"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Par exemple : à la fin d’une mission de trois jours."),
    )

    def __init__(self, *args: Any, replaced: str, **options: Any) -> None:
        """`replaced` asks whether an earlier version stops; empty when none is met."""
        super().__init__(*args, **options)
        if replaced:
            self.fields["replaces"].label = replaced
        else:
            del self.fields["replaces"]


class TakenForm(forms.Form):
    """What a party takes on between two signatures: nobody commits but for her own community."""

    text = WordsField(label=_("Engagement"), max_length=LONGEST_COMMITMENT)
    opening = forms.ModelChoiceField(label=_("Volet"), queryset=Opening.objects.none(), empty_label=None)
    party = forms.ModelChoiceField(
        label=_("Qui s’engage"),
        queryset=Party.objects.none(),
        empty_label=None,
        help_text=_("Chaque coordination n’engage que sa communauté."),
    )
    body = forms.CharField(label=_("Qui s’en charge"), max_length=LONGEST_BODY, required=False)
    due_on = DayField(label=_("Échéance"), required=False)

    def __init__(
        self, *args: Any, openings: QuerySet[Opening], parties: QuerySet[Party], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["opening"].queryset, fields["party"].queryset = openings, parties
        fields["opening"].label_from_instance = lambda opening: str(opening.strand)


class CommitmentForm(forms.Form):
    """How far a commitment is, and what shows it."""

    state = forms.ChoiceField(label=_("Où en est-il ?"), widget=forms.RadioSelect)
    note = WordsField(
        label=_("Ce qui le montre, ou pourquoi"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("Nécessaire quand l’engagement est tenu, manqué ou abandonné."),
    )
    url = forms.URLField(
        label=_("Lien vers la preuve"), max_length=600, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, commitment: Commitment, **options: Any) -> None:
        super().__init__(*args, **options)
        state: Any = self.fields["state"]
        state.choices = [(target.value, target.label) for target in next_states(commitment.state)]

    @property
    def target(self) -> CommitmentState:
        return CommitmentState(self.cleaned_data["state"])
