"""What a participant says of herself, of her own will, on her own page; taken back when she wishes."""

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

from maillage.common import clock
from maillage.initiatives.enums import InclusionGroup
from maillage.outcomes.operations.inclusion import say_groups
from maillage.outcomes.permissions.initiatives import part_asked
from maillage.outcomes.queries.inclusion import groups_said
from maillage.outcomes.rules.stories import INCLUSION_TEXT
from maillage.people.permissions import person_behind
from maillage.ui.editing import alone, done

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.activities.models import Participant
    from maillage.common.http import Request


class GroupsForm(forms.Form):
    """Nothing is checked for her; nothing checked is an answer too, and it is kept nowhere."""

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Je fais partie de"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Rien n’est obligatoire. Décochez tout pour effacer ce que vous aviez dit."),
    )
    consents = forms.BooleanField(label=INCLUSION_TEXT, required=False)

    def __init__(self, *args: Any, asked: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        groups: Any = self.fields["groups"]
        groups.choices = [(group, InclusionGroup(group).label) for group in asked]


@login_required
@require_http_methods(["GET", "POST"])
def inclusion(request: Request, slug: str) -> HttpResponse:
    part = part_asked(request.viewer, slug)
    initiative = part.activity.initiative
    assert initiative is not None
    said = groups_said(part)
    form = GroupsForm(
        request.POST if request.method == "POST" else None,
        asked=initiative.asked_groups,
        initial={"groups": said, "consents": bool(said)},
    )
    if done(form, lambda: _said(request, part, form.cleaned_data), on="consents"):
        messages.success(
            request,
            _("C’est gardé. Vous pouvez le reprendre ici.")
            if form.cleaned_data["groups"]
            else _("Rien n’est gardé."),
        )
        return redirect("outcomes:inclusion", slug)
    title = _("À votre choix : de quels groupes faites-vous partie ?")
    return alone(
        request,
        form,
        title=title,
        lead=_(
            "« %(initiative)s » voudrait savoir si elle rejoint tout le monde. Personne ne lit votre réponse : "
            "elle compte avec d’autres, à partir de dix."
        )
        % {"initiative": initiative.title},
        button=_("Garder mes réponses"),
        crumbs=[
            {"label": _("Activités"), "url": reverse("activities:activities")},
            {"label": part.activity.title, "url": part.activity.get_absolute_url()},
            {"label": title},
        ],
        back=part.activity.get_absolute_url(),
    )


def _said(request: Request, part: Participant, told: dict[str, Any]) -> bool:
    say_groups(participant=part, by=person_behind(request), now=clock.now(), **told)
    return True
