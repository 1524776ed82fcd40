"""An invitation to a group: why, who sees what, then her own choice."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.assessments import operations, permissions, queries
from maillage.assessments.models import FEWEST
from maillage.assessments.web.campaign_forms import BeginForm
from maillage.assessments.web.starting import SEEDS
from maillage.common import clock
from maillage.common.personal_links import personal_link
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from maillage.assessments.models import Invitation, Sitting
    from maillage.common.http import Request


@personal_link(group="invitation", closed="assessments/invitation_closed.html")
def invitation(request: Request, token: str) -> HttpResponse:
    """Who invites, why, and who sees what, before she signs in; then her agreement, and the first question."""
    found = permissions.invitation_behind(token, request.viewer.day)
    taken = found.sitting
    if taken is not None:
        if taken.person_id == request.viewer.user_id:
            return redirect(taken)
        if request.viewer.is_known:
            raise Http404
    if request.method == "POST" and not request.viewer.is_known:
        return redirect_to_login(request.path)
    form = BeginForm(request.POST or None)
    sitting = done(form, lambda: _begun(request, found, counts=form.cleaned_data["counts"]))
    if sitting is not None:
        return redirect(sitting)
    context = {"campaign": found.campaign, "fewest": FEWEST, "is_known": request.viewer.is_known}
    return drawn(request, "assessments/invitation.html", form, **context)


def _begun(request: Request, found: Invitation, *, counts: bool) -> Sitting:
    return operations.begin_invited(
        invitation_id=found.pk,
        person=person_behind(request),
        counts=counts,
        seed=secrets.randbelow(SEEDS),
        now=clock.now(),
    )


@login_required
@require_POST
def leave(request: Request, key: UUID) -> HttpResponse:
    """She counts with the group no more."""
    sitting = permissions.sitting_of_hers(request.viewer, key)
    campaign = queries.group_of(sitting)
    if campaign is None:
        raise Http404
    operations.leave_campaign(sitting_id=sitting.pk)
    messages.success(
        request,
        _("Vous ne comptez plus avec « %(title)s » : ses prochains nombres se feront sans vous.")
        % {"title": campaign.title},
    )
    return redirect(sitting)
