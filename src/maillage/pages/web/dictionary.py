"""The data dictionary, for people and for machines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.pages.rules.dictionary import described, tables

if TYPE_CHECKING:
    from maillage.common.http import Request
    from maillage.pages.rules.dictionary import Field, Table


@require_GET
def dictionary(request: Request) -> HttpResponse:
    if request.GET.get("format") == "json":
        return dictionary_json(request)
    columns = [_("Champ"), _("Ce que c’est"), _("Type"), _("Peut être vide"), _("Valeurs, unité ou renvoi")]
    context = {
        "crumbs": [
            {"label": _("Données ouvertes"), "url": reverse("pages:open_data")},
            {"label": _("Dictionnaire des données")},
        ],
        "columns": [{"label": label} for label in columns],
        "contexts": [
            {"name": name, "id": f"c-{place}", "tables": [_shown(table) for table in held]}
            for place, (name, held) in enumerate(groupby(tables(), lambda table: table.context), start=1)
        ],
    }
    return render(request, "pages/dictionary.html", context)


@require_GET
def dictionary_json(_request: Request) -> HttpResponse:
    told = {
        "title": _("Dictionnaire des données de Maillage"),
        "tables": [described(one) for one in tables()],
    }
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _shown(table: Table) -> dict[str, Any]:
    return {"title": table.title, "name": table.name, "rows": [_row(field) for field in table.fields]}


def _row(field: Field) -> list[dict[str, Any]]:
    values = [f"{code} ({words})" for code, words in field.choices]
    values += [field.unit] if field.unit else []
    values += [f"→ {field.points_to}"] if field.points_to else []
    may_be_empty = _("oui") if field.may_be_empty else _("non")
    return [
        {"text": field.name},
        {"text": field.title},
        {"text": field.type_name},
        {"text": may_be_empty, "label": _("Peut être vide :")},
        {"text": ", ".join(values)},
    ]
