"""After a firm's diagnosis: which of the needs it reveals to keep, and what help depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from maillage.agreements.enums import Visibility
from maillage.assessments.permissions import diagnosis_open_to
from maillage.assessments.queries import proposals_revealed
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.directory.queries import home_network_of
from maillage.matching import operations
from maillage.matching.enums import NeedKind, RevealedState
from maillage.matching.queries.revealed import settled_of
from maillage.matching.rules import checked_text
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse, QueryDict

    from maillage.assessments.models import Sitting
    from maillage.assessments.rules.revealed import Proposal
    from maillage.common.http import Request
    from maillage.matching.models import RevealedNeed

FIRST_KEPT = 5
KEPT = "kept"  # the name of the boxes
KINDS = (NeedKind.EXPERTISE, NeedKind.FINANCING)


class RevealedForm(forms.Form):
    """The proposals, each with its words; a proposal that is not kept may hold any."""

    visibility = forms.ChoiceField(
        label=gettext_lazy("Qui peut voir ces besoins"),
        choices=Visibility,
        widget=forms.RadioSelect,
        initial=Visibility.NETWORK,
    )

    def __init__(
        self, data: QueryDict | None, *, proposals: list[Proposal], settled: dict[str, RevealedNeed]
    ) -> None:
        super().__init__(data)
        self.proposals, self.settled = proposals, settled
        for one in proposals:
            self.fields[_words_of(one)] = forms.CharField(
                label=_("Dans vos mots"),
                initial=one.text(),
                required=False,
                strip=True,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for one in self._chosen():
            try:
                checked_text(cleaned[_words_of(one)])
            except Refusal as refusal:
                self.add_error(_words_of(one), str(refusal))
        return cleaned

    @property
    def kept(self) -> dict[str, str]:
        """Key → words."""
        return {one.key: self.cleaned_data[_words_of(one)] for one in self._chosen()}

    def rows(self, kind: str, *, left_aside: bool) -> list[dict[str, Any]]:
        """What `matching/parts/revealed.html` takes, of one kind."""
        ticked = self._ticked()
        return [
            {
                "value": one.key,
                "label": one.text(),
                "checked": one.key in ticked,
                "field": self[_words_of(one)],
                "has_errors": bool(self[_words_of(one)].errors),
                "questions": one.asked(),
            }
            for one in self.proposals
            if one.kind == kind and (one.key in self.settled) == left_aside
        ]

    def _chosen(self) -> list[Proposal]:
        """What a colleague kept meanwhile is no longer among the proposals: it is hers."""
        ticked = self._ticked()
        return [one for one in self.proposals if one.key in ticked]

    def _ticked(self) -> set[str]:
        """What was sent; before, the first ones, unless somebody chose already."""
        if self.is_bound:
            return set(self.data.getlist(KEPT))  # type: ignore[attr-defined]  # a QueryDict
        return set() if self.settled else {one.key for one in self.proposals[:FIRST_KEPT]}


@login_required
@require_http_methods(["GET", "POST"])
def needs_revealed(request: Request, key: UUID) -> HttpResponse:
    """Keep, leave aside or say otherwise what a diagnosis revealed; then, the needs it became and their help."""
    sitting = diagnosis_open_to(request.viewer, key)
    settled = settled_of(sitting)
    kept = [row for row in settled.values() if row.state == RevealedState.KEPT]
    names = {row.key for row in kept}
    proposals = [one for one in proposals_revealed(sitting) if one.key not in names]
    aside = {name: row for name, row in settled.items() if row.state == RevealedState.DROPPED}
    form = RevealedForm(
        request.POST if request.method == "POST" else None, proposals=proposals, settled=aside
    )
    if request.method == "POST" and form.is_valid():
        _settle(request, sitting, form)
        if names.intersection(request.POST.getlist(KEPT)):
            messages.info(
                request, _("Une partie de ces besoins était déjà gardée : elle reste telle quelle.")
            )
        return redirect("matching:needs_revealed", key)
    return drawn(request, "matching/needs_revealed.html", form, **_context(sitting, form, kept))


def _settle(request: Request, sitting: Sitting, form: RevealedForm) -> None:
    assert sitting.organisation is not None
    made = operations.settle_revealed(
        sitting_id=sitting.pk,
        network=home_network_of(sitting.organisation, request.viewer),
        kept=form.kept,
        visibility=form.cleaned_data["visibility"],
        by=person_behind(request),
        now=clock.now(),
    )
    if not made:
        messages.info(request, _("C’est noté : rien de plus n’est gardé."))
        return
    told = ngettext(
        "%(number)s besoin est gardé. Voici qui peut aider.",
        "%(number)s besoins sont gardés. Voici qui peut aider.",
        len(made),
    )
    messages.success(request, told % {"number": len(made)})


def _context(sitting: Sitting, form: RevealedForm, kept: list[RevealedNeed]) -> dict[str, Any]:
    groups = [
        {"id": kind.value, "title": title, "first": first, "others": others}
        for kind, title in zip(KINDS, (_("Des savoir-faire"), _("Du financement")), strict=True)
        for first, others in [_split(form.rows(kind, left_aside=False), is_sent=form.is_bound)]
        if first or others
    ]
    return {
        "crumbs": crumbs_of(sitting, _("Besoins révélés")),
        "firm": sitting.organisation,
        "groups": groups,
        "aside": [row for kind in KINDS for row in form.rows(kind, left_aside=True)],
        "kept": [
            {
                "label": row.need.title,
                "url": row.need.get_absolute_url(),
                "note": NeedKind(row.kind).label,
            }
            for row in kept
            if row.need is not None
        ],
        "facts_url": reverse("matching:diagnosis_facts", args=[sitting.key]),
    }


def crumbs_of(sitting: Sitting, here: str) -> list[dict[str, str]]:
    """From the assessments to a page that follows a result."""
    return [
        {"label": _("Mes évaluations"), "url": reverse("assessments:home")},
        {"label": str(sitting.instrument), "url": sitting.get_absolute_url()},
        {"label": here},
    ]


def _split(rows: list[dict[str, Any]], *, is_sent: bool) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those chosen for her or by her, and the others; all of them in sight when none is."""
    first = [row for row in rows if row["checked"] or row["has_errors"]]
    others = [row for row in rows if row not in first]
    return (first, others) if first or is_sent else (others[:FIRST_KEPT], others[FIRST_KEPT:])


def _words_of(proposal: Proposal) -> str:
    return f"words-{proposal.key.replace(':', '-')}"
