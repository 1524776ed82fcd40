"""What a programme officer fills in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maillage.agreements.enums import Currency
from maillage.common.text import unaccented
from maillage.directory.models import Organisation
from maillage.directory.queries import organisations_spoken_for
from maillage.directory.rules.lines import LineIsRefused
from maillage.matching.enums import ProgrammeHelp, ProgrammeStatus, SourceNature
from maillage.matching.rules.content_programmes import MONTREAL
from maillage.matching.rules.programmes import PARIS, ProgrammeDraft, Source, check_draft
from maillage.matching.web.forms import CheckedText
from maillage.ui.fields import DayField, WordsField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from maillage.common.viewer import Viewer
    from maillage.matching.models import Programme
    from maillage.matching.rules.conditions import Tree

HUNDRED = Decimal(100)
ZONES = ((MONTREAL, _("heure de Montréal")), (PARIS, _("heure de Paris")))
LANGUAGES = (("fr", _("français")), ("en", _("anglais")))


class ProgrammeForm(forms.Form):
    """All that is told of a programme but its conditions, which stand beside."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation qui le tient"), queryset=Organisation.objects.none(), empty_label=None
    )
    title = forms.CharField(label=_("Nom du programme"), max_length=160)
    name_en = forms.CharField(label=_("Nom en anglais"), max_length=200, required=False)
    text = CheckedText(
        label=_("Ce que fait le programme"),
        help_text=_("En une ou deux phrases, pour quelqu’un qui a le problème."),
    )
    operator = forms.CharField(label=_("Opérateur"), max_length=200)
    helps = forms.MultipleChoiceField(
        label=_("Ce qu’il apporte"), choices=ProgrammeHelp, widget=forms.CheckboxSelectMultiple
    )
    amount_min = forms.DecimalField(label=_("Montant minimal"), required=False, min_value=0, max_digits=14)
    amount_max = forms.DecimalField(label=_("Montant maximal"), required=False, min_value=0, max_digits=14)
    amount_percent = forms.DecimalField(
        label=_("Part des coûts, en pour cent"), required=False, min_value=Decimal("0.01"), max_value=HUNDRED
    )
    currency = forms.ChoiceField(label=_("Monnaie"), choices=[("", "–"), *Currency.choices], required=False)
    amount_text = WordsField(label=_("Montant, en mots"), required=False)
    cost_text = WordsField(label=_("Coût pour l’entreprise"), required=False)
    opens_on = DayField(label=_("Premier jour des demandes"), required=False)
    closes_on = DayField(
        label=_("Dernier jour des demandes"),
        required=False,
        help_text=_("Ce jour compte en entier, à l’heure choisie plus bas."),
    )
    time_zone = forms.ChoiceField(label=_("À l’heure de"), choices=ZONES)
    intake_text = WordsField(label=_("Période des demandes, en mots"), required=False)
    status = forms.ChoiceField(
        label=_("Où en est le programme"), choices=[("", "–"), *ProgrammeStatus.choices], required=False
    )
    status_text = WordsField(label=_("Où il en est, en mots"), required=False)
    steps = WordsField(label=_("Démarches"), required=False, help_text=_("Une par ligne, dans l’ordre."))
    contact = forms.CharField(label=_("Contact"), max_length=400, required=False)
    website = forms.URLField(
        label=_("Page officielle"), max_length=600, required=False, assume_scheme="https"
    )
    languages = forms.MultipleChoiceField(
        label=_("Langues"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple, required=False
    )
    source_url = forms.URLField(
        label=_("Page où chacun peut le vérifier"),
        max_length=600,
        required=False,
        assume_scheme="https",
        help_text=_("Elle devient la source de ce que vous changez. Sans elle, la page officielle."),
    )

    def __init__(self, *args: Any, viewer: Viewer, programme: Programme | None, **options: Any) -> None:
        """Without a programme, the viewer chooses among the organisations that she speaks for."""
        super().__init__(*args, **options)
        if programme is not None:
            del self.fields["organisation"]
            zone: Any = self.fields["time_zone"]
            if programme.time_zone not in dict(ZONES):
                zone.choices = [*ZONES, (programme.time_zone, programme.time_zone)]
            return
        field: Any = self.fields["organisation"]
        field.queryset = organisations_spoken_for(viewer)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("Le dernier jour ne peut pas précéder le premier."))
        low, high = cleaned.get("amount_min"), cleaned.get("amount_max")
        if low is not None and high is not None and high < low:
            self.add_error("amount_max", _("Le montant maximal est sous le minimal."))
        if (low is not None or high is not None) and not cleaned.get("currency"):
            self.add_error("currency", _("Dites la monnaie du montant."))
        return cleaned

    def draft(self, condition: Tree, former: ProgrammeDraft | None, slug: str) -> ProgrammeDraft:
        """What was filled in, with these conditions. Adds an error and raises ValidationError when it cannot be kept."""
        data = self.cleaned_data
        plain = {
            name: data[name]
            for name in self.fields
            if name not in {"organisation", "helps", "amount_percent", "steps", "source_url"}
        }
        draft = ProgrammeDraft(
            **plain,
            **_helps(data["helps"], former),
            slug=slug,
            amount_share=data["amount_percent"] and data["amount_percent"] / HUNDRED,
            steps=_steps(data["steps"], former),
            condition=condition,
        )
        try:
            check_draft(draft)
        except LineIsRefused as fault:
            self.add_error(None, str(fault))
            raise ValidationError(str(fault)) from fault
        return draft


def initial_of(draft: ProgrammeDraft) -> dict[str, Any]:
    """The form of a programme as it is told today."""
    percent = None if draft.amount_share is None else draft.amount_share * HUNDRED
    return vars(draft) | {
        "helps": [draft.gives, *draft.also_gives],
        "steps": "\n".join(step["text"] for step in draft.steps),
        "source_url": "",
        "amount_min": _plain(draft.amount_min),
        "amount_max": _plain(draft.amount_max),
        "amount_percent": _plain(percent),
    }


def _plain(amount: Decimal | None) -> str:
    """1500 rather than 1500.00, as a person writes it."""
    return "" if amount is None else f"{amount.normalize():f}"


def with_sources(
    draft: ProgrammeDraft,
    former: ProgrammeDraft | None,
    known: Mapping[str, Source],
    *,
    url: str,
    day: date,
) -> ProgrammeDraft:
    """The draft whose changed facts come from this page, read today; the others keep the source they have."""
    mine = Source(url=url or draft.website, checked_on=day, nature=SourceNature.OPERATOR)
    sources = {
        name: known[name]
        if former is not None and name in known and former.value_of(name) == draft.value_of(name)
        else mine
        for name in draft.told_facts
    }
    return ProgrammeDraft(**(vars(draft) | {"sources": sources}))


def free_name(title: str, taken: set[str]) -> str:
    """An identifier that no programme has: the title, then the title and a number."""
    base = slugify(unaccented(title))[:100].strip("-") or "programme"
    return next(
        name for n in range(1, len(taken) + 2) if (name := base if n == 1 else f"{base}-{n}") not in taken
    )


def _helps(chosen: list[str], former: ProgrammeDraft | None) -> dict[str, Any]:
    """The main help stays first as long as it is chosen."""
    order = [former.gives, *former.also_gives] if former else []
    kept = [name for name in order if name in chosen] + [name for name in chosen if name not in order]
    return {"gives": kept[0], "also_gives": kept[1:]}


def _steps(text: str, former: ProgrammeDraft | None) -> list[dict[str, Any]]:
    """A step whose words did not change keeps its links."""
    known = {" ".join(step["text"].split()): step for step in former.steps} if former else {}
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return [known.get(line, {"text": line, "links": []}) for line in lines]
