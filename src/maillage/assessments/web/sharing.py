"""Choosing who sees a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from maillage.assessments import operations, permissions, queries
from maillage.assessments.web.crumbs import crumbs_of
from maillage.common import clock
from maillage.common.ratelimit import limited
from maillage.ui.editing import done, drawn

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from maillage.common.http import Request


class ShareForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Courriel de la personne"),
        help_text=gettext_lazy("Celui de son compte Maillage."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


@login_required
@limited(group="share", per_minute=10)
@require_http_methods(["GET", "POST"])
def share(request: Request, key: UUID) -> HttpResponse:
    """The addresses at which it is shown, and one more. The answer never tells whether an account has it."""
    sitting = permissions.result_of_hers(request.viewer, key)
    form = ShareForm(request.POST or None)
    shown = done(
        form,
        lambda: operations.show_result(
            sitting_id=sitting.pk, email=form.cleaned_data["email"], now=clock.now()
        ),
        on="email",
    )
    if shown:
        messages.success(
            request,
            _("C’est noté. Si %(email)s est l’adresse d’un compte, cette personne reçoit un courriel.")
            % {"email": shown.email},
        )
        return redirect("assessments:share", key)
    context = {
        "sitting": sitting,
        "crumbs": crumbs_of(_("Qui le voit"), (str(sitting.instrument), sitting.get_absolute_url())),
        "shares": list(queries.shares_of(sitting)),
    }
    return drawn(request, "assessments/result_share.html", form, **context)


@login_required
@require_POST
def take_back(request: Request, key: UUID, pk: int) -> HttpResponse:
    shared = permissions.share_of_hers(request.viewer, key, pk)
    operations.take_back(share_id=shared.pk, now=clock.now())
    messages.success(request, _("C’est repris : %(email)s ne le voit plus.") % {"email": shared.email})
    return redirect("assessments:share", key)
