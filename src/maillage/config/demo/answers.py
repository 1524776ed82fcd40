"""What two firms of the stories answered about themselves, and a search that one of them keeps: invented as they are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from maillage.common.zones import day_of
from maillage.directory.models import Organisation
from maillage.directory.queries import viewer_of
from maillage.matching.enums import AlertFrequency, AnsweredAs
from maillage.matching.operations import answer_fact, keep_search
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

HEAD = "dirigeante.focale-fixe@demo.maillage.example"
ADVISOR = "conseil.shawinigan@demo.maillage.example"
TOLD = (  # firm, who, in what name, fact, value, days ago
    ("focale-fixe", HEAD, AnsweredAs.FIRM, "founded_on", date(2014, 3, 3), 40),
    ("focale-fixe", HEAD, AnsweredAs.FIRM, "micro_entrepreneur", False, 40),
    ("focale-fixe", HEAD, AnsweredAs.FIRM, "revenue", None, 39),
    ("usinage-rocabelle", ADVISOR, AnsweredAs.ADVISOR, "revenue", 3_400_000, 18),
    ("usinage-rocabelle", ADVISOR, AnsweredAs.ADVISOR, "founded_on", date(1998, 9, 1), 18),
)


def build_answers(*, now: datetime) -> None:
    """Answers: some known, one that nobody could tell, some told by an advisor. And one search."""
    firms = {row.slug: row for row in Organisation.objects.filter(slug__in={row[0] for row in TOLD})}
    people = {row.email: row for row in User.objects.filter(email__in=(HEAD, ADVISOR))}
    for slug, email, role, key, value, days in TOLD:
        answer_fact(
            organisation_id=firms[slug].pk,
            key=key,
            value=value,
            answered_by=people[email],
            role=role,
            now=now - timedelta(days=days),
        )
    head = people[HEAD]
    keep_search(
        owner=head,
        viewer=viewer_of(head, day_of(now)),
        name="Tout le numérique",
        query="volet=digital",
        frequency=AlertFrequency.WEEKLY,
        now=now - timedelta(days=2),
    )
