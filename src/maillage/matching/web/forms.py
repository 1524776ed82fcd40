"""What people fill in about needs, offers and introductions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Visibility
from maillage.agreements.models import Strand
from maillage.common.refusals import Refusal
from maillage.common.text import sort_key
from maillage.directory.models import Organisation
from maillage.directory.queries import organisations_spoken_for
from maillage.matching.bridge import known_kinds
from maillage.matching.enums import DeclineReason, FollowUpResult, IntroductionState, NeedKind, OfferKind
from maillage.matching.models import AnswerTerms
from maillage.matching.rules import CONSENT_TEXT, NEXT_TEXT, checked_text
from maillage.matching.rules.advising import consent_to
from maillage.ui.fields import DayField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.common.viewer import Viewer
    from maillage.directory.models import Membership
    from maillage.matching.bridge import Kind


class CheckedText(forms.CharField):
    """Words of a person: refused when empty or endless, with the sentence of the refusal."""

    widget = forms.Textarea

    def clean(self, value: Any) -> str:
        try:
            return checked_text(value or "")
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class SharingForm(forms.Form):
    """What needs and offers have in common: for whom, about what, seen by whom."""

    organisation = forms.ModelChoiceField(
        label=_("Votre organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    strand = forms.ModelChoiceField(
        label=_("Domaine"),
        queryset=Strand.objects.order_by("position"),
        required=False,
        empty_label=_("Je ne sais pas"),
        help_text=_("C’est le volet d’une entente qui ouvre l’accès aux partenaires."),
    )
    visibility = forms.ChoiceField(
        label=_("Qui peut le voir"), choices=Visibility, widget=forms.RadioSelect, initial=Visibility.PARTNERS
    )

    def __init__(self, *args: Any, viewer: Viewer | None, **options: Any) -> None:
        """`viewer` chooses among the organisations she speaks for; None leaves the organisation as it is."""
        super().__init__(*args, **options)
        if viewer is None:
            del self.fields["organisation"]
            return
        organisations = organisations_spoken_for(viewer)
        field: Any = self.fields["organisation"]
        field.queryset = organisations
        if len(organisations) == 1:  # nothing to choose
            field.initial = organisations[0].pk
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("visibility") == Visibility.PARTNERS and cleaned.get("strand") is None:
            self.add_error(
                "strand", _("Choisissez le domaine : c’est lui qui ouvre l’accès aux partenaires.")
            )
        return cleaned


class NeedForm(SharingForm):
    text = CheckedText(
        label=_("Ce qui freine votre entreprise"),
        help_text=_("Dites-le comme à un collègue. Pas de nom de client, pas de mot de passe."),
    )
    kind = forms.ChoiceField(label=_("Vous cherchez surtout"), choices=NeedKind, widget=forms.RadioSelect)
    field_order = ("text", "kind", "strand", "visibility", "organisation")


class SaidForm(forms.Form):
    """A first word to an advisor, before anybody signs in."""

    text = CheckedText(
        label=_("Ce qui freine votre entreprise"),
        help_text=_("Dites-le comme à un collègue. Rien n’est enregistré avant que vous le confirmiez."),
    )


class AdvisedNeedForm(NeedForm):
    """A need brought to an advisor: the firm says so itself, in words that name her."""

    consents = forms.BooleanField(
        error_messages={"required": _("Sans votre accord, ce besoin ne lui est pas ouvert.")}
    )

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["consents"].label = consent_to(membership)
        self.order_fields([*self.field_order, "consents"])


class OfferForm(SharingForm):
    title = forms.CharField(label=_("Ce que vous offrez, en une ligne"), max_length=120)
    text = CheckedText(
        label=_("Ce que vous savez faire"),
        help_text=_("Le problème que vous réglez, pour qui, comment, et un exemple."),
    )
    kind = forms.ChoiceField(label=_("Genre d’offre"), choices=OfferKind, widget=forms.RadioSelect)
    field_order = ("title", "text", "kind", "strand", "visibility", "organisation")


class KindsForm(forms.Form):
    """Of which kinds a need is: those understood, to keep or not, and one to add."""

    kept = forms.MultipleChoiceField(
        label=_("Ce que nous avons compris"), required=False, widget=forms.CheckboxSelectMultiple
    )
    added = forms.ChoiceField(label=_("Il s’agit plutôt de"), required=False)

    def __init__(self, *args: Any, understood: Sequence[Kind], language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        kept: Any = self.fields["kept"]
        kept.choices = [(kind.id, kind.label(language)) for kind in understood]
        kept.initial = [kind.id for kind in understood]
        if not understood:
            del self.fields["kept"]
        others = [(kind.id, kind.label(language)) for kind in known_kinds() if kind not in understood]
        added: Any = self.fields["added"]
        added.choices = [("", _("Rien de plus")), *sorted(others, key=lambda pair: sort_key(pair[1]))]

    @property
    def kinds(self) -> list[str]:
        """Identifiers, those kept first."""
        added = self.cleaned_data["added"]
        return [*self.cleaned_data.get("kept", ()), *([added] if added else ())]


class AskForm(forms.Form):
    """Asking for an introduction shares data: the person says so herself."""

    message = CheckedText(
        label=_("Votre message"),
        help_text=_("Il part avec votre besoin. Relisez-le : c’est ce que l’autre lira."),
    )
    consents = forms.BooleanField(
        label=CONSENT_TEXT,
        error_messages={"required": _("Sans votre accord, nous ne transmettons pas vos coordonnées.")},
    )
    tries_next = forms.BooleanField(label=NEXT_TEXT, required=False)


class AcceptForm(forms.Form):
    note = forms.CharField(
        label=_("Un mot pour la suite"), required=False, max_length=2000, widget=forms.Textarea
    )


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(label=_("Pourquoi"), choices=DeclineReason, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Un mot d’explication"), required=False, max_length=2000, widget=forms.Textarea
    )


class MeetingForm(forms.Form):
    met_on = DayField(label=_("Jour de la rencontre"))
    note = forms.CharField(
        label=_("Ce qui en est sorti"), required=False, max_length=2000, widget=forms.Textarea
    )


class CloseForm(forms.Form):
    outcome = forms.TypedChoiceField(
        label=_("Le besoin est-il réglé ?"),
        choices=[
            (IntroductionState.SOLVED, _("Oui, il est réglé")),
            (IntroductionState.PARTLY, _("En partie : il reste à faire")),
            (IntroductionState.UNSOLVED, _("Non, pas par cette voie")),
        ],
        coerce=IntroductionState,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Ce qui a été fait"), required=False, max_length=2000, widget=forms.Textarea
    )


class FollowUpForm(forms.Form):
    result = forms.TypedChoiceField(
        label=_("Votre besoin est-il réglé aujourd’hui ?"),
        choices=FollowUpResult,
        coerce=FollowUpResult,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Ce que ça a changé pour vous"),
        help_text=_("À votre choix. L’organisation qui vous a aidée le lira aussi."),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no type arguments at run time
    """The practice of a network; their order is a constraint of the table."""

    class Meta:
        model = AnswerTerms
        fields = ("first_reminder_days", "second_reminder_days", "answer_days", "link_days")


class WebhookForm(forms.Form):
    url = forms.URLField(
        label=_("Adresse à aviser"),
        help_text=_("Celle que votre service informatique vous a donnée. Elle commence par https://."),
        max_length=500,
        assume_scheme="https",
    )
