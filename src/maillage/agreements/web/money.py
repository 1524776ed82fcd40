"""The budget of an agreement: read by members of its parties, written by their coordinators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.agreements import operations, permissions
from maillage.agreements.bridge.funds import franco_quebec_fund
from maillage.agreements.enums import Currency
from maillage.agreements.errors import ChangedMeanwhile
from maillage.agreements.queries.money import lines_of, projects_of, rates_of, sides_before
from maillage.agreements.rules.fund import fund_test, verdict_of
from maillage.agreements.rules.money import added, read_in
from maillage.agreements.web.crumbs import crumbs_of
from maillage.agreements.web.money_forms import LineForm, ProjectForm, RateForm, initial_of
from maillage.agreements.web.money_rows import check_groups, line_rows, rate_in_words, totals_table
from maillage.ui.editing import done, drawn, version_sent
from maillage.ui.formats import money
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from maillage.agreements.models import Agreement, ExchangeRate, JointProject, MoneyLine
    from maillage.agreements.rules.fund import Side
    from maillage.common.http import Request


@login_required
@require_GET
def budget(request: Request, slug: str) -> HttpResponse:
    """Everything the agreement spends, in the currency of the reader's choice."""
    agreement = permissions.agreement_with_money(request.viewer, slug)
    may_change = permissions.may_run(request.viewer, agreement)
    currency = _currency(request)
    lines, rates = list(lines_of(agreement)), list(rates_of(agreement))
    readings = read_in(lines, rates, currency)
    total = added(readings)
    served = {reading.rate for reading in readings if reading.rate}
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement, _("Budget")),
        "may_change": may_change,
        "tabs": _tabs(currency),
        "total": money(total.known, currency, spoken()) if lines else "",
        "note": _still_unknown(total.unknown),
        "table": totals_table(readings, currency),
        "projects": _project_links(agreement, lines, rates),
        "own_lines": line_rows(
            [r for r in readings if r.line.project_id is None], agreement, may_change=may_change
        ),
        "rates": [{"pk": rate.pk, "text": rate_in_words(rate), "serves": rate in served} for rate in rates],
    }
    return render(request, "agreements/money.html", context)


def _still_unknown(number: int) -> str:
    if not number:
        return ""
    text = ngettext("%(number)s montant reste à confirmer", "%(number)s montants restent à confirmer", number)
    return text % {"number": number}


def _currency(request: Request) -> Currency:
    asked = request.GET.get("devise", "")
    return Currency(asked) if asked in Currency.values else Currency.CAD


def _tabs(current: Currency) -> list[dict[str, Any]]:
    labels = {Currency.CAD: _("En dollars canadiens"), Currency.EUR: _("En euros")}
    return [
        {"label": label, "url": f"?devise={currency}", "current": currency == current}
        for currency, label in labels.items()
    ]


def _project_links(
    agreement: Agreement, lines: Sequence[MoneyLine], rates: Sequence[ExchangeRate]
) -> list[dict[str, Any]]:
    """Each project, with what the fund's test answers."""
    fund = franco_quebec_fund()
    sides = sides_before(fund, agreement)
    links = []
    for project in projects_of(agreement):
        checks = fund_test(fund, sides, [line for line in lines if line.project_id == project.pk], rates)
        link = {"label": project.name, "url": project.get_absolute_url()}
        if checks:
            link["note"] = _("Test du Fonds franco-québécois : %(verdict)s") % {
                "verdict": verdict_of(checks).label
            }
        if project.is_fictitious:
            link["tag"] = _("fictif")
        links.append(link)
    return links


@login_required
@require_GET
def project(request: Request, slug: str, pk: int) -> HttpResponse:
    """What a project costs, and whether the fund's rules let it pay."""
    agreement = permissions.agreement_with_money(request.viewer, slug)
    shown = get_object_or_404(projects_of(agreement), pk=pk)
    currency = _currency(request)
    lines, rates = list(lines_of(agreement).filter(project=shown)), list(rates_of(agreement))
    readings = read_in(lines, rates, currency)
    may_change = permissions.may_run(request.viewer, agreement)
    fund = franco_quebec_fund()
    sides = sides_before(fund, agreement)
    context = {
        "agreement": agreement,
        "project": shown,
        "crumbs": crumbs_of(
            agreement, shown.name, (_("Budget"), reverse("agreements:money", args=[agreement.slug]))
        ),
        "may_change": may_change,
        "tabs": _tabs(currency),
        "table": totals_table(readings, currency),
        "lines": line_rows(readings, agreement, may_change=may_change),
        "fund": fund,
        "line_url": f"{reverse('agreements:money_line_new', args=[slug])}?projet={shown.pk}",
    }
    return render(request, "agreements/money_project.html", context | _test(sides, lines, rates))


def _test(sides: Sequence[Side], lines: Sequence[MoneyLine], rates: Sequence[ExchangeRate]) -> dict[str, Any]:
    fund = franco_quebec_fund()
    checks = fund_test(fund, sides, lines, rates) if sides else []
    verdict = verdict_of(checks)
    state = {
        "yes": _("Les chiffres passent le test du Fonds"),
        "no": _("Les chiffres ne passent pas le test du Fonds"),
        "unknown": _("Il manque un chiffre au test du Fonds"),
    }[verdict]
    return {
        "is_for_this_agreement": bool(sides),
        "checks": check_groups(fund, checks) if checks else [],
        "state": state if checks else "",
        "state_kind": verdict.value,
    }


@login_required
@require_http_methods(["GET", "POST"])
def project_new(request: Request, slug: str) -> HttpResponse:
    agreement = permissions.agreement_to_run(request.viewer, slug)
    form = ProjectForm(request.POST or None)
    made = done(form, lambda: operations.add_project(agreement=agreement, **form.cleaned_data), on="name")
    if made:
        messages.success(request, _("Le projet est inscrit. Ajoutez ce que chaque partie apporte."))
        return redirect(made)
    return _form_page(request, agreement, form, _("Inscrire un projet commun"))


@login_required
@require_http_methods(["GET", "POST"])
def line_new(request: Request, slug: str) -> HttpResponse:
    agreement = permissions.agreement_to_run(request.viewer, slug)
    initial = {
        "day": request.viewer.day,
        "year": request.viewer.day.year,
        "project": request.GET.get("projet"),
    }
    form = LineForm(request.POST or None, agreement=agreement, initial=initial)
    if request.method == "POST" and form.is_valid():
        line = operations.add_line(agreement=agreement, told=form.told())
        messages.success(request, _("La ligne est au budget."))
        return redirect(_home_of(agreement, line.project))
    return _form_page(request, agreement, form, _("Ajouter une ligne au budget"))


@login_required
@require_http_methods(["GET", "POST"])
def line(request: Request, slug: str, pk: int) -> HttpResponse:
    """Change a line. The form carries the revision it was made from: two who edit at once do not undo each other."""
    agreement = permissions.agreement_to_run(request.viewer, slug)
    stored = get_object_or_404(lines_of(agreement), pk=pk)
    form = LineForm(request.POST or None, agreement=agreement, initial=initial_of(stored))
    read, missed = version_sent(request.POST, "revision"), None
    if request.method == "POST" and form.is_valid():
        try:
            changed = operations.change_line(line_id=pk, told=form.told(), read_revision=read)
        except ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            missed = read_in([stored], [], stored.currency)
        else:
            messages.success(request, _("La ligne est à jour."))
            return redirect(_home_of(agreement, changed.project))
    extra = {
        "revision": str(stored.revision if missed or not form.is_bound else read),
        "missed": line_rows(missed or [], agreement, may_change=False),
        "remove_url": reverse("agreements:money_line_remove", args=[slug, pk]),
    }
    return _form_page(request, agreement, form, _("Changer une ligne du budget"), **extra)


@login_required
@require_POST
def line_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    agreement = permissions.agreement_to_run(request.viewer, slug)
    stored = get_object_or_404(lines_of(agreement).select_related("project"), pk=pk)
    try:
        operations.remove_line(line_id=pk, read_revision=version_sent(request.POST, "revision"))
    except ChangedMeanwhile as refusal:
        messages.error(request, str(refusal))
        return redirect("agreements:money_line", slug, pk)
    messages.success(request, _("La ligne est retirée des sommes ; son histoire reste."))
    return redirect(_home_of(agreement, stored.project))


def _home_of(agreement: Agreement, of: JointProject | None) -> str:
    """The page where a line is read."""
    if of is None:
        return reverse("agreements:money", args=[agreement.slug])
    return reverse("agreements:money_project", args=[agreement.slug, of.pk])


@login_required
@require_http_methods(["GET", "POST"])
def rate_new(request: Request, slug: str) -> HttpResponse:
    agreement = permissions.agreement_to_run(request.viewer, slug)
    form = RateForm(request.POST or None, initial={"day": request.viewer.day})
    if done(form, lambda: operations.note_rate(agreement=agreement, **form.cleaned_data), on="day"):
        messages.success(request, _("Le taux est noté : il sert dès ce jour."))
        return redirect("agreements:money", slug)
    return _form_page(request, agreement, form, _("Noter un taux de change"))


@login_required
@require_POST
def rate_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    agreement = permissions.agreement_to_run(request.viewer, slug)
    rate = get_object_or_404(rates_of(agreement), pk=pk)
    operations.remove_rate(rate_id=rate.pk)
    messages.success(request, _("Le taux est retiré."))
    return redirect("agreements:money", slug)


def _form_page(
    request: Request, agreement: Agreement, form: ProjectForm | LineForm | RateForm, title: str, **extra: Any
) -> HttpResponse:
    crumbs = crumbs_of(agreement, title, (_("Budget"), reverse("agreements:money", args=[agreement.slug])))
    return drawn(
        request, "agreements/money_form.html", form, agreement=agreement, title=title, crumbs=crumbs, **extra
    )
