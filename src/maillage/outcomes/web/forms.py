"""What is filled in about an outcome, and about what proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.activities.models import Activity
from maillage.agreements.enums import Currency
from maillage.agreements.models import Agreement, Strand
from maillage.agreements.queries import agreements_readable_by
from maillage.common.file_fields import AttachedFileField
from maillage.directory.models import Network, Organisation, Territory
from maillage.initiatives.models import Initiative
from maillage.initiatives.models.recorded import LONGEST_REASON
from maillage.outcomes.enums import JOB_KINDS, MONEY_KINDS, Certainty, OutcomeKind, PayBand
from maillage.outcomes.models.outcomes import LONGEST_TITLE, LONGEST_WORDS
from maillage.outcomes.permissions import outcomes as permissions
from maillage.outcomes.queries.totals import Scope
from maillage.outcomes.queries.whence import activities_to_choose, initiatives_to_choose
from maillage.outcomes.rules.statements import Said
from maillage.outcomes.rules.whence import Whence
from maillage.ui.editing import VersionedForm
from maillage.ui.fields import DayField, WordsField

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.outcomes.enums import Origin
    from maillage.outcomes.models import Outcome, Statement

ANY, NONE = ("", gettext_lazy("Toutes")), ("", gettext_lazy("–"))
INSIDE, READERS = "inside", "readers"
WHO_READS = [
    (INSIDE, gettext_lazy("L’entreprise et la coordination du réseau")),
    (READERS, gettext_lazy("Qui peut lire la retombée")),
]


def by_slug(label: Any, rows: QuerySet[Any], *, attribute: str = "slug") -> forms.ModelChoiceField[Any]:
    """One of these rows, told by its address; none: all."""
    return forms.ModelChoiceField(
        label=label, queryset=rows, to_field_name=attribute, required=False, empty_label=ANY[1]
    )


class FilterForm(forms.Form):
    """What narrows the list; the names of the fields are those of its address."""

    nature = forms.ChoiceField(
        label=gettext_lazy("Nature"), choices=[ANY, *OutcomeKind.choices], required=False
    )
    certitude = forms.ChoiceField(
        label=gettext_lazy("Certitude"), choices=[ANY, *Certainty.choices], required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields |= {
            "initiative": by_slug(
                _("Initiative"), Initiative.objects.visible_to(viewer).order_by("title", "pk")
            ),
            "entente": by_slug(_("Entente"), agreements_readable_by(viewer)),
            "depuis": DayField(label=_("Depuis le"), required=False),
            "jusqu-a": DayField(label=_("Jusqu’au"), required=False),
        }


class AddressForm(forms.Form):
    """What else an address may narrow to: the figures of reports come with it."""

    volet = by_slug("", Strand.objects.all())
    activite = by_slug("", Activity.objects.all())
    organisation = by_slug("", Organisation.objects.all())
    reseau = by_slug("", Network.objects.all())
    bailleur = by_slug("", Organisation.objects.all())
    contribution = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    credite = by_slug("", Organisation.objects.all())
    non_credite = forms.BooleanField(required=False)
    territoire = by_slug("", Territory.objects.all(), attribute="path")
    monnaie = forms.ChoiceField(required=False, choices=[ANY, *Currency.choices])
    au = forms.DateTimeField(required=False)


SCOPE = {
    "network_id": "reseau",
    "initiative_id": "initiative",
    "agreement_id": "entente",
    "strand_id": "volet",
    "activity_id": "activite",
    "organisation_id": "organisation",
    "funder_id": "bailleur",
    "credited_id": "credite",
}


def scope_told(told: dict[str, Any]) -> Scope:
    """Of both forms, cleaned."""
    rows: dict[str, Any] = {name: getattr(told.get(field), "pk", None) for name, field in SCOPE.items()}
    return Scope(
        **rows,
        contribution_id=told.get("contribution"),
        is_uncredited=bool(told.get("non_credite")),
        territory_path=getattr(told.get("territoire"), "path", ""),
        since=told.get("depuis"),
        until=told.get("jusqu-a"),
        as_of=told.get("au"),
    )


class SaidForm(VersionedForm):
    """What is said of an outcome: how much, when, in a few words."""

    value = forms.DecimalField(
        label=gettext_lazy("Combien"),
        max_digits=14,
        decimal_places=2,
        help_text=gettext_lazy(
            "Des emplois, des personnes, un montant ; l’énergie en kWh, le CO₂ en kilogrammes."
        ),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Monnaie"),
        choices=[NONE, *Currency.choices],
        required=False,
        help_text=gettext_lazy("Pour un montant seulement."),
    )
    full_time_equivalents = forms.DecimalField(
        label=gettext_lazy("En équivalents temps plein"),
        max_digits=9,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Pour des emplois, si vous le savez."),
    )
    pay_band = forms.ChoiceField(
        label=gettext_lazy("Salaire"),
        choices=[NONE, *PayBand.choices],
        required=False,
        help_text=gettext_lazy("Pour des emplois, si vous le savez."),
    )
    happened_on = DayField(label=gettext_lazy("Quel jour"))
    words = WordsField(label=gettext_lazy("En quelques mots"), max_length=LONGEST_WORDS, required=False)

    def said(self) -> Said:
        names = Said.__dataclass_fields__
        return Said(**{name: value for name, value in self.cleaned_data.items() if name in names})


class DeclareForm(SaidForm):
    """An outcome, and what it came through. Its order is that of the questions a person asks herself."""

    kind = forms.ChoiceField(label=gettext_lazy("Qu’est-ce que ça a donné ?"), choices=OutcomeKind)
    network = forms.ModelChoiceField(
        label=gettext_lazy("Réseau"), queryset=Network.objects.none(), empty_label=None
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Entreprise"), queryset=Organisation.objects.none(), required=False
    )
    initiative = forms.ModelChoiceField(
        label=gettext_lazy("Grâce à une initiative"), queryset=Initiative.objects.none(), required=False
    )
    activity = forms.ModelChoiceField(
        label=gettext_lazy("Grâce à une activité"), queryset=Activity.objects.none(), required=False
    )
    agreement = forms.ModelChoiceField(
        label=gettext_lazy("Grâce à une entente"), queryset=Agreement.objects.none(), required=False
    )
    strand = forms.ModelChoiceField(
        label=gettext_lazy("Volet de l’entente"), queryset=Strand.objects.none(), required=False
    )
    field_order = (
        "kind", "value", "currency", "full_time_equivalents", "pay_band", "happened_on", "organisation", "network",
        "activity", "initiative", "agreement", "strand", "words",
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, networks: QuerySet[Network], **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer
        self.origin: Origin | None = None
        choices: dict[str, QuerySet[Any]] = {
            "network": networks,
            "organisation": permissions.firms_declared_for(viewer),
            "initiative": initiatives_to_choose(viewer),
            "activity": activities_to_choose(viewer),
            "agreement": agreements_readable_by(viewer)
            .filter(parties__network__in=viewer.network_ids)
            .distinct(),
            "strand": Strand.objects.order_by("name", "pk"),
        }
        fields: Any = self.fields
        for name, rows in choices.items():
            fields[name].queryset = rows
            if not fields[name].required:
                fields[name].empty_label = NONE[1]
        del fields["seen"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("network"):
            firm = told.get("organisation")
            self.origin = permissions.origin_when_declared(self.viewer, told["network"], firm)
            if self.origin is None:
                self.add_error("organisation", _("Choisissez l’entreprise au nom de laquelle vous parlez."))
        return told

    def whence(self) -> Whence:
        names = Whence.__dataclass_fields__
        return Whence(**{name: value for name, value in self.cleaned_data.items() if name in names})


class CorrectForm(SaidForm):
    """What is said anew, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi vous la corrigez"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("La raison reste dans l’histoire de la retombée."),
    )

    def __init__(self, data: Any, *, outcome: Outcome, statement: Statement) -> None:
        stored = {name: getattr(statement, name) for name in Said.__dataclass_fields__}
        super().__init__(data, initial=stored | {"seen": statement.pk})
        if outcome.kind not in MONEY_KINDS:
            del self.fields["currency"]
        if outcome.kind not in JOB_KINDS:
            del self.fields["full_time_equivalents"], self.fields["pay_band"]


class WithdrawForm(VersionedForm):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("La raison reste dans l’histoire de la retombée."),
    )


class VerifyForm(VersionedForm):
    """Which organisation looked at what proves it."""

    verified_by = forms.ModelChoiceField(
        label=gettext_lazy("Qui a vérifié"), queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, outcome: Outcome, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Organisation.objects.active().filter(networks=outcome.network_id).order_by("sort_key", "pk")
        if outcome.organisation_id is not None:
            rows = rows.exclude(pk=outcome.organisation_id)
        field: Any = self.fields["verified_by"]
        field.queryset = rows
        field.initial = rows.filter(pk__in=viewer.organisation_ids).first()


class EvidenceForm(forms.Form):
    """A link or a file. The file comes last: when it is refused, the rest was read."""

    title = forms.CharField(label=gettext_lazy("Ce que c’est"), max_length=LONGEST_TITLE)
    url = forms.URLField(label=gettext_lazy("Lien"), max_length=500, required=False, assume_scheme="https")
    readers = forms.ChoiceField(
        label=gettext_lazy("Qui peut ouvrir le fichier"),
        choices=WHO_READS,
        widget=forms.RadioSelect,
        initial=INSIDE,
    )
    file = AttachedFileField(label=gettext_lazy("Ou un fichier"), required=False)

    def told(self) -> dict[str, Any]:
        """What the operation takes."""
        said = self.cleaned_data
        file = said["file"]
        return {
            "title": said["title"],
            "url": said["url"],
            "file": file,
            "kind": file.kind if file else None,
            "is_public": said["readers"] == READERS,
        }
