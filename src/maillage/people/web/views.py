"""« Mon compte et mes données »: each page is the signed-in person's own, and nobody else's."""

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from maillage.common import clock
from maillage.common.http import Request
from maillage.people import operations, permissions, queries
from maillage.people.models import User
from maillage.people.web.forms import LanguageForm, NameForm


@login_required
@require_GET
def account(request: Request) -> HttpResponse:
    person = permissions.person_behind(request)
    context = {
        "person": person,
        "security": queries.security_of(person),
        "consents": queries.consents_of(person),
        "language_form": LanguageForm(initial={"language": person.language}),
        "has_provider": bool(get_adapter().list_providers(request)),
    }
    return render(request, "people/account.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def name(request: Request) -> HttpResponse:
    person = permissions.person_behind(request)
    form = NameForm(request.POST or None, initial={"full_name": person.full_name})
    if request.method == "POST" and form.is_valid():
        operations.rename(user=person, full_name=form.cleaned_data["full_name"])
        messages.success(request, _("Votre nom est corrigé."))
        return redirect("people:account")
    return render(request, "people/name.html", {"form": form})


@require_POST
def language(request: Request) -> HttpResponse:
    """Keep the choice in a cookie, and on the account when there is one; come back to the same page."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("people:account"))
    if isinstance(request.user, User):
        operations.change_language(user=request.user, language=form.cleaned_data["language"])
    return set_language(request)


@login_required
@require_POST
def withdraw_consent(request: Request, pk: int) -> HttpResponse:
    consent = permissions.consent_open_to(permissions.person_behind(request), pk)
    operations.withdraw_consent(consent_id=consent.pk, now=clock.now())
    messages.success(
        request, _("Votre consentement est retiré. La preuve qu’il a existé reste, avec ses dates.")
    )
    return redirect("people:account")


@login_required
@require_POST
def end_session(request: Request, pk: int) -> HttpResponse:
    session = permissions.session_open_to(permissions.person_behind(request), pk)
    operations.end_sessions(sessions=[session])
    messages.success(request, _("Cet appareil est déconnecté."))
    return redirect("usersessions_list")


@login_required
@require_GET
def personal_data(request: Request) -> HttpResponse:
    """Everything we hold about the person, as a file."""
    data = queries.personal_data_of(permissions.person_behind(request), now=clock.now())
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="maillage-mes-donnees.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required(app="allauth.account")  # type: ignore[untyped-decorator]
def erase(request: Request) -> HttpResponse:
    if request.method == "GET":
        return render(request, "people/erase.html", {"person": permissions.person_behind(request)})
    operations.erase_person(user_id=permissions.person_behind(request).pk, now=clock.now())
    logout(request)
    messages.success(request, _("Votre compte est effacé. Rien ici ne porte plus votre nom."))
    return HttpResponseRedirect(f"/{translation.get_language() or settings.LANGUAGE_CODE}/")
