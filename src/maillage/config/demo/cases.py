"""An account manager who followed a need to its end, and puts it forward as evidence of what she can do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.common.zones import day_of
from maillage.config.demo.advising import come
from maillage.config.demo.introductions import forget_old_letters, live
from maillage.directory.enums import Role
from maillage.directory.models import Membership
from maillage.learning.operations.cases import decide_case, put_forward
from maillage.learning.queries.cases import closed_cases
from maillage.matching.enums import IntroductionState
from maillage.matching.models import Offer
from maillage.matching.operations import ask_introduction
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

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
    advisor = Membership.objects.select_related("user").get(user__email=ADVISOR, role=Role.ADVISOR)
    _follow(advisor, now - timedelta(days=70), now)
    (followed,) = closed_cases(advisor.user_id, day_of(now))
    sent_at = now - timedelta(days=30)
    case = put_forward(
        source=followed.source,
        person=advisor.user,
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


def _follow(advisor: Membership, said_at: datetime, now: datetime) -> None:
    """Said to her by the firm, brought to an offer of the network, solved."""
    need = come(advisor, HEAD, NEED, said_at)
    asked_at = said_at + timedelta(days=2)
    introduction = ask_introduction(
        need=need,
        offer=Offer.objects.get(title=OFFER),
        asker=User.objects.get(email=HEAD),
        message=need.text,
        consents=True,
        tries_next=False,
        reasons=[],
        now=asked_at,
    )
    live(introduction, {"end": IntroductionState.SOLVED, "words": WORDS}, asked_at, now)
    forget_old_letters(now)
