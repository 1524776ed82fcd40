"""Editions of a bootcamp for tests, made as operations make them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from django.urls import reverse

from maillage.activities import operations
from maillage.activities.models import Application
from maillage.activities.rules.calls import Plan
from maillage.activities.rules.links import APPLICATION, signed
from maillage.activities.tests.factories import NOON
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.common import clock
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

BEFORE = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)  # the call is being written
AFTER = datetime(2026, 12, 2, 12, 0, tzinfo=UTC)  # the call is closed
PLAN = Plan(
    starts_on=date(2027, 2, 1),
    ends_on=date(2027, 2, 5),
    time_zone="America/Toronto",
    place="Shawinigan",
    opens=datetime.fromisoformat("2026-11-01T09:00"),
    closes=datetime.fromisoformat("2026-12-01T17:00"),
    call_time_zone="America/Toronto",
    places=2,
    quotas={},
    passes_on=True,
    confirm_days=7,
    questions=("Votre projet ?", "Ce que vous cherchez de l’autre côté ?"),
    criteria=(("Projet", 2), ("Ouverture", 1)),
)
CONSENT = "J’accepte."


def camp(*, announced=True, quotas=(1, 1), **plan):
    """An edition between two shores, its call open at NOON, with its parties as `edition.here` and `edition.there`."""
    here, there = NetworkFactory(), NetworkFactory()
    agreement = agreement_between(here, there, strands=[StrandFactory()])
    parties = list(agreement.parties.order_by("shore"))
    series = operations.create_series(
        slug=f"camp-{agreement.pk}",
        name="Camp",
        summary="Cinq jours ensemble.",
        organisation=OrganisationFactory(networks=[here]),
        network=here,
        agreement=agreement,
        strand=StrandFactory(),
    )
    kept = {party.pk: number for party, number in zip(parties, quotas, strict=True)}
    edition = operations.create_edition(
        series_id=series.pk,
        number=4,
        title="Camp, 4e édition",
        plan=replace(PLAN, **({"quotas": kept, "places": sum(quotas)} | plan)),
        now=BEFORE,
    )
    if announced:
        operations.announce_activity(activity_id=edition.activity_id, now=BEFORE)
        edition.activity.refresh_from_db()
    edition.here, edition.there = parties
    return edition


def written(edition, party, **changes):
    answers = [{"question": question, "answer": "Voilà."} for question in edition.questions]
    return {"name": "Direction", "firm": "Atelier", "party": party, "answers": answers} | changes


def draft(edition, email="elle@exemple.test"):
    return operations.ask_for_link(edition_id=edition.pk, email=email, language="fr-ca", now=NOON)


def applied(edition, party, email, *, at=NOON, **changes):
    """Somebody who applied."""
    return operations.submit_application(
        application_id=draft(edition, email).pk,
        consent_text=CONSENT,
        now=at,
        **written(edition, party, **changes),
    )


def reader(edition, **fields):
    user = UserFactory(**fields)
    return operations.assign_reviewer(edition_id=edition.pk, email=user.email, now=NOON)


def marked(reviewer, application, value, comment=""):
    marks = {row.pk: (value, comment) for row in reviewer.edition.criteria.order_by("position")}
    return operations.give_marks(reviewer=reviewer, application=application, marks=marks, now=NOON)


def chosen(edition, *lines):
    """The list drawn up from these (party, mark) lines; the applications, in their order."""
    reviewer = reader(edition)
    rows = []
    for number, (party, value) in enumerate(lines):
        rows.append(applied(edition, party, f"personne{edition.pk}-{number}@exemple.test"))
        marked(reviewer, rows[-1], value)
    operations.draw_up_list(edition_id=edition.pk, now=AFTER)
    return [again(row) for row in rows]


def again(row):
    return Application.objects.get(pk=row.pk)


def coordinator_of(network):
    """Somebody who coordinates this network."""
    user = UserFactory()
    MembershipFactory(user=user, network=network, organisation=None, role="coordinator")
    return user


def at(name, *arguments):
    return reverse(f"activities:{name}", args=arguments)


def link_to(application, purpose=APPLICATION, name="application", about=None):
    token = signed(purpose=purpose, about=about or application.pk, holder=application, now=clock.now())
    return at(name, token)
