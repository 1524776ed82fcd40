"""The bootcamp of the story: three editions long ago, the fourth with its people, a fifth whose call is open."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F

from maillage.activities import operations
from maillage.activities.enums import ItemKind
from maillage.activities.models import (
    Application,
    CampFollowUp,
    CampLetter,
    Participant,
    ProgrammeItem,
)
from maillage.activities.rules.calls import Plan
from maillage.activities.rules.eligibility import EMPLOYEES
from maillage.agreements.models import Agreement, Strand
from maillage.config.demo.files import told_in
from maillage.directory.models import Network, Organisation
from maillage.people.models import User

if TYPE_CHECKING:
    from maillage.activities.models import BootcampEdition, BootcampSeries, Criterion, Reviewer
    from maillage.agreements.models import Party

CALL_BEFORE = 90, 45  # days before the first one: the call opens, the call closes
LASTS = 4  # days after the first one
READERS = ("conseil.shawinigan@demo.maillage.example", "conseil.chambery@demo.maillage.example")
COORDINATOR = "coordination.shawinigan@demo.maillage.example"
CONSENT = "J’accepte que mes réponses soient lues sans mon nom, pour ce camp et à rien d’autre. (fictif)"
CONFLICT = "conflict"
STILL_IN_MAILBOXES = timedelta(days=8)  # older letters were read long ago
OPINIONS = (
    (5, 5, "Le plus utile : les repas."),
    (4, 5, ""),
    (5, 4, ""),
    (4, 4, "Un jour de plus."),
    (5, 5, ""),
    (3, 4, ""),
)


def build_bootcamps(*, now: datetime) -> None:
    """Those of content/demo/bootcamps.json."""
    told: dict[str, Any] = told_in("bootcamps.json")
    series = _series(told["series"])
    for row in told["editions"]:
        first = (
            date.fromisoformat(row["starts_on"])
            if "starts_on" in row
            else now.date() + timedelta(days=row["in_days"])
        )
        edition = _edition(series, told, row, first)
        applications = _applications(edition, row, first, now)
        if first <= now.date():
            _choose(edition, applications, row)
            _hold(edition, told["sessions"])
            _afterwards(edition, applications, row)
    CampLetter.objects.filter(written_at__lt=now - STILL_IN_MAILBOXES).update(sent_at=F("written_at"))


def _series(row: dict[str, str]) -> BootcampSeries:
    return operations.create_series(
        slug=row["slug"],
        name=row["name"],
        summary=row["summary"],
        organisation=Organisation.objects.get(slug=row["organisation"]),
        network=Network.objects.get(slug=row["network"]),
        agreement=Agreement.objects.get(slug=row["agreement"]),
        strand=Strand.objects.get(slug=row["strand"]),
    )


def _edition(
    series: BootcampSeries, told: dict[str, Any], row: dict[str, Any], first: date
) -> BootcampEdition:
    opens, closes = (
        datetime.combine(first - timedelta(days=days), time(hour))
        for days, hour in zip(CALL_BEFORE, (9, 17), strict=True)
    )
    edition = operations.create_edition(
        series_id=series.pk,
        number=row["number"],
        title=f"{series.name}, édition {row['number']}",
        plan=Plan(
            starts_on=first,
            ends_on=first + timedelta(days=LASTS),
            time_zone=row["zone"],
            place=row["place"],
            opens=opens,
            closes=closes,
            call_time_zone="America/Toronto",
            places=row.get("places", sum(row["quotas"].values())),
            quotas={
                party.pk: row["quotas"][party.shore] for party in series.agreement.parties.order_by("pk")
            },
            passes_on=True,
            confirm_days=7,
            questions=tuple(told["questions"]),
            criteria=tuple((name, weight) for name, weight in told["criteria"]),
            conditions=({"fact": EMPLOYEES, "at_most": 250},),
        ),
        now=_at(first, -120),
        is_fictitious=True,
    )
    operations.announce_activity(activity_id=edition.activity_id, now=_at(first, -100))
    return edition


def _at(first: date, days: int) -> datetime:
    """Noon, so many days from the first one."""
    return datetime.combine(first + timedelta(days=days), time(16), tzinfo=UTC)


def _applications(
    edition: BootcampEdition, row: dict[str, Any], first: date, now: datetime
) -> list[Application]:
    """One a day from the second day of the call, marked by the readers as told."""
    parties = {party.network_id: party for party in edition.series.agreement.parties.order_by("pk")}
    readers = [
        operations.assign_reviewer(edition_id=edition.pk, email=email, now=_at(first, -90))
        for email in READERS
    ]
    slugs = [person["slug"] for person in row["people"]]
    firms = Organisation.objects.prefetch_related("networks").in_bulk(slugs, field_name="slug")
    criteria = list(edition.criteria.order_by("position"))
    found = []
    for day, person in enumerate(row["people"]):
        moment = min(_at(first, 2 * day - 88), now - timedelta(hours=20 - day))
        firm = firms[person["slug"]]
        application = _apply(edition, person, firm, parties[firm.networks.all()[0].pk], moment)
        for reader, mark in zip(readers, person["marks"], strict=False):
            _mark(reader, application, criteria, mark, moment + timedelta(minutes=30))
        found.append(application)
    return found


def _apply(
    edition: BootcampEdition, person: dict[str, Any], firm: Organisation, party: Party, moment: datetime
) -> Application:
    draft = operations.ask_for_link(
        edition_id=edition.pk,
        email=f"direction.{firm.slug}@demo.maillage.example",
        language="fr-ca",
        now=moment,
        is_fictitious=True,
    )
    words = person.get(
        "answers", ["Un projet de la maison.", "Un vis-à-vis du même métier.", "Notre métier."]
    )
    return operations.submit_application(
        application_id=draft.pk,
        consent_text=CONSENT,
        now=moment,
        name=f"Direction de {firm.name} (fictif)",
        office="Direction",
        firm=firm.name,
        party=party,
        founded=person.get("founded"),
        employees=person.get("employees", firm.employees),
        stage=person.get("stage", "growth"),
        answers=[
            {"question": question, "answer": answer}
            for question, answer in zip(edition.questions, words, strict=True)
        ],
    )


def _mark(
    reader: Reviewer, application: Application, criteria: list[Criterion], mark: object, moment: datetime
) -> None:
    if mark == CONFLICT:
        operations.declare_conflict(reviewer=reader, application=application, now=moment)
    elif isinstance(mark, int):
        marks = {row.pk: (mark, "") for row in criteria}
        operations.give_marks(reviewer=reader, application=application, marks=marks, now=moment)


def _choose(edition: BootcampEdition, applications: list[Application], row: dict[str, Any]) -> None:
    """The list drawn up; who declines first, then who confirms: the next in line has a place by then."""
    first = edition.activity.starts_on
    operations.draw_up_list(edition_id=edition.pk, now=_at(first, -40))
    ends = [
        (application, person["end"]) for application, person in zip(applications, row["people"], strict=True)
    ]
    for application, end in ends:
        if end == "declined":
            operations.decline_place(application_id=application.pk, now=_at(first, -39))
    for application, end in ends:
        if end == "confirmed":
            operations.confirm_place(application_id=application.pk, now=_at(first, -38))


def _hold(edition: BootcampEdition, sessions: list[str]) -> None:
    """One session a day, with who was there: everybody, but for the last person on the last day."""
    first = edition.activity.starts_on
    people = list(Participant.objects.filter(activity=edition.activity).order_by("pk"))
    by = User.objects.get(email=COORDINATOR)
    for day, title in enumerate(sessions):
        item: ProgrammeItem = operations.add_item(
            activity_id=edition.activity_id,
            now=_at(first, -30),
            kind=ItemKind.SESSION,
            title=title,
            starts_at=_at(first, day),
            ends_at=_at(first, day) + timedelta(hours=2),
        )
        if edition.number < 4:  # noqa: PLR2004 - nobody kept the sheets of the first three
            continue
        for person in people:
            is_away = day == len(sessions) - 1 and person == people[-1]
            operations.note_attendance(
                item=item, participant=person, was_there=not is_away, by=by, now=_at(first, day)
            )


def _afterwards(edition: BootcampEdition, applications: list[Application], row: dict[str, Any]) -> None:
    """Opinions without names, then what became of each, as told; long ago nobody answered."""
    last = edition.activity.ends_on
    operations.plan_aftermath(edition_id=edition.pk, now=_at(last, 1))
    people = {application.pk: person for application, person in zip(applications, row["people"], strict=True)}
    asked = CampFollowUp.objects.filter(application__edition=edition).order_by("due_on", "pk")
    asked.update(asked_at=_at(last, 370))  # by letters read long ago
    for news in asked:
        moment = datetime.combine(news.due_on, time(16), tzinfo=UTC)
        person = people[news.application_id]
        said = dict(zip((3, 6, 12), person.get("said", ()), strict=False)).get(news.months, "")
        if said:
            operations.answer_camp_follow_up(
                follow_up_id=news.pk,
                situation=said,
                works_with_partner=person.get("partner", False),
                words=person.get("words", "") if news.months == 12 else "",  # noqa: PLR2004 - the last one
                now=moment + timedelta(days=2),
            )
    letters = CampLetter.objects.filter(application__edition=edition, matter="satisfaction").order_by("pk")
    if edition.number == 4:  # noqa: PLR2004 - the edition of the story
        for letter, (useful, run, words) in zip(letters, OPINIONS, strict=False):
            operations.give_satisfaction(letter_id=letter.pk, useful=useful, run=run, words=words)
