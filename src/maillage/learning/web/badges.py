"""Her badges, and asking for one: what it shows is hers to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.learning import operations, permissions
from maillage.learning.queries import badges as queries
from maillage.learning.web.rows import crumbs as from_learning
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpResponse, QueryDict

    from maillage.common.http import Request

NAMED, UNNAMED = "name", "none"


class AskForm(forms.Form):
    """What the badge will say of her. Nothing is ticked beforehand but her name."""

    name = forms.ChoiceField(label=gettext_lazy("À qui il est donné"), widget=forms.RadioSelect)
    evidence = forms.MultipleChoiceField(
        label=gettext_lazy("Ce que vous montrez avec lui"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Rien n’est obligatoire. Ce que vous cochez se lira par toute personne qui a le badge."
        ),
    )

    def __init__(self, data: QueryDict | None, *, full_name: str, shown: Sequence[queries.Shown]) -> None:
        super().__init__(data)
        name, evidence = self.fields["name"], self.fields["evidence"]
        assert isinstance(name, forms.ChoiceField)
        assert isinstance(evidence, forms.ChoiceField)
        unnamed = (UNNAMED, _("Sans nom : il vaut pour qui le présente"))
        name.choices = [(NAMED, full_name), unnamed] if full_name else [unnamed]
        name.initial = NAMED if full_name else UNNAMED
        evidence.choices = [(row.key, f"{row.name} – {row.narrative}") for row in shown]
        if not shown:
            del self.fields["evidence"]


@login_required
@require_GET
def mine(request: Request) -> HttpResponse:
    """What she may ask for, then what she has."""
    awards = list(queries.awards_of(request.viewer))
    context = {
        "open": list(queries.badges_to_ask(request.viewer)),
        "awards": awards,
        "coordinates": bool(request.viewer.coordinated_network_ids),
        "crumbs": from_learning((_("Mes badges"), None)),
    }
    return render(request, "learning/badges/mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: Request, key: UUID) -> HttpResponse:
    """One page, one button. Asked twice, it is given once."""
    badge, person = permissions.badge_to_ask(request.viewer, key), person_behind(request)
    enrolment = queries.finished_enrolment(badge, person.pk)
    if enrolment is None:
        raise Http404
    form = AskForm(
        request.POST or None, full_name=person.full_name, shown=queries.evidence_of(badge, enrolment)
    )
    award = done(
        form,
        lambda: operations.award_badge(
            badge_id=badge.pk,
            person=person,
            shows_name=form.cleaned_data["name"] == NAMED,
            evidence=form.cleaned_data.get("evidence", []),
            now=clock.now(),
        ),
    )
    if award:
        messages.success(
            request, _("Votre badge est signé. Il est à vous : emportez-le ou donnez son adresse.")
        )
        return redirect(award)
    crumbs = from_learning((_("Mes badges"), reverse("badges:mine")), (badge.title, None))
    return drawn(request, "learning/badges/ask.html", form, badge=badge, crumbs=crumbs)
