"""Pages of the competence reference. Everybody reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from maillage.skills import operations, permissions, queries
from maillage.skills.enums import CaseVersion, Language
from maillage.skills.rules.comparing import competence_changes, role_changes
from maillage.skills.web import rows
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.skills.models import FrameworkVersion

ONE_DAY = 86_400
FEWEST_TO_COMPARE = 2


@require_GET
def current(request: Request) -> HttpResponse:
    """The newest version of our framework, or an empty page before the first import."""
    newest = queries.current_version()
    if newest is None:
        return render(request, "skills/version.html", {"version": None})
    return _version_page(request, permissions.version_open(newest.slug))


@require_GET
def version(request: Request, slug: str) -> HttpResponse:
    return _version_page(request, permissions.version_open(slug))


def _version_page(request: Request, shown: FrameworkVersion) -> HttpResponse:
    others = [row for row in queries.versions() if row.pk != shown.pk]
    context = {
        "version": shown,
        "label": rows.version_label(shown),
        "crumbs": rows.crumbs(shown),
        "areas": rows.area_rows(shown),
        "levels": list(shown.levels.all()),
        "roles": rows.role_links(queries.requirements_by_role(shown), shown),
        "others": [{"label": rows.version_label(row), "url": row.get_absolute_url()} for row in others],
        "has_case": _language() in shown.languages,
        "may_compare": any(row.framework == shown.framework for row in others),
    }
    return render(request, "skills/version.html", context)


@require_GET
def competence(request: Request, slug: str, code: str) -> HttpResponse:
    shown = permissions.competence_open(slug, code)
    levels = list(shown.version.levels.order_by("number"))
    context = {
        "competence": shown,
        "crumbs": rows.crumbs(shown.version, here=f"{shown.code} {shown.title}"),
        "levels": [(rows.level_label(row.level, levels), row.text) for row in shown.descriptors.all()],
        "asked": rows.asking_table(shown),
    }
    return render(request, "skills/competence.html", context)


@require_GET
def role(request: Request, slug: str, role: str) -> HttpResponse:
    shown = permissions.role_open(slug, role)
    requirements = list(shown.requirements.all())
    levels = list(shown.version.levels.order_by("number"))
    context = {
        "role": shown,
        "crumbs": rows.crumbs(shown.version, here=shown.title),
        "groups": rows.profile_groups(requirements, levels),
        "table": rows.profile_table(requirements, shown.version),
    }
    return render(request, "skills/role.html", context)


@require_GET
def compare(request: Request) -> HttpResponse:
    """What changed between two versions of one framework, the last two unless chosen otherwise."""
    return render(request, "skills/compare.html", _compared(request))


def _compared(request: Request) -> dict[str, Any]:
    newest = queries.current_version()
    asked = request.GET.get("a") or (newest.slug if newest else "")
    versions = list(queries.versions())
    ours = [row for row in versions if row.framework == _framework(versions, asked)]
    context: dict[str, Any] = {
        "crumbs": [*(rows.crumbs(newest)[:1] if newest else []), {"label": _("Comparer"), "url": None}]
    }
    if len(ours) < FEWEST_TO_COMPARE:
        return context | {"compared": False}
    after = next(row for row in ours if row.slug == asked)
    earlier = ours[ours.index(after) + 1] if after != ours[-1] else ours[0]
    before = next((row for row in ours if row.slug == request.GET.get("de")), earlier)
    old, new = permissions.version_open(before.slug), permissions.version_open(after.slug)
    changed = role_changes(queries.requirements_by_role(old), queries.requirements_by_role(new))
    return context | {
        "compared": True,
        "old_choices": rows.choices(ours, old),
        "new_choices": rows.choices(ours, new),
        "changes": competence_changes(old, new),
        "roles": rows.role_change_table(changed),
    }


def _framework(versions: list[FrameworkVersion], slug: str) -> str:
    return next((row.framework for row in versions if row.slug == slug), "")


@require_GET
@cache_control(public=True, max_age=ONE_DAY)
def case(_request: Request, slug: str) -> JsonResponse:
    """A version in CASE 1.1, in the language of the address. It never changes, so it may be kept a day."""
    language = _language()
    shown = permissions.version_open(slug)
    if language not in shown.languages:
        raise Http404
    told = operations.package_of(shown, language=language, edition=CaseVersion.CASE_1_1)
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _language() -> Language:
    return Language.ENGLISH if spoken().startswith("en") else Language.FRENCH
