"""The data dictionary: what the exported tables hold, read from the models. Words are in the language of the page.

In JSON each table follows Table Schema (Data Package 2, datapackage.org), plus `unit`, ours.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model
    from django.db.models.options import Options
    from django.utils.functional import Promise

    Shown = models.Field[Any, Any]

RECORDED = "recorded_at ended_at ended_reason"
# Tables and fields by name: what is not named here is not told, whatever a model gains. Nothing of people is named.
EXPORTED = {
    "directory.Territory": "country level designation code name parent path population valid_from valid_until",
    "directory.Network": "slug name territory description",
    "directory.Organisation": "slug name kind territory description website employees is_fictitious archived_at",
    "agreements.Strand": "slug name name_en position",
    "agreements.Agreement": "slug name purpose",
    "agreements.Party": "agreement network shore name",
    "agreements.AgreementVersion": (
        "agreement number agreed_on signed_on starts_on ends_on ended_on withdrawn_on dates_are_fictitious"
    ),
    "agreements.Practice": (
        "organisation network strand visibility title context method results evidence evidence_url cost_amount "
        "cost_currency cost_note text_is_fictitious created_at updated_at archived_at"
    ),
    "agreements.Transfer": (
        "practice network organisation agreement adaptation result state proposed_at changed_at"
    ),
    "initiatives.Initiative": "slug title purpose audiences starts_on ends_on asked_groups is_published is_fictitious",
    "initiatives.Holder": "initiative network leads",
    "initiatives.Reach": "initiative territory from_day",
    "initiatives.Partnership": "initiative organisation role",
    "initiatives.ServedStrand": "initiative agreement strand",
    "initiatives.BudgetLine": "initiative label purpose amount currency",
    "initiatives.Contribution": (
        "network funder kind purpose title currency promised_on restricted_to source is_published is_fictitious "
        "total allocated"
    ),
    "initiatives.Instalment": (
        f"contribution amount due_on quantity unit unit_value method invoiced_on received_on {RECORDED}"
    ),
    "initiatives.Allocation": f"contribution initiative agreement strand amount placed note {RECORDED}",
    "activities.Activity": (
        "organisation network strand visibility kind slug title summary agreement initiative starts_on ends_on "
        "time_zone place online_url state is_fictitious"
    ),
    "activities.Placement": f"allocation activity amount {RECORDED}",
    "activities.BootcampSeries": "slug name summary organisation network agreement strand is_fictitious",
    "activities.BootcampEdition": "activity series number opens_at closes_at places",
    "learning.LearningPath": "code network",
    "learning.PathVersion": (
        "path number title summary language audience before after author reviewed_on published_at withdrawn_at"
    ),
    "learning.Module": "code",
    "learning.ModuleVersion": (
        "module number title summary minutes language audience text sources author reviewed_on published_at withdrawn_at"
    ),
    "learning.RollOut": "network path initiative title starts_on ends_on is_fictitious",
    "learning.RollOutTarget": "roll_out territory people by_day",
    "learning.Cohort": "activity version territory organisation",
    "matching.Need": (
        "organisation network strand visibility title text territory state kind text_is_fictitious created_at updated_at"
    ),
    "matching.Offer": (
        "organisation network strand visibility title text territory state kind text_is_fictitious created_at updated_at"
    ),
    "matching.Programme": (
        "offer slug operator name_en gives amount_min amount_max amount_share currency amount_text cost_text opens_on "
        "closes_on time_zone status website archived_at"
    ),
    "matching.Introduction": "need offer state asked_at changed_at met_on",
    "outcomes.Indicator": (
        "code kind name name_en definition definition_en unit unit_en method method_en disaggregation position"
    ),
    "outcomes.Target": "initiative indicator territory currency baseline baseline_on value by_day",
    "outcomes.Outcome": (
        "network kind organisation territory initiative agreement strand activity introduction origin reference "
        "is_published is_fictitious"
    ),
    "outcomes.Statement": (
        "outcome value currency full_time_equivalents pay_band happened_on words certainty verified_by "
        f"{RECORDED}"
    ),
    "outcomes.Evidence": "outcome title url added_at withdrawn_at withdrawn_reason",
    "outcomes.Share": f"outcome contribution share method {RECORDED}",
    "outcomes.Story": "outcome title text is_public_fact source",
    "outcomes.Period": "network starts_on ends_on closed_at figures",
}

_CURRENCY = gettext_lazy("dans la monnaie de la ligne")
_CURRENCY_OF_CONTRIBUTION = gettext_lazy("dans la monnaie de la contribution")
UNITS: dict[str, Promise] = {
    "agreements.Practice.cost_amount": _CURRENCY,
    "initiatives.BudgetLine.amount": _CURRENCY,
    "initiatives.Contribution.total": _CURRENCY,
    "initiatives.Contribution.allocated": _CURRENCY,
    "initiatives.Instalment.amount": _CURRENCY_OF_CONTRIBUTION,
    "initiatives.Instalment.unit_value": _CURRENCY_OF_CONTRIBUTION,
    "initiatives.Allocation.amount": _CURRENCY_OF_CONTRIBUTION,
    "initiatives.Allocation.placed": _CURRENCY_OF_CONTRIBUTION,
    "activities.Placement.amount": _CURRENCY_OF_CONTRIBUTION,
    "learning.ModuleVersion.minutes": gettext_lazy("minutes"),
    "matching.Programme.amount_min": _CURRENCY,
    "matching.Programme.amount_max": _CURRENCY,
    "matching.Programme.amount_share": gettext_lazy("de 0 à 1"),
    "outcomes.Target.baseline": gettext_lazy("dans l’unité de l’indicateur"),
    "outcomes.Target.value": gettext_lazy("dans l’unité de l’indicateur"),
    "outcomes.Statement.value": gettext_lazy("dans l’unité de la nature, ou dans la monnaie de la ligne"),
    "outcomes.Share.share": gettext_lazy("de 0 à 1"),
}

# a kind of field: its type and its format in Table Schema
TYPES: tuple[tuple[type[Shown], str, str], ...] = (
    (models.BooleanField, "boolean", ""),
    (models.DateTimeField, "datetime", ""),
    (models.DateField, "date", ""),
    (models.DecimalField, "number", ""),
    (models.IntegerField, "integer", ""),
    (models.URLField, "string", "uri"),
    (models.JSONField, "any", ""),
    (models.CharField, "string", ""),
    (models.TextField, "string", ""),
)
TYPE_NAMES = {
    "boolean": gettext_lazy("oui ou non"),
    "datetime": gettext_lazy("moment"),
    "date": gettext_lazy("date"),
    "number": gettext_lazy("nombre"),
    "integer": gettext_lazy("nombre entier"),
    "string": gettext_lazy("texte"),
    "array": gettext_lazy("liste"),
    "any": gettext_lazy("objet JSON"),
}


@dataclass(frozen=True, kw_only=True)
class Field:
    """name: of the column. points_to: the table that an integer leads to. choices: code and words."""

    name: str
    title: str
    type: str
    format: str = ""
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    longest: int | None = None
    may_be_empty: bool = False
    is_unique: bool = False
    points_to: str = ""

    @property
    def type_name(self) -> str:
        return str(TYPE_NAMES[self.type])


@dataclass(frozen=True, kw_only=True)
class Table:
    """name: the context and the model, joined by a hyphen. promise: what the model promises, in English as in the code."""

    name: str
    context: str
    title: str
    promise: str
    fields: tuple[Field, ...]


def tables() -> list[Table]:
    """Every exported table, in the order of the floors: a table comes after those that it points to, or beside them."""
    return [_table(label, names.split()) for label, names in EXPORTED.items()]


def described(table: Table) -> dict[str, Any]:
    """A table for JSON, with its Table Schema."""
    keys = [
        {"fields": [field.name], "reference": {"resource": field.points_to, "fields": ["id"]}}
        for field in table.fields
        if field.points_to and field.points_to != table.name
    ] + [
        {"fields": [field.name], "reference": {"fields": ["id"]}}
        for field in table.fields
        if field.points_to == table.name
    ]
    return {
        "name": table.name,
        "title": table.title,
        "description": table.promise,
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_described(field) for field in table.fields],
            "primaryKey": ["id"],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _table(label: str, names: Iterable[str]) -> Table:
    model = apps.get_model(label)
    options = _options(model)
    own = Field(name="id", title=_("Identifiant"), type="integer", is_unique=True)
    return Table(
        name=_name(model),
        context=str(apps.get_app_config(options.app_label).verbose_name),
        title=_sentence(options.verbose_name),
        promise=inspect.cleandoc(model.__doc__ or ""),
        fields=(own, *(_field(label, cast("Shown", options.get_field(name))) for name in names)),
    )


def _field(label: str, field: Shown) -> Field:
    target = field.related_model
    kind, form = ("integer", "") if target else _type(field)
    return Field(
        name=field.attname,
        title=_title(field, target),
        type=kind,
        format=form,
        unit=str(UNITS.get(f"{label}.{field.name}", "")),
        choices=tuple((str(code), str(words)) for code, words in field.flatchoices if code != ""),
        longest=field.max_length if kind == "string" else None,
        may_be_empty=bool(field.null or field.blank),
        is_unique=field.unique,
        points_to=_name(target) if target else "",
    )


def _type(field: Shown) -> tuple[str, str]:
    """Raises StopIteration for a kind of field that no exported table had until now."""
    if hasattr(field, "base_field"):  # an array
        return "array", ""
    return next((told, form) for kind, told, form in TYPES if isinstance(field, kind))


def _title(field: Shown, target: type[Model] | None) -> str:
    """Its name for people; what it points to when nobody gave it one."""
    is_named = str(field.verbose_name) != field.name.replace("_", " ")
    return _sentence(field.verbose_name if is_named or target is None else _options(target).verbose_name)


def _sentence(words: object) -> str:
    told = str(words)
    return told[:1].upper() + told[1:]


def _name(model: type[Model]) -> str:
    return _options(model).label_lower.replace(".", "-")


def _described(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not field.may_be_empty}
    if field.is_unique:
        constraints["unique"] = True
    if field.longest:
        constraints["maxLength"] = field.longest
    if field.choices:
        constraints["enum"] = [code for code, _words in field.choices]
    told: dict[str, Any] = {"name": field.name, "title": field.title, "type": field.type}
    if field.format:
        told["format"] = field.format
    if field.unit:
        told["unit"] = field.unit
    if field.choices:
        told["categories"] = [{"value": code, "label": words} for code, words in field.choices]
    return told | {"constraints": constraints}


def _options(model: type[Model]) -> Options[Any]:
    return model._meta  # noqa: SLF001 - Django's public name
