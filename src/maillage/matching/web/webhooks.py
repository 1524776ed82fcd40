"""Addresses that an organisation has told of its introductions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.matching import operations, permissions, queries
from maillage.matching.web.forms import WebhookForm
from maillage.people.permissions import person_behind
from maillage.ui.editing import drawn

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.matching.models import Webhook


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def webhooks(request: Request, slug: str) -> HttpResponse:
    """The addresses told, what was last told to each, and a form for one more."""
    organisation = permissions.organisation_to_inform(request.viewer, slug)
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            webhook, secret = operations.add_webhook(
                organisation=organisation,
                url=form.cleaned_data["url"],
                by=person_behind(request),
                now=clock.now(),
            )
        except Refusal as refusal:
            form.add_error("url", str(refusal))
        else:
            return _shown_once(request, webhook, secret)
    return drawn(
        request,
        "matching/webhooks.html",
        form,
        organisation=organisation,
        webhooks=queries.webhooks_of(organisation),
        deliveries=queries.last_deliveries(organisation),
    )


@login_required
@never_cache
@require_POST
def rotate(request: Request, pk: int) -> HttpResponse:
    webhook = permissions.webhook_of(request.viewer, pk)
    return _shown_once(request, webhook, operations.rotate_secret(webhook_id=pk))


@login_required
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    webhook = permissions.webhook_of(request.viewer, pk)
    operations.stop_webhook(webhook_id=pk, now=clock.now())
    messages.success(request, _("Cette adresse n’est plus avisée."))
    return redirect("matching:webhooks", slug=webhook.organisation.slug)


def _shown_once(request: Request, webhook: Webhook, secret: str) -> HttpResponse:
    return render(request, "matching/webhook_secret.html", {"webhook": webhook, "secret": secret})
