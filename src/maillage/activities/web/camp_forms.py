"""What people fill in about bootcamps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.activities.enums import FirmStage, Outcome, Situation
from maillage.activities.models import HIGHEST, LOWEST, BootcampSeries
from maillage.activities.rules.calls import Plan
from maillage.activities.rules.eligibility import AGE, EMPLOYEES, STAGE, Condition
from maillage.activities.rules.hours import zones_offered
from maillage.activities.web.forms import DaysForm
from maillage.agreements.models import Agreement, Party, Strand
from maillage.directory.queries import organisations_spoken_for
from maillage.initiatives.models import Initiative
from maillage.initiatives.queries import initiatives_to_choose
from maillage.ui.fields import LocalMomentField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.activities.models import Application, BootcampEdition, Criterion, Review
    from maillage.common.viewer import Viewer

CRITERIA_OFFERED = 5
MOST_ANSWERED = 3_000
SCALE = [(str(value), str(value)) for value in range(LOWEST, HIGHEST + 1)]


class SeriesForm(forms.ModelForm):  # type: ignore[type-arg] # generic in the stubs only
    class Meta:
        model = BootcampSeries
        fields = ("name", "slug", "summary", "agreement", "organisation", "strand")
        widgets = {"summary": forms.Textarea}
        labels = {"slug": gettext_lazy("Fin de l’adresse")}
        help_texts = {"slug": gettext_lazy("Sans espaces ni accents : camp-entrepreneurial.")}

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["agreement"].queryset = (
            Agreement.objects.filter(parties__network__in=viewer.coordinated_network_ids)
            .distinct()
            .order_by("name", "pk")
        )
        fields["organisation"].queryset = organisations_spoken_for(viewer)
        fields["strand"].queryset = Strand.objects.order_by("position")
        for name in ("agreement", "organisation", "strand"):
            fields[name].empty_label = None


class EditionForm(DaysForm):
    """An edition and its call. One field of places for each community, CRITERIA_OFFERED criteria."""

    field_order = ("number", "starts_on", "ends_on", "place", "time_zone", "initiative")
    number = forms.IntegerField(label=gettext_lazy("Numéro de l’édition"), min_value=1, max_value=200)
    initiative = forms.ModelChoiceField(
        label=gettext_lazy("Initiative"),
        queryset=Initiative.objects.none(),
        required=False,
        empty_label=gettext_lazy("Hors d’une initiative"),
    )
    opens = LocalMomentField(label=gettext_lazy("L’appel ouvre"))
    closes = LocalMomentField(label=gettext_lazy("L’appel ferme"))
    call_time_zone = forms.ChoiceField(label=gettext_lazy("Horloges de l’appel"), choices=zones_offered)
    places = forms.IntegerField(label=gettext_lazy("Places en tout"), min_value=1, max_value=200)
    passes_on = forms.BooleanField(
        label=gettext_lazy("Une place réservée que personne ne prend passe à l’autre communauté"),
        required=False,
        initial=True,
    )
    confirm_days = forms.IntegerField(
        label=gettext_lazy("Jours pour confirmer une place"), min_value=1, max_value=60, initial=7
    )
    questions = forms.CharField(
        label=gettext_lazy("Questions posées"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Une par ligne. Les personnes qui évaluent lisent les réponses sans savoir de qui elles viennent."
        ),
    )
    oldest = forms.IntegerField(
        label=gettext_lazy("Condition : âge de l’entreprise, au plus (années)"), required=False, min_value=0
    )
    largest = forms.IntegerField(
        label=gettext_lazy("Condition : personnes employées, au plus"), required=False, min_value=0
    )
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("Condition : où en est l’entreprise"),
        choices=FirmStage,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Rien de coché : toutes."),
    )

    def __init__(self, *args: Any, parties: Sequence[Party], viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        initiative: Any = self.fields["initiative"]
        initiative.queryset = initiatives_to_choose(viewer, kept=self.initial.get("initiative"))
        call_zone: Any = self.fields["call_time_zone"]
        call_zone.choices = zones_offered(*filter(None, [self.initial.get("call_time_zone")]))
        self.fields["place"].required = True
        self.parties = parties
        for party in parties:
            self.fields[f"quota_{party.pk}"] = forms.IntegerField(
                label=_("Places réservées : %(name)s") % {"name": party.name}, min_value=0, max_value=200
            )
        for rank in range(1, CRITERIA_OFFERED + 1):
            self.fields[f"criterion_{rank}"] = forms.CharField(
                label=_("Critère %(rank)s") % {"rank": rank}, max_length=120, required=rank == 1
            )
            self.fields[f"weight_{rank}"] = forms.IntegerField(
                label=_("Poids du critère %(rank)s") % {"rank": rank}, min_value=1, max_value=9, initial=1
            )

    def plan(self) -> Plan:
        """What was written. For a valid form."""
        given = self.cleaned_data
        ranks = range(1, CRITERIA_OFFERED + 1)
        return Plan(
            **{name: given[name] for name in PLAIN},
            quotas={party.pk: given[f"quota_{party.pk}"] for party in self.parties},
            questions=tuple(line.strip() for line in given["questions"].splitlines() if line.strip()),
            criteria=tuple(
                (given[f"criterion_{rank}"], given[f"weight_{rank}"])
                for rank in ranks
                if given[f"criterion_{rank}"]
            ),
            conditions=tuple(_conditions(given)),
        )


PLAIN = [
    "starts_on",
    "ends_on",
    "place",
    "time_zone",
    "initiative",
    "opens",
    "closes",
    "call_time_zone",
    "places",
    "passes_on",
    "confirm_days",
]


def _conditions(given: dict[str, Any]) -> list[Condition]:
    found: list[Condition] = []
    if given["oldest"] is not None:
        found.append({"fact": AGE, "at_most": given["oldest"]})
    if given["largest"] is not None:
        found.append({"fact": EMPLOYEES, "at_most": given["largest"]})
    if given["stages"]:
        found.append({"fact": STAGE, "among": given["stages"]})
    return found


def initial_of(edition: BootcampEdition) -> dict[str, Any]:
    """What the form of an edition begins with: this one, or the last one for the next."""
    by_fact = {condition["fact"]: condition for condition in edition.conditions}
    initial: dict[str, Any] = {
        "number": edition.number,
        "seen": edition.activity.sequence,
        "starts_on": edition.activity.starts_on,
        "ends_on": edition.activity.ends_on,
        "place": edition.activity.place,
        "time_zone": edition.activity.time_zone,
        "initiative": edition.activity.initiative_id,
        "opens": edition.opens_there,
        "closes": edition.closes_there,
        "call_time_zone": edition.call_time_zone,
        "places": edition.places,
        "passes_on": edition.passes_on,
        "confirm_days": edition.confirm_days,
        "questions": "\n".join(edition.questions),
        "oldest": by_fact.get(AGE, {}).get("at_most"),
        "largest": by_fact.get(EMPLOYEES, {}).get("at_most"),
        "stages": by_fact.get(STAGE, {}).get("among", []),
    }
    for quota in edition.quotas.all():
        initial[f"quota_{quota.party_id}"] = quota.places
    for rank, criterion in enumerate(edition.criteria.all(), 1):
        initial |= {f"criterion_{rank}": criterion.name, f"weight_{rank}": criterion.weight}
    return initial


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Votre adresse courriel"),
        help_text=gettext_lazy(
            "Vous y recevez votre lien personnel. Il suffit à écrire, garder et envoyer votre candidature : pas de compte à créer."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ApplicationForm(forms.Form):
    """An application as it is written; a draft may lack anything."""

    name = forms.CharField(label=gettext_lazy("Votre nom"), max_length=120, required=False)
    office = forms.CharField(label=gettext_lazy("Votre fonction"), max_length=160, required=False)
    firm = forms.CharField(label=gettext_lazy("Votre entreprise"), max_length=160, required=False)
    party = forms.ModelChoiceField(
        label=gettext_lazy("Votre communauté"),
        queryset=Party.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    founded = forms.IntegerField(
        label=gettext_lazy("Année de création de l’entreprise"), required=False, min_value=1800, max_value=2200,
        help_text=gettext_lazy("Si vous ne savez pas, laissez vide : ce qui manque ne compte pas contre vous."),
    )  # fmt: skip
    employees = forms.IntegerField(
        label=gettext_lazy("Personnes employées"), required=False, min_value=0, max_value=5_000_000
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Où en est l’entreprise"),
        required=False,
        choices=[("", gettext_lazy("Je ne sais pas")), *FirmStage.choices],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, application: Application, parties: Any, consent: str) -> None:
        initial = {name: getattr(application, name) for name in OF_THE_APPLICATION}
        given = {row["question"]: row["answer"] for row in application.answers}
        super().__init__(data, initial=initial)
        party: Any = self.fields["party"]
        party.queryset = parties
        self.questions = application.edition.questions
        for rank, question in enumerate(self.questions):
            self.fields[f"answer_{rank}"] = forms.CharField(
                label=question,
                required=False,
                max_length=MOST_ANSWERED,
                widget=forms.Textarea,
                initial=given.get(question, ""),
            )
        self.fields["consents"] = forms.BooleanField(label=consent, required=False)

    def say_what_is_required(self) -> None:
        """Mark what it takes to send; a draft may lack it all the same."""
        for name in (*NEEDED, *(f"answer_{rank}" for rank in range(len(self.questions))), "consents"):
            self.fields[name].required = True

    def written(self) -> dict[str, Any]:
        """What she wrote, ready to be kept. For a valid form."""
        given = self.cleaned_data
        answers = [
            {"question": question, "answer": given[f"answer_{rank}"]}
            for rank, question in enumerate(self.questions)
        ]
        return {name: given[name] for name in OF_THE_APPLICATION} | {"answers": answers}

    def still_missing(self) -> list[str]:
        """The names of the fields without which it cannot be sent."""
        names = [*NEEDED, *(f"answer_{rank}" for rank in range(len(self.questions)))]
        return [name for name in names if not self.cleaned_data.get(name)]


NEEDED = ("name", "firm", "party")
OF_THE_APPLICATION = ("name", "office", "firm", "party", "founded", "employees", "stage")


class MarksForm(forms.Form):
    """One mark and one comment for each criterion."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], review: Review | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        given = {mark.criterion_id: mark for mark in review.marks.all()} if review else {}
        for row in criteria:
            mark = given.get(row.pk)
            self.fields[f"value_{row.pk}"] = forms.ChoiceField(
                label=_("%(criterion)s, de 1 (faible) à 5 (fort)") % {"criterion": row.name},
                choices=SCALE,
                widget=forms.RadioSelect,
                initial=str(mark.value) if mark else None,
                error_messages={"required": _("Il manque cette note.")},
            )
            self.fields[f"comment_{row.pk}"] = forms.CharField(
                label=_("Un mot sur cette note"),
                required=False,
                max_length=600,
                initial=mark.comment if mark else "",
            )

    def marks(self) -> dict[int, tuple[int, str]]:
        given = self.cleaned_data
        return {row.pk: (int(given[f"value_{row.pk}"]), given[f"comment_{row.pk}"]) for row in self.criteria}


class ReviewerForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("Adresse courriel de son compte"))


class ExtendForm(forms.Form):
    closes = LocalMomentField(label=gettext_lazy("Nouvelle fermeture de l’appel"))


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Votre décision"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", gettext_lazy("Suivre l’ordre des notes")), *Outcome.choices],
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Gardé avec la candidature et votre nom. La personne ne le lit pas."),
    )


class SatisfactionForm(forms.Form):
    useful = forms.TypedChoiceField(
        label=gettext_lazy("Ce camp vous a été utile, de 1 (peu) à 5 (beaucoup)"),
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect,
    )
    run = forms.TypedChoiceField(
        label=gettext_lazy("Il s’est bien déroulé, de 1 (non) à 5 (oui)"),
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Un mot"), required=False, max_length=1_000, widget=forms.Textarea
    )


YES, NO = "yes", "no"


class FollowUpForm(forms.Form):
    situation = forms.ChoiceField(
        label=gettext_lazy("Où en est votre projet aujourd’hui ?"),
        choices=Situation,
        widget=forms.RadioSelect,
    )
    works_with_partner = forms.TypedChoiceField(
        label=gettext_lazy("Travaillez-vous avec quelqu’un de l’autre communauté ?"),
        choices=[(YES, gettext_lazy("Oui")), (NO, gettext_lazy("Non"))],
        required=False,
        coerce=lambda value: value == YES,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Un mot de plus"), required=False, max_length=1_000, widget=forms.Textarea
    )
