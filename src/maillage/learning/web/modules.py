"""The card of a module: where it leads, what it rests on, who wrote it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.learning import permissions, queries
from maillage.learning.rules.text import blocks_of
from maillage.learning.rules.words import duration
from maillage.learning.web.rows import crumbs, day_said, level_rows
from maillage.skills.queries import IN_ORDER_OF_LEVELS, current_version

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import ModuleVersion, Reading


@require_GET
def module(request: Request, code: str) -> HttpResponse:
    version, reading = permissions.module_open(request.viewer, code)
    levels = list(
        version.levels.select_related("competence__version")
        .prefetch_related(Prefetch("competence__descriptors", IN_ORDER_OF_LEVELS.queryset))
        .order_by("competence__position", "pk")
    )
    blocks = blocks_of(version.text)
    is_hers = reading is not None and reading.version_id == version.pk
    done = queries.blocks_done(reading) if reading and is_hers else set()
    context = {
        "version": version,
        "reading": reading,
        "gains": level_rows(levels, gained=True),
        "requires": level_rows(levels, gained=False),
        "facts": _facts(version),
        "sources": [_source(row) for row in version.sources],
        "blocks": [
            {
                "title": block.title,
                "url": reverse("learning:block", args=[code, block.position]),
                "is_done": block.position in done,
            }
            for block in blocks
        ],
        "progress": _progress(reading, len(done), len(blocks)) if reading else None,
        "newer": queries.newer_than(reading) if reading else None,
        "paths": [
            {"label": row.title, "url": row.path.get_absolute_url()}
            for row in queries.paths_holding(version.module)
        ],
        "crumbs": crumbs((version.title, None)),
    }
    return render(request, "learning/module.html", context)


@require_GET
def resume(request: Request, code: str) -> HttpResponse:
    """Where one was: the first block that is not read yet."""
    version, reading = permissions.module_open(request.viewer, code)
    if reading is None or reading.finished_at:
        return redirect(
            "learning:module" if reading else "learning:block", *([code] if reading else [code, 1])
        )
    done = queries.blocks_done(reading)
    left = (row.position for row in blocks_of(version.text) if row.position not in done)
    return redirect("learning:block", code, next(left, 1))


def _progress(reading: Reading, done: int, several: int) -> dict[str, Any]:
    if reading.finished_at:
        return {"percent": 100, "text": _("Terminé le %(day)s") % {"day": day_said(reading.finished_at)}}
    told = {"done": done, "all": several}
    return {"percent": round(100 * done / several), "text": _("Blocs lus : %(done)s sur %(all)s") % told}


def _facts(version: ModuleVersion) -> list[dict[str, Any]]:
    framework = current_version()
    titles = {row.slug: row.title for row in framework.roles.all()} if framework else {}
    audience = [titles[slug] for slug in version.audience if slug in titles]
    rows: list[dict[str, Any]] = [
        {"label": _("Durée"), "value": duration(version.minutes)},
        {"label": _("Pour"), "value": ", ".join(audience) or _("tout le monde")},
        {"label": _("Écrit par"), "value": version.author},
        {"label": _("Version"), "value": version.number},
    ]
    if version.reviewed_on:
        rows.append({"label": _("Relu le"), "day": version.reviewed_on})
    return rows


def _source(row: dict[str, str]) -> dict[str, Any]:
    return {"title": row["title"], "url": row["url"], "day": date.fromisoformat(row["read_on"])}
