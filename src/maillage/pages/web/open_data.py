"""Every open file in one place, with its format, its licence and what explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.initiatives.queries import given_to
from maillage.outcomes.queries.open_data import initiatives_with_files
from maillage.outcomes.rules.open_giving import LICENCE, LICENCE_NAME
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer
    from maillage.initiatives.models import Initiative
    from maillage.initiatives.queries import Parts

ON_A_PAGE = 20


@require_GET
def open_data(request: Request) -> HttpResponse:
    page = Paginator(initiatives_with_files(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "columns": [
            {"label": label} for label in (_("Initiative"), "IATI 2.03", "360Giving 1.4", _("Classeur"))
        ],
        "rows": [_row(initiative) for initiative in page],
        "file_columns": [{"label": label} for label in (_("Fichier"), _("Format"), _("Licence"))],
        "files": _files(),
        "licence": LICENCE,
        "licence_name": LICENCE_NAME,
    }
    return render(request, "pages/open_data.html", context)


def _row(initiative: Any) -> list[dict[str, Any]]:
    def file(name: str, text: str, label: str) -> dict[str, Any]:
        return {"text": text, "url": reverse(f"open_data:{name}", args=[initiative.slug]), "label": label}

    none = {"text": _("aucune contribution en argent publiée"), "label": "360Giving 1.4 :"}
    return [
        {"text": initiative.title},
        file("iati", "iati.xml", "IATI 2.03 :"),
        file("grants", "360giving.json", "360Giving 1.4 :") if initiative.has_grants else none,
        file("sheets", "donnees.xlsx", _("Classeur :")),
    ]


def files_section(initiative: Initiative, parts: Parts, viewer: Viewer) -> dict[str, Any] | None:
    """The files of an initiative that a network holds, as a section of its page."""
    if not parts.holders:
        return None
    files = [
        ("sheets", _("Classeur"), _("tout, pour un tableur, chaque colonne expliquée")),
        ("iati", "IATI 2.03", _("pour l’aide et la coopération")),
    ]
    if any(not row.contribution.is_in_kind for row in given_to(initiative, viewer)):
        files.append(("grants", "360Giving 1.4", _("les contributions en argent")))
    return {
        "template": "pages/parts/initiative_files.html",
        "links": [
            {"label": label, "note": note, "url": reverse(f"open_data:{name}", args=[initiative.slug])}
            for name, label, note in files
        ],
    }


def _files() -> list[list[dict[str, Any]]]:
    """Those that are no initiative's."""
    files = [
        (
            _("Retombées publiées, par groupes de dix ou plus"),
            reverse("open_data:research"),
            "CSV",
            LICENCE_NAME,
        ),
        (
            _("Dictionnaire des données"),
            reverse("pages:dictionary_json"),
            "JSON, Table Schema 2.0",
            LICENCE_NAME,
        ),
    ]
    framework = current_version()
    if framework:
        files.append(
            (
                _("Référentiel de compétences"),
                reverse("skills:case", args=[framework.slug]),
                "JSON, CASE 1.0",
                framework.licence_title or _("non précisée"),
            )
        )
    return [
        [{"text": name, "url": address}, {"text": kind}, {"text": licence, "label": _("Licence :")}]
        for name, address, kind, licence in files
    ]
