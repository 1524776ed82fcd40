"""A badge as anybody reads it, and the page that verifies one: in plain words, with what its person chose and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from maillage.common.ratelimit import limited
from maillage.learning import permissions
from maillage.learning.enums import Validity
from maillage.learning.queries import badges as queries
from maillage.learning.rules.drawing import lines_of
from maillage.ui.fields import WordsField
from maillage.ui.paper import pdf
from maillage.ui.qr import qr_svg

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.learning.models import Award

LONGEST = 50_000  # characters of what is pasted
PER_MINUTE = 30
KINDS = {Validity.VALID: "yes", Validity.REVOKED: "no", Validity.ALTERED: "no", Validity.UNKNOWN: "unknown"}
SENTENCES = {
    Validity.VALID: gettext_lazy("Il est tel que le réseau l’a signé, et n’a pas été révoqué."),
    Validity.REVOKED: gettext_lazy("Le réseau l’a bien signé, puis a dit qu’il ne vaut plus."),
    Validity.ALTERED: gettext_lazy("Ce n’est pas ce que le réseau a signé. N’en tenez pas compte."),
    Validity.UNKNOWN: gettext_lazy(
        "Nous n’avons pas ce badge. Il vient d’ailleurs, ou a été effacé avec le compte de la personne. "
        "Un portefeuille de badges peut vérifier sa signature."
    ),
}


class VerifyForm(forms.Form):
    text = WordsField(
        label=gettext_lazy("Le badge"),
        help_text=gettext_lazy("Le texte du fichier JSON ou SVG, ou l’adresse de la page."),
        max_length=LONGEST,
        rows=8,
    )


@limited(group="badges", per_minute=PER_MINUTE)
@require_GET
@never_cache
def badge(request: Request, key: UUID) -> HttpResponse:
    award = permissions.award_shown(key)
    context = _told(award) | {
        "is_hers": award.person_id == request.viewer.user_id,
        "crumbs": [
            {"label": _("Vérifier un badge"), "url": reverse("badges:verify")},
            {"label": award.badge.title},
        ],
    }
    return _unlisted(render(request, "learning/badges/badge.html", context))


@limited(group="badges", per_minute=PER_MINUTE)
@require_GET
@never_cache
def paper(request: Request, key: UUID) -> HttpResponse:
    """The same on one sheet."""
    award = permissions.award_shown(key)
    context = _told(award) | {"printed_on": request.viewer.day, "sheet": "one-page"}
    return _unlisted(pdf(request, "learning/badges/paper.html", context, name=award.badge.title))


@limited(group="badges", per_minute=PER_MINUTE)
@require_http_methods(["GET", "POST"])
def verify(request: Request) -> HttpResponse:
    """Whatever is pasted: ours and valid, revoked, changed since, or unknown here. Nothing of it is kept."""
    form = VerifyForm(request.POST or None)
    found = queries.checked(form.cleaned_data["text"]) if form.is_bound and form.is_valid() else None
    context: dict[str, Any] = {"form": form, "found": found, "crumbs": [{"label": _("Vérifier un badge")}]}
    if found:
        context |= {
            "kind": KINDS[found.standing],
            "sentence": SENTENCES[found.standing],
            "address": found.award.get_absolute_url() if found.award else "",
        }
    return render(request, "learning/badges/verify.html", context, status=422 if form.errors else 200)


def _told(award: Award) -> dict[str, Any]:
    """What the credential says: nothing is read beside it but whether it holds."""
    told, standing = award.credential, queries.standing_of(award)
    named = told["credentialSubject"].get("identifier", [])
    address = settings.SITE_URL + award.get_absolute_url()
    return {
        "award": award,
        "standing": standing,
        "kind": KINDS[standing],
        "sentence": SENTENCES[standing],
        "achievement": told["credentialSubject"]["achievement"],
        "issuer": told["issuer"]["name"],
        "name": named[0]["identityHash"] if named else "",
        "evidence": told.get("evidence", []),
        "lines": lines_of(award.badge.title),
        "address": address,
        "qr": qr_svg(address),
    }


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex"
    return answer
