"""The badges that networks ask of advisors: chosen by coordination, told to whoever lacks one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from maillage.learning.operations import ask_badge_for
from maillage.learning.permissions import badge_to_manage
from maillage.learning.queries.badges import requirements_unmet_by
from maillage.matching.enums import NeedKind
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer
    from maillage.learning.models import BadgeRequirement


class KindsForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Pour quels besoins"),
        choices=NeedKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@login_required
@require_http_methods(["GET", "POST"])
def badge_needs(request: Request, key: UUID) -> HttpResponse:
    """For which needs a network asks this badge of its advisors; for none, to begin with."""
    badge = badge_to_manage(request.viewer, key)
    asked = list(badge.requirements.order_by("need_kind").values_list("need_kind", flat=True))
    # with nothing ticked, what is sent is empty, and says so
    form = KindsForm(request.POST if request.method == "POST" else None, initial={"kinds": asked})

    def ask() -> bool:
        ask_badge_for(badge_id=badge.pk, need_kinds=form.cleaned_data["kinds"])
        return True

    if done(form, ask):
        messages.success(request, _("C’est noté : cela vaut dès maintenant."))
        return redirect(badge)
    crumbs = [
        {"label": _("Apprendre"), "url": reverse("learning:home")},
        {"label": _("Mes badges"), "url": reverse("badges:mine")},
        {"label": _("Badges de mes réseaux"), "url": reverse("badges:desk")},
        {"label": badge.title, "url": badge.get_absolute_url()},
        {"label": _("Pour quels besoins")},
    ]
    return drawn(request, "pages/badge_needs.html", form, badge=badge, crumbs=crumbs)


def unmet_by(viewer: Viewer) -> list[BadgeRequirement]:
    """What the networks that she advises for ask of her; nothing is read for who advises nowhere."""
    return list(requirements_unmet_by(viewer)) if viewer.advised_network_ids else []


def kinds_by_network(unmet: list[BadgeRequirement]) -> dict[int, set[str]]:
    kinds: dict[int, set[str]] = {}
    for row in unmet:
        kinds.setdefault(row.badge.network_id, set()).add(row.need_kind)
    return kinds


def told(unmet: list[BadgeRequirement]) -> list[dict[str, Any]]:
    """One line for each badge: network, badge, and the kinds of need that wait for somebody who has it."""
    lines: dict[int, dict[str, Any]] = {}
    for row in unmet:
        line = lines.setdefault(
            row.badge_id, {"network": row.badge.network, "badge": row.badge.title, "kinds": []}
        )
        line["kinds"].append(str(NeedKind(row.need_kind).label))
    return list(lines.values())
