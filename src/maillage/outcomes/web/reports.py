"""Reports: what the money made possible, on a page and on paper, and received each quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from maillage.common import clock
from maillage.common.personal_links import personal_link
from maillage.outcomes.operations import subscriptions
from maillage.outcomes.permissions import reports as permissions
from maillage.outcomes.queries.report import report
from maillage.outcomes.queries.subscriptions import receives
from maillage.outcomes.rules.addresses import FIELDS, KINDS, detail_address, report_address
from maillage.outcomes.web.detail_rows import detail_tables
from maillage.outcomes.web.opening import Opened, opened
from maillage.outcomes.web.report_rows import told
from maillage.outcomes.web.spans import choices
from maillage.ui.editing import UNSAID
from maillage.ui.language import spoken
from maillage.ui.paper import pdf

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer


@require_GET
def of_initiative(request: Request, slug: str) -> HttpResponse:
    return _page(request, FIELDS["initiative"], slug)


@require_GET
def of_agreement(request: Request, slug: str) -> HttpResponse:
    return _page(request, FIELDS["agreement"], slug)


@require_GET
def of_funder(request: Request, slug: str) -> HttpResponse:
    return _page(request, FIELDS["funder"], slug)


@require_GET
def of_network(request: Request, slug: str) -> HttpResponse:
    return _page(request, FIELDS["network"], slug)


def _page(request: Request, word: str, slug: str) -> HttpResponse:
    read = opened(request, word, slug)
    kind, span, as_of = read.asked.kind, read.asked.span, read.asked.as_of
    context = _told(read, request.viewer) | {
        "form": read.form,
        "tabs": choices(report_address(kind, slug), span, request.viewer.day, as_of),
        "detail_url": detail_address(kind, slug, span, as_of=read.at),
        "receives": receives(request.user, kind, read.asked.row.pk) if request.viewer.is_known else None,
    }
    return render(request, "outcomes/report.html", context, status=200 if read.form.is_valid() else UNSAID)


def _told(read: Opened, viewer: Viewer) -> dict[str, Any]:
    """What a page and a paper share."""
    asked, subject = read.asked, read.asked.row
    found = report(asked, viewer)
    return {
        **read.head(),
        "kind": FIELDS[asked.kind],
        "slug": subject.slug,
        "as_of": asked.as_of,
        "still": report_address(asked.kind, subject.slug, asked.span, as_of=read.at),
        "paper": report_address(asked.kind, subject.slug, asked.span, as_of=read.at, paper=True),
        "is_fictitious": getattr(subject, "is_fictitious", False)
        or any(total.fictitious for total in found.totals),
        **told(found, read.at),
    }


@require_GET
def paper(request: Request, kind: str, slug: str) -> HttpResponse:
    """The same, to print: tagged, with its days and its moment on the first page."""
    read = opened(request, kind, slug)
    if not read.form.is_valid():
        raise Http404
    sheet = "a4" if spoken() == "fr-fr" else "letter"
    context = _told(read, request.viewer) | {
        "sheet": f"{sheet} paper-report",
        "details": detail_tables(read.asked, request.viewer, read.at),
    }
    name = f"{_('Rapport')} {context['subject']}"
    return pdf(request, "outcomes/report_paper.html", context, name=name, tagged=True)


@login_required
@require_POST
def receive(request: Request, kind: str, slug: str) -> HttpResponse:
    """Each quarter from now on; or no more."""
    kind = KINDS.get(kind, "")
    subject = permissions.subject_open_to(request.viewer, kind, slug)
    found = receives(request.user, kind, subject.pk)
    if found:
        subscriptions.stop(subscription_id=found.pk, now=clock.now())
        messages.success(request, _("Ce rapport ne vous sera plus envoyé."))
    else:
        person: Any = request.user  # signed in
        subscriptions.subscribe(person=person, kind=kind, subject_id=subject.pk, now=clock.now())
        messages.success(request, _("Vous recevrez ce rapport au début de chaque trimestre."))
    return redirect(report_address(kind, slug))


@csrf_exempt  # a mail program sends it by itself (RFC 8058); the signed token is what proves it
@personal_link(group="report_stop", closed="outcomes/report_stop_closed.html")
def stop(request: Request, token: str) -> HttpResponse:
    """Asked on a page, done by its button: mail programs open links on their own."""
    found = subscriptions.subscription_behind(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        subscriptions.stop(subscription_id=found.pk, now=clock.now())
    return render(request, "outcomes/report_stop.html", {"is_done": request.method == "POST"})
