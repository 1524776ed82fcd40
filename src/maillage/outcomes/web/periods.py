"""Closing a quarter, and what is corrected after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common import clock
from maillage.directory.models import Network
from maillage.directory.queries import networks_coordinated_by
from maillage.initiatives.enums import ContributionKind
from maillage.outcomes.enums import OutcomeKind
from maillage.outcomes.operations.periods import close_period
from maillage.outcomes.permissions import reports as permissions
from maillage.outcomes.queries import periods as queries
from maillage.outcomes.rules.addresses import report_address
from maillage.outcomes.rules.periods import Span, quarter_before
from maillage.outcomes.rules.telling import quarter_said, span_said, value_said
from maillage.ui.editing import done, drawn
from maillage.ui.formats import money, plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer
    from maillage.outcomes.models import Period, Statement

MOST_CORRECTIONS = 50
Row = dict[str, Any]


class CloseForm(forms.Form):
    network = forms.ModelChoiceField(
        label=gettext_lazy("Réseau"), queryset=Network.objects.none(), empty_label=None
    )
    starts_on = forms.DateField(label=gettext_lazy("Premier jour"), widget=forms.DateInput({"type": "date"}))
    ends_on = forms.DateField(label=gettext_lazy("Dernier jour"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        network: Any = self.fields["network"]
        network.queryset = networks_coordinated_by(viewer)

    def clean(self) -> None:
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Le dernier jour ne peut pas précéder le premier."))


@login_required
@require_http_methods(["GET", "POST"])
def periods(request: Request) -> HttpResponse:
    """Those closed, and closing the next: the last quarter that is over is proposed."""
    viewer = request.viewer
    if not viewer.coordinated_network_ids:
        raise Http404
    last = quarter_before(viewer.day)
    initial = {"network": min(viewer.coordinated_network_ids), "starts_on": last.first, "ends_on": last.last}
    form = CloseForm(request.POST or None, viewer=viewer, initial=initial)
    closed = done(form, lambda: _close(form.cleaned_data, request))
    if closed:
        messages.success(request, _("La période est close : ses chiffres sont gardés."))
        return redirect(closed)
    links = [
        {"label": span_name(period), "url": period.get_absolute_url(), "note": str(period.network)}
        for period in queries.periods_of(viewer)
    ]
    return drawn(request, "outcomes/periods.html", form, links=links, crumbs=crumbs())


def _close(told: Row, request: Request) -> Period:
    return close_period(
        network_id=told["network"].pk,
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        by=request.user,  # type: ignore[arg-type] # signed in
        now=clock.now(),
    )


def crumbs(*here: str) -> list[Row]:
    trail: list[Row] = [
        {"label": _("Retombées"), "url": reverse("outcomes:outcomes")},
        {"label": _("Ce trimestre"), "url": reverse("outcomes:board")},
    ]
    above = {"label": _("Périodes closes")} | ({"url": reverse("outcomes:periods")} if here else {})
    return [*trail, above, *({"label": label} for label in here)]


def span_name(period: Period) -> str:
    span = Span(period.starts_on, period.ends_on)
    return quarter_said(span) if span.is_quarter else span_said(span)


@login_required
@require_GET
def period(request: Request, pk: int) -> HttpResponse:
    """What was kept beside what is told today, and what was corrected between."""
    found = permissions.period_open_to(request.viewer, pk)
    corrections = queries.corrections_since(found)
    span = Span(found.starts_on, found.ends_on)
    lines = [_outcome_line(line) for line in queries.compared(found, "outcomes")]
    lines += [_money_line(line) for line in queries.compared(found, "money")]
    context = {
        "period": found,
        "title": span_name(found),
        "closed": _("Close le %(moment)s par %(person)s.")
        % {"moment": _moment(found.closed_at), "person": found.closed_by or _("une personne partie depuis")},
        "columns": [
            {"label": _("Quoi")},
            {"label": _("À la clôture"), "number": True},
            {"label": _("Aujourd’hui"), "number": True},
            {"label": _("Écart")},
        ],
        "lines": lines,
        "corrections": [_correction(row, found) for row in corrections[:MOST_CORRECTIONS]],
        "count": corrections.count(),
        "report": report_address("network", found.network.slug, span, as_of=found.closed_at),
        "crumbs": crumbs(span_name(found)),
    }
    return render(request, "outcomes/period.html", context)


def _moment(moment: Any) -> str:
    return plain_moment(localtime(moment), spoken())


def _outcome_line(line: queries.Line) -> list[Row]:
    return _line(
        str(OutcomeKind(line.kind).label), line, lambda value: value_said(value, line.kind, line.currency)
    )


def _money_line(line: queries.Line) -> list[Row]:
    name = _("Reçu : %(kind)s") % {"kind": str(ContributionKind(line.kind).label).lower()}
    return _line(name, line, lambda value: money(value, line.currency, spoken()))


def _line(name: str, line: queries.Line, said: Any) -> list[Row]:
    kept, now = (_("rien") if value is None else said(value) for value in (line.kept, line.now))
    return [
        {"text": name},
        {"text": kept, "number": True, "label": _("À la clôture :")},
        {"text": now, "number": True, "label": _("Aujourd’hui :")},
        {"text": _("corrigé depuis") if line.has_changed else _("inchangé"), "label": _("Écart :")},
    ]


def _correction(row: Statement, period: Period) -> Row:
    outcome = row.outcome
    who = (
        f"{outcome.get_kind_display()} – {outcome.organisation}"
        if outcome.organisation
        else outcome.get_kind_display()
    )
    value = value_said(row.value, outcome.kind, row.currency)
    told = {"value": value}
    at: datetime | None
    if row.recorded_at > period.closed_at:
        words, at, by, reason = (
            _("Inscrit après la clôture : %(value)s"),
            row.recorded_at,
            row.recorded_by,
            "",
        )
    else:
        words, at, by, reason = _("Ne compte plus : %(value)s"), row.ended_at, row.ended_by, row.ended_reason
    return {
        "title": who,
        "when": _moment(at),
        "note": " – ".join(filter(None, (words % told, reason))),
        "by": str(by or ""),
        "url": outcome.get_absolute_url(),
        "state": "done",
    }
