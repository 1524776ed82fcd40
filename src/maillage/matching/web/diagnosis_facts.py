"""What a firm may tell of itself after its diagnosis: help depends on it, nothing is required."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.assessments.models.instruments import in_language
from maillage.assessments.permissions import diagnosis_open_to
from maillage.common import clock
from maillage.directory.enums import Country
from maillage.matching import operations
from maillage.matching.web.revealed import crumbs_of
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpResponse, QueryDict

    from maillage.assessments.models import Sitting
    from maillage.common.http import Request

AFTER = "after"
LONGEST_PLACE = 120
IN_WORDS = "_text"  # what goes with a choice, in words


class FirmFactsForm(forms.Form):
    """The facts that content asks after the questions. What is left empty is not known, or not said."""

    def __init__(self, data: QueryDict | None, *, sitting: Sitting, this_year: int) -> None:
        super().__init__(data)
        self.firm = sitting.organisation
        for told in sitting.instrument.content["facts"]:
            if told["asked"] == AFTER and not (told["type"] == "place" and self._has_a_place):
                self._add(told, sitting.facts, this_year)

    @property
    def facts(self) -> dict[str, Any]:
        """By name; None for what is left empty."""
        return {name: None if value in ("", None) else value for name, value in self.cleaned_data.items()}

    @property
    def _has_a_place(self) -> bool:
        return self.firm is not None and self.firm.territory is not None

    def _add(self, told: Mapping[str, Any], known: Mapping[str, Any], this_year: int) -> None:
        name, label = told["fact"], in_language(told, "question")
        shared: dict[str, Any] = {"label": label, "help_text": in_language(told, "why"), "required": False}
        initial = known.get(name)
        if told["type"] == "year":
            self.fields[name] = forms.IntegerField(
                min_value=told["min"], max_value=this_year, initial=initial, **shared
            )
        elif told["type"] == "choice":
            shared["help_text"] = f"{self._money(told)}{shared['help_text']}"
            self.fields[name] = forms.ChoiceField(choices=_choices(told), initial=initial or "", **shared)
        else:
            self.fields[name] = forms.CharField(max_length=LONGEST_PLACE, initial=initial, **shared)
        if "text" in told:
            self.fields[f"{name}{IN_WORDS}"] = forms.CharField(
                label=in_language(told["text"], "question"),
                max_length=told["text"]["max_characters"],
                required=False,
                initial=known.get(f"{name}{IN_WORDS}"),
            )

    def _money(self, told: Mapping[str, Any]) -> str:
        if "currency" not in told or not self._has_a_place:
            return ""
        assert self.firm is not None
        assert self.firm.territory is not None
        is_canadian = self.firm.territory.country == Country.CANADA
        return f"{_('En dollars canadiens.') if is_canadian else _('En euros.')} "


def _choices(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    offered = [(option["value"], in_language(option, "")) for option in told["options"]]
    return [("", _("Je ne sais pas")), *offered]


@login_required
@require_http_methods(["GET", "POST"])
def diagnosis_facts(request: Request, key: UUID) -> HttpResponse:
    """The questions about the firm itself, on one page."""
    sitting = diagnosis_open_to(request.viewer, key)
    form = FirmFactsForm(
        request.POST if request.method == "POST" else None, sitting=sitting, this_year=request.viewer.day.year
    )
    if request.method == "POST" and form.is_valid():
        operations.tell_firm_facts(
            sitting_id=sitting.pk, facts=form.facts, by=person_behind(request), now=clock.now()
        )
        messages.success(request, _("C’est noté. Les aides proposées en tiennent compte."))
        return redirect("matching:needs_revealed", key)
    context = {
        "firm": sitting.organisation,
        "crumbs": crumbs_of(sitting, _("Préciser l’entreprise")),
    }
    return drawn(request, "matching/diagnosis_facts.html", form, **context)
