"""What is chosen before a sitting: about what, how long, for which firm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.assessments.models.instruments import in_language
from maillage.assessments.rules.starting import questions_at_most
from maillage.directory.models import Organisation
from maillage.skills.queries import requirements_by_role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet
    from django.http import QueryDict

    from maillage.assessments.models import Instrument

EVERYTHING, AREAS, ROLE = "everything", "areas", "role:"
FACT = "fact_"
NOT_KNOWN = ""


class ConsentForm(forms.Form):
    """Her agreement to be assessed."""

    agrees = forms.BooleanField(
        label=_("J’ai lu ce qui précède et j’accepte que mes réponses servent à cela."),
        error_messages={"required": _("Sans votre accord, rien ne commence.")},
    )


class StartForm(ConsentForm):
    """How long, and her agreement: the same for people and for firms."""

    length = forms.TypedChoiceField(label=_("Longueur"), coerce=int, widget=forms.RadioSelect)

    def __init__(
        self, data: QueryDict | None, *, instrument: Instrument, lengths: Sequence[tuple[int, Any]]
    ) -> None:
        super().__init__(data)
        self.instrument = instrument
        length: Any = self.fields["length"]
        length.choices, length.initial = lengths, lengths[0][0]


class PersonStart(StartForm):
    """The whole reference, some of its areas, or what a role asks for."""

    about = forms.ChoiceField(label=_("Sur quoi vous situer"), widget=forms.RadioSelect, initial=EVERYTHING)
    areas = forms.MultipleChoiceField(
        label=_("Domaines"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Seulement si vous avez choisi « Quelques domaines »."),
    )
    field_order = ("about", "areas", "length", "agrees")

    def __init__(self, data: QueryDict | None, **options: Any) -> None:
        super().__init__(data, **options)
        framework = self.instrument.framework
        assert framework is not None  # an instrument for people has one: the database sees to it
        self.roles = {role.slug: role for role in requirements_by_role(framework)}
        self.competences = list(framework.competences.order_by("position").values_list("code", "area__code"))
        about, areas = self.fields["about"], self.fields["areas"]
        about.choices = [  # type: ignore[attr-defined] # a field of choices
            (EVERYTHING, _("Toutes les compétences : une vue large, moins précise pour chacune")),
            (AREAS, _("Quelques domaines")),
            *((f"{ROLE}{slug}", _said_of(role.title)) for slug, role in self.roles.items()),
        ]
        areas.choices = [(area.code, area.title) for area in framework.areas.order_by("position")]  # type: ignore[attr-defined] # the same

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("about") == AREAS and not said.get("areas"):
            self.add_error("areas", _("Cochez au moins un domaine."))
        return said

    def chosen(self) -> dict[str, Any]:
        """What `begin_sitting` takes of it. For a valid form."""
        said = self.cleaned_data
        role = self.roles.get(said["about"].removeprefix(ROLE)) if said["about"].startswith(ROLE) else None
        if role is not None:
            dimensions = [one.competence.code for one in role.requirements.all()]
        elif said["about"] == AREAS:
            dimensions = [code for code, area in self.competences if area in said["areas"]]
        else:
            dimensions = [code for code, _area in self.competences]
        return {
            "dimensions": dimensions,
            "most": questions_at_most(said["length"], dimensions),
            "error": self.instrument.content["length"]["error"],
            "role": role,
            "organisation": None,
            "facts": {},
        }


class FirmStart(StartForm):
    """Which firm, and the facts that settle which questions concern it."""

    organisation = forms.ModelChoiceField(
        label=_("Votre organisation"), queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(
        self, data: QueryDict | None, *, organisations: QuerySet[Organisation], **options: Any
    ) -> None:
        super().__init__(data, **options)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = organisations
        firms = list(organisations[:2])
        known = {"employees": firms[0].employees} if len(firms) == 1 else {}
        self.asked = [fact for fact in self.instrument.content["facts"] if fact["asked"] == "before"]
        for fact in self.asked:
            self.fields[f"{FACT}{fact['fact']}"] = _fact_field(fact, known.get(fact["fact"]))
        self.order_fields(["organisation", *(f"{FACT}{fact['fact']}" for fact in self.asked), "length"])

    def chosen(self) -> dict[str, Any]:
        """The same, of a firm."""
        said = self.cleaned_data
        facts = {fact["fact"]: said[f"{FACT}{fact['fact']}"] for fact in self.asked}
        return {
            "dimensions": [one["id"] for one in self.instrument.content["dimensions"]],
            "most": said["length"],
            "error": self.instrument.content["length"]["error"],
            "role": None,
            "organisation": said["organisation"],
            "facts": {name: value for name, value in facts.items() if value not in {None, NOT_KNOWN}},
        }


def _said_of(title: str) -> Any:
    return _("Ce que demande le rôle : %(role)s") % {"role": title}


def _fact_field(fact: Mapping[str, Any], known: Any) -> forms.Field:
    """A number, left empty when it is not known; or a choice, of which « Je ne sais pas » is one."""
    shared: dict[str, Any] = {
        "label": in_language(fact, "question"),
        "help_text": in_language(fact, "why"),
        "required": False,
        "initial": known,
    }
    if fact["type"] == "number":
        shared["help_text"] = _("%(why)s Laissez vide si vous ne savez pas.") % {"why": shared["help_text"]}
        return forms.IntegerField(min_value=fact["min"], max_value=fact["max"], **shared)
    options = [(option["value"], in_language(option, "")) for option in fact["options"]]
    return forms.ChoiceField(choices=[(NOT_KNOWN, _("Je ne sais pas")), *options], **shared)
