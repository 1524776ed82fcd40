"""Advisors who hand out their card, and firms that came to them by it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.agreements.enums import Visibility
from maillage.directory.enums import Role
from maillage.directory.models import Membership
from maillage.matching.enums import NeedKind
from maillage.matching.operations import open_link, say_to_advisor

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.matching.models import Need

CAME = [  # advisor, head of the firm, days ago, what was said
    (
        "conseil.shawinigan@demo.maillage.example",
        "direction.outil-franc@demo.maillage.example",
        3,
        "On fait encore nos soumissions à la main le soir. Un concurrent répond en une heure, nous en trois jours.",
    ),
    (
        "conseil.shawinigan@demo.maillage.example",
        "direction.passe-voisine@demo.maillage.example",
        16,
        "Notre billetterie tombe en panne chaque fois qu’un spectacle marche, et personne chez nous ne sait pourquoi.",
    ),
    (
        "conseil.chambery@demo.maillage.example",
        "direction.hauts-versants@demo.maillage.example",
        8,
        "Les clients réservent sur trois sites à la fois et nous découvrons les doublons à l’accueil.",
    ),
    (
        "gestion-comptes.trois-baies@demo.maillage.example",
        "dirigeant.boulangerie-mie-nuit@demo.maillage.example",
        5,
        "Je voudrais savoir le soir ce qui s’est vendu le matin, sans recompter les sacs de farine.",
    ),
]


def build_advising(*, now: datetime) -> None:
    """An address for every advisor of the story, and four needs said at one of them."""
    advisors = Membership.objects.filter(role=Role.ADVISOR).select_related("user", "organisation", "network")
    known = {membership.user.email: membership for membership in advisors.order_by("pk")}
    for membership in known.values():
        open_link(membership=membership, now=now - timedelta(days=60))
    for advisor, head, days, text in CAME:
        come(known[advisor], head, text, now - timedelta(days=days))


def come(membership: Membership, head: str, text: str, now: datetime) -> Need:
    """The head of a firm says a need to an advisor, and agrees that she sees it."""
    firm = Membership.objects.select_related("user", "organisation", "network").get(
        user__email=head, role=Role.FIRM
    )
    return say_to_advisor(
        membership=membership,
        organisation=firm.organisation,
        network=firm.network,
        written_by=firm.user,
        text=text,
        kind=NeedKind.EXPERTISE,
        strand=None,
        visibility=Visibility.ORGANISATION,
        text_is_fictitious=True,
        consents=True,
        now=now,
    )
