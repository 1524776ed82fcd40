"""An account manager who followed a need to its end, and puts it forward as evidence of what she can do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.agreements.enums import Visibility
from maillage.common.zones import day_of
from maillage.config.demo.introductions import forget_old_letters, live
from maillage.directory.enums import Role
from maillage.directory.models import Membership
from maillage.learning.operations.cases import decide_case, put_forward
from maillage.learning.queries.cases import closed_cases
from maillage.matching.enums import IntroductionState, NeedKind
from maillage.matching.models import Offer
from maillage.matching.operations import ask_introduction, say_to_advisor
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.matching.models import Introduction

ADVISOR = "gestion-comptes.trois-baies@demo.maillage.example"
HEAD = "dirigeant.boulangerie-mie-nuit@demo.maillage.example"
DECIDES = "coordination.colab@demo.maillage.example"
NEED = "Les commandes des restaurants arrivent par texto, par téléphone et sur des bouts de papier, et j’en oublie une par semaine."
OFFER = "Plan numérique pour PME en cinq rencontres"
WORDS = "Un seul carnet, sur la tablette du fournil."
TOLD = (
    "J’ai passé une nuit sur place pour compter d’où venaient les commandes, puis j’ai écrit le besoin avec le dirigeant "
    "dans ses mots. J’ai comparé deux soumissions avec lui et refusé la plus chère, qui réglait ce qu’il n’avait pas. "
    "Trois semaines après, nous avons compté ensemble les oublis : un seul."
)
SHOWN = ("6.1", "6.7", "6.8")
REASON = "Le besoin, le choix et la mesure sont racontés avec des faits : on refait le chemin en les lisant."


def build_cases(*, now: datetime) -> None:
    """One case, followed two months ago, put forward and accepted since."""
    introduction = _followed(now - timedelta(days=70), now)
    advisor = User.objects.get(email=ADVISOR)
    sent_at = now - timedelta(days=30)
    case = put_forward(
        source=next(
            one.source
            for one in closed_cases(advisor.pk, day_of(now))
            if one.source.endswith(f"-{introduction.pk}")
        ),
        person=advisor,
        competences=SHOWN,
        told=TOLD,
        today=day_of(sent_at),
        now=sent_at,
    )
    decide_case(
        case_id=case.pk,
        by=User.objects.get(email=DECIDES),
        is_accepted=True,
        reason=REASON,
        read_edition=case.edition,
        now=sent_at + timedelta(days=4),
    )


def _followed(said_at: datetime, now: datetime) -> Introduction:
    """Said to her by the firm, brought to an offer of the network, solved."""
    firm = Membership.objects.select_related("user", "organisation", "network").get(
        user__email=HEAD, role=Role.FIRM
    )
    need = say_to_advisor(
        membership=Membership.objects.get(user__email=ADVISOR, role=Role.ADVISOR),
        organisation=firm.organisation,
        network=firm.network,
        written_by=firm.user,
        text=NEED,
        kind=NeedKind.EXPERTISE,
        strand=None,
        visibility=Visibility.ORGANISATION,
        text_is_fictitious=True,
        consents=True,
        now=said_at,
    )
    asked_at = said_at + timedelta(days=2)
    introduction = ask_introduction(
        need=need,
        offer=Offer.objects.get(title=OFFER),
        asker=firm.user,
        message=need.text,
        consents=True,
        tries_next=False,
        reasons=[],
        now=asked_at,
    )
    live(introduction, {"end": IntroductionState.SOLVED, "words": WORDS}, asked_at, now)
    forget_old_letters(now)
    return introduction
