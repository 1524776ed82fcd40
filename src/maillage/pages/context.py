"""What the frame of every page takes: places, account, footer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.directory.enums import Role
from maillage.directory.queries import roles_of, roles_remembered

if TYPE_CHECKING:
    from maillage.common.http import Request


def frame(request: Request) -> dict[str, Any]:
    """Context of `ui/base.html`. Costs no query where the viewer is known."""
    is_known = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        "nav": _places(request, is_known=is_known),
        "account": _account(request) if is_known else None,
        "sign_in_url": reverse(settings.LOGIN_URL),
        "footer": _footer(get_language(), is_demo=settings.DEMO),
        "is_demo": settings.DEMO,
    }


def _places(request: Request, *, is_known: bool) -> list[dict[str, Any]]:
    places = [(_("Besoins"), reverse("matching:needs"))]
    if is_known:
        places.append((_("Mises en relation"), reverse("matching:introductions")))
    else:
        places.append((_("Offres"), reverse("matching:offers")))
    places += [
        (_("Répertoire"), reverse("directory:organisations")),
        (_("Ententes"), reverse("agreements:agreements")),
    ]
    return [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in places]


def _account(request: Request) -> dict[str, Any]:
    memberships = roles_remembered(request.viewer)
    if memberships is None:  # she signed in after the page asked who looks
        memberships = list(roles_of(request.user, request.viewer.day))
    first = memberships[0] if memberships else None
    links = [{"label": _("Ce qui vous attend"), "url": reverse("pages:today")}]
    if request.viewer.organisation_ids:
        links.append({"label": _("Retombées"), "url": reverse("outcomes:outcomes")})
    if request.viewer.coordinated_network_ids:
        links.append({"label": _("Retombées : ce trimestre"), "url": reverse("outcomes:board")})
    if request.viewer.advised_network_ids:
        links.append({"label": _("Mon lien et ma carte"), "url": reverse("matching:advisor_links")})
    links.append({"label": _("Mes évaluations"), "url": reverse("assessments:home")})
    links.append({"label": _("Mes parcours"), "url": reverse("learning:home")})
    links.append({"label": _("Mes activités dans mon agenda"), "url": reverse("activities:subscribe")})
    links.append({"label": _("Mon compte et mes données"), "url": reverse("people:account")})
    links.append(
        {
            "label": _("Ce qui a changé dans mon compte"),
            "url": reverse("pages:history", args=["personne", request.user.pk]),
        }
    )
    links += [
        {
            "label": _("Ce qui pèse dans les pistes : %(network)s") % {"network": membership.network},
            "url": reverse("matching:weights", args=[membership.network.slug]),
        }
        for membership in memberships
        if membership.role == Role.COORDINATOR
    ]
    if request.user.is_staff:
        links.append({"label": _("Banques de questions"), "url": reverse("assessments:banks")})
        links.append({"label": _("Atelier des modules"), "url": reverse("learning:desk")})
        links.append({"label": _("Travaux différés"), "url": reverse("pages:jobs")})
    return {
        "label": str(request.user),
        "note": str(first.organisation or first.network) if first else "",
        "roles": [
            {
                "label": membership.get_role_display(),
                "note": str(membership.organisation or membership.network),
                "url": (membership.organisation or membership.network).get_absolute_url(),
                "current": False,
            }
            for membership in memberships
        ],
        "links": links,
        "sign_out_url": reverse("account_logout"),
    }


@lru_cache
def _footer(_language: str | None, *, is_demo: bool) -> list[dict[str, Any]]:
    """The same on every page of a language."""
    about = [
        (_("Confidentialité"), reverse("pages:privacy")),
        (_("Accessibilité"), reverse("pages:accessibility")),
        (_("Données ouvertes"), reverse("pages:open_data")),
        (_("Composants"), reverse("ui:gallery")),
    ]
    if is_demo:
        about.append((_("Courrier de la démonstration"), reverse("pages:mailbox")))
    columns = [
        (
            _("Trouver"),
            [
                (_("Chercher une réponse"), reverse("pages:home")),
                (_("Offres"), reverse("matching:offers")),
                (_("Pratiques"), reverse("agreements:practices")),
                (_("Apprendre"), reverse("learning:home")),
                (_("Compétences"), reverse("skills:current")),
            ],
        ),
        (
            _("Réseaux"),
            [
                (_("Répertoire"), reverse("directory:organisations")),
                (_("Ententes"), reverse("agreements:agreements")),
                (_("Initiatives"), reverse("initiatives:initiatives")),
                (_("Contributions"), reverse("initiatives:contributions")),
                (_("Activités"), reverse("activities:activities")),
                (_("Qui a aidé qui"), reverse("pages:exchanges")),
                (_("Résultats publiés"), reverse("outcomes:results")),
            ],
        ),
        ("Maillage", about),
    ]
    return [
        {"label": title, "links": [{"label": label, "url": url} for label, url in links]}
        for title, links in columns
    ]
