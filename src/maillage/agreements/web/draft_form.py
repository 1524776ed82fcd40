"""The form of a draft: days, strands with what is owed on each, signatories. Several small forms, one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Language
from maillage.agreements.errors import StrandStillOwes
from maillage.agreements.models import Strand
from maillage.agreements.models.commitments import LONGEST_COMMITMENT
from maillage.agreements.models.steps import LONGEST_REASON
from maillage.agreements.rules import (
    CommitmentText,
    SignatoryText,
    StrandText,
    VersionText,
    check_days,
    check_strand_days,
)
from maillage.common.refusals import Refusal
from maillage.ui.fields import DayField, WordsField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maillage.agreements.models import Party

EVERYONE = "all"
BODIES = "bodies"  # the list of names that a body may be picked from


class DaysForm(forms.Form):
    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Dernier jour, inclus"))
    languages = forms.MultipleChoiceField(
        label=_("Langues du texte signé"),
        choices=Language,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    new_strand = forms.CharField(
        label=_("Un volet qui n’est pas dans la liste"),
        max_length=80,
        required=False,
        help_text=_("Il s’ajoute à la liste de tous, et à ce projet."),
    )
    new_strand_en = forms.CharField(label=_("Son nom en anglais"), max_length=80, required=False)
    reason = WordsField(
        label=_("Pourquoi le texte change"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Une partie l’avait accepté : elle lira pourquoi, et devra l’accepter à nouveau."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on"):
            try:
                check_days(cleaned["starts_on"], cleaned["ends_on"])
            except Refusal as refusal:
                self.add_error("ends_on", str(refusal))
        if cleaned.get("new_strand") and not cleaned.get("new_strand_en"):
            self.add_error(
                "new_strand_en", _("Dites-le aussi en anglais : les pages existent dans les deux langues.")
            )
        return cleaned


class StrandForm(forms.Form):
    is_open = forms.BooleanField(required=False)
    objectives = WordsField(label=_("Objectifs"), max_length=2000, required=False)
    starts_on = DayField(label=_("S’ouvre plus tard, le"), required=False)
    ends_on = DayField(label=_("Se ferme plus tôt, le"), required=False)

    def __init__(self, *args: Any, strand: Strand, **options: Any) -> None:
        super().__init__(*args, **options)
        self.strand = strand
        self.fields["is_open"].label = str(strand)


class OwedForm(forms.Form):
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Engagement"),
        max_length=LONGEST_COMMITMENT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    party = forms.ChoiceField(label=_("Qui s’engage"), initial=EVERYONE)
    body = forms.CharField(
        label=_("Qui s’en charge"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"list": BODIES}),
    )
    due_on = DayField(label=_("Échéance"), required=False)

    def __init__(self, *args: Any, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parties = {str(party.pk): party for party in parties}
        party: Any = self.fields["party"]
        party.choices = [
            (EVERYONE, _("Toutes les parties")),
            *((pk, p.name) for pk, p in self.parties.items()),
        ]

    def told(self) -> CommitmentText:
        data = self.cleaned_data
        return CommitmentText(
            pk=data["pk"],
            text=data["text"],
            party=self.parties.get(data["party"]),
            body=data["body"],
            due_on=data["due_on"],
        )


class SignatoryForm(forms.Form):
    office = forms.CharField(label=_("Fonction"), max_length=160, help_text=_("Jamais un nom de personne."))
    body = forms.CharField(
        label=_("Instance représentée"), max_length=160, widget=forms.TextInput(attrs={"list": BODIES})
    )
    party = forms.ChoiceField(
        label=_("Pour quelle partie"),
        error_messages={"required": _("Dites pour quelle partie signe cette fonction.")},
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parties = {str(party.pk): party for party in parties}
        party: Any = self.fields["party"]
        party.choices = [("", "–"), *((pk, p.name) for pk, p in self.parties.items())]

    def told(self) -> SignatoryText:
        data = self.cleaned_data
        return SignatoryText(party=self.parties[data["party"]], office=data["office"], body=data["body"])


OwedRows = forms.formset_factory(OwedForm, extra=2, can_delete=True)
SignatoryRows = forms.formset_factory(SignatoryForm, extra=2, can_delete=True)


@dataclass
class StrandPart:
    """One strand on the page: its form, and the rows of what is owed on it."""

    form: StrandForm
    owed: Any

    @property
    def is_shown(self) -> bool:
        """Whether its fold stands open: it has something to read or to mend."""
        return bool(self.form["is_open"].value() or _faults_of(self.form) or any(map(_faults_of, self.owed)))


class Draft:
    """All that the page of a draft asks, filled with a text, or with what was typed."""

    def __init__(
        self, text: VersionText, *, parties: Sequence[Party], strands: Sequence[Strand], data: Any = None
    ) -> None:
        told = {row.strand.pk: row for row in text.strands}
        self.days = DaysForm(
            data,
            initial={
                "starts_on": text.starts_on,
                "ends_on": text.ends_on,
                "languages": list(text.languages),
            },
        )
        self.strands = [self._part(strand, told.get(strand.pk), parties, data) for strand in strands]
        self.signatories = SignatoryRows(
            data,
            prefix="signatories",
            form_kwargs={"parties": parties},
            initial=[
                {"office": row.office, "body": row.body, "party": row.party and row.party.pk}
                for row in text.signatories
            ],
        )

    @staticmethod
    def _part(strand: Strand, told: StrandText | None, parties: Sequence[Party], data: Any) -> StrandPart:
        prefix = f"strand-{strand.pk}"
        initial = vars(told) | {"is_open": True} if told else {}
        owed = (
            [vars(row) | {"party": row.party.pk if row.party else EVERYONE} for row in told.commitments]
            if told
            else []
        )
        return StrandPart(
            form=StrandForm(data, prefix=prefix, strand=strand, initial=initial),
            owed=OwedRows(data, prefix=f"{prefix}-owed", form_kwargs={"parties": parties}, initial=owed),
        )

    def forms(self) -> Iterator[forms.Form]:
        """Every form that counts, in the order of the page."""
        yield self.days
        for part in self.strands:
            yield part.form
            yield from _kept(part.owed)
        yield from _kept(self.signatories)

    def is_valid(self) -> bool:
        if self.faults():
            return False
        self._check_strands()
        return not self.faults()

    def _check_strands(self) -> None:
        first, last = (self.days.cleaned_data[name] for name in ("starts_on", "ends_on"))
        for part in self.strands:
            told = _strand_told(part)
            if not part.form.cleaned_data["is_open"]:
                if told.commitments:
                    part.form.add_error("is_open", str(StrandStillOwes(strand=part.form.strand)))
                continue
            try:
                check_strand_days(told, first, last)
            except Refusal as refusal:
                part.form.add_error("ends_on", str(refusal))

    def faults(self) -> list[dict[str, str]]:
        """What stops the draft: the field, where it stands, what to do."""
        rows = [self.signatories, *(part.owed for part in self.strands)]
        broken = [str(error) for several in rows for error in several.non_form_errors()]
        return [
            *({"label": "", "url": "", "text": error} for error in dict.fromkeys(broken)),
            *(fault for form in self.forms() for fault in _faults_of(form)),
        ]

    @property
    def text(self) -> VersionText:
        """What was typed, once valid."""
        data = self.days.cleaned_data
        return VersionText(
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            languages=tuple(data["languages"]),
            strands=(
                *(_strand_told(part) for part in self.strands if part.form.cleaned_data["is_open"]),
                *(StrandText(strand=strand) for strand in self._new_strands()),
            ),
            signatories=tuple(form.told() for form in _kept(self.signatories)),
        )

    def _new_strands(self) -> list[Strand]:
        data = self.days.cleaned_data
        return [Strand(name=data["new_strand"], name_en=data["new_strand_en"])] if data["new_strand"] else []


def _kept(rows: Any) -> Iterator[Any]:
    """Rows that were filled in and not struck out."""
    return (
        form
        for form in rows.forms
        if form.is_bound and (form.has_changed() or form.initial) and not _is_struck(form)
    )


def _is_struck(form: forms.Form) -> bool:
    form.is_valid()  # so that it is read
    return bool(form.cleaned_data.get(DELETION_FIELD_NAME))


def _strand_told(part: StrandPart) -> StrandText:
    data = part.form.cleaned_data
    return StrandText(
        strand=part.form.strand,
        objectives=data["objectives"],
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
        commitments=tuple(form.told() for form in _kept(part.owed)),
    )


def _faults_of(form: forms.Form) -> list[dict[str, str]]:
    return [
        {
            "label": str(form[name].label) if name in form.fields else "",
            "url": f"#{form[name].id_for_label}" if name in form.fields else "",
            "text": str(error),
        }
        for name, errors in form.errors.items()
        for error in errors
    ]
