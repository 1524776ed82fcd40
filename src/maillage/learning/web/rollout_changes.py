"""Changing a roll-out on its way, and what it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from maillage.learning import permissions
from maillage.learning.models.modules import LONGEST_TITLE
from maillage.learning.operations.rollout_changes import change_roll_out, change_target
from maillage.learning.queries.rollout_changes import changes_of
from maillage.learning.rules.editions import edition_of_roll_out, edition_of_target
from maillage.learning.web.rollout_forms import MOST_PEOPLE
from maillage.learning.web.rollout_rows import crumbs_below
from maillage.ui.editing import VersionedForm, alone, done, drawn
from maillage.ui.fields import DayField
from maillage.ui.formats import number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.queries.rollout_changes import Change


class RollOutChangeForm(VersionedForm):
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=LONGEST_TITLE)
    starts_on = DayField(label=gettext_lazy("Premier jour"))
    ends_on = DayField(label=gettext_lazy("Dernier jour"))


class TargetChangeForm(VersionedForm):
    people = forms.IntegerField(label=gettext_lazy("Personnes à former"), min_value=1, max_value=MOST_PEOPLE)
    by_day = DayField(label=gettext_lazy("Au plus tard le"))


@login_required
@require_http_methods(["GET", "POST"])
def roll_out_edit(request: Request, pk: int) -> HttpResponse:
    """Its title and its days; its path and its network stay."""
    found = permissions.roll_out_to_coordinate(request.viewer, pk)
    stored = {name: getattr(found, name) for name in ("title", "starts_on", "ends_on")}
    form = RollOutChangeForm(request.POST or None, initial=stored | {"seen": edition_of_roll_out(found)})
    if done(form, lambda: change_roll_out(roll_out_id=found.pk, **_sent(form))):
        messages.success(request, _("Le déploiement est à jour."))
        return redirect(found)
    context = {
        "roll_out": found,
        "theirs": form.theirs,
        "changes": [_said(change) for change in changes_of(found)],
        "crumbs": crumbs_below(found, _("Modifier")),
    }
    return drawn(request, "learning/cohorts/rollout_edit.html", form, **context)


@login_required
@require_http_methods(["GET", "POST"])
def target_edit(request: Request, pk: int, target: int) -> HttpResponse:
    found = permissions.target_to_coordinate(request.viewer, pk, target)
    stored = {"people": found.people, "by_day": found.by_day, "seen": edition_of_target(found)}
    form = TargetChangeForm(request.POST or None, initial=stored)
    if done(form, lambda: change_target(target_id=found.pk, **_sent(form)), on="by_day"):
        messages.success(request, _("La cible est gardée."))
        return redirect(found.roll_out)
    return alone(
        request,
        form,
        title=_("La cible de %(region)s") % {"region": found.territory.name},
        button=_("Garder cette cible"),
        crumbs=crumbs_below(found.roll_out, found.territory.name),
        back=found.roll_out.get_absolute_url(),
        kicker=found.roll_out.title,
    )


def _sent(form: VersionedForm) -> dict[str, Any]:
    return form.told() | {"read_edition": form.cleaned_data["seen"]}


def _said(change: Change) -> dict[str, Any]:
    """One line of what changed."""
    event = change.event
    if change.is_target:
        told = {
            "region": event.territory.name,
            "people": number(event.people, spoken()),
            "day": plain_day(event.by_day, spoken()),
        }
        title = _("%(region)s : cible %(people)s, d’ici le %(day)s") % told
    else:
        told = {
            "title": event.title,
            "first": plain_day(event.starts_on, spoken()),
            "last": plain_day(event.ends_on, spoken()),
        }
        title = _("« %(title)s », du %(first)s au %(last)s") % told
    return {"title": title, "at": change.at, "by": change.by}
