"""Budget, turns to receive and firms welcomed, for the agreement of the first story: figures and firms are fictitious."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maillage.agreements import operations
from maillage.agreements.enums import HostingState, StayState
from maillage.agreements.models import Agreement, HostingYear, Notice, WelcomeHost
from maillage.common.days import months_after
from maillage.common.zones import day_of
from maillage.config.demo.files import told_in
from maillage.directory.enums import ROLES_THAT_SPEAK, Role
from maillage.directory.models import Membership, Organisation

if TYPE_CHECKING:
    from maillage.agreements.models import JointProject, Party, Stay
    from maillage.people.models import User

AGREEMENT_FILE = "agreement.json"


def build_crossings(*, now: datetime) -> None:
    agreement = Agreement.objects.get(slug=told_in(AGREEMENT_FILE)["slug"])
    parties = {party.shore: party for party in agreement.parties.select_related("network")}
    _add_money(agreement, parties, now)
    _add_turns(agreement, parties, now)
    _add_stays(agreement, now)


def _add_money(agreement: Agreement, parties: dict[str, Party], now: datetime) -> None:
    told, today = told_in("money.json"), day_of(now)
    for rate in told["rates"]:
        operations.note_rate(
            agreement=agreement,
            base=rate["base"],
            quote=rate["quote"],
            day=months_after(today, -rate["months_ago"]),
            rate=Decimal(rate["rate"]),
            source=rate["source"],
            is_fictitious=True,
        )
    _add_lines(agreement, parties, told["lines"], None, today)
    for row in told["projects"]:
        project = operations.add_project(
            agreement=agreement, name=row["name"], purpose=row["purpose"], is_fictitious=True
        )
        _add_lines(agreement, parties, row["lines"], project, today)


def _add_lines(
    agreement: Agreement,
    parties: dict[str, Party],
    rows: list[dict[str, Any]],
    project: JointProject | None,
    today: date,
) -> None:
    """`year` counts from this one; a line is in the currency of its shore unless it says another."""
    for row in rows:
        line = operations.LineTold(
            project=project,
            party=parties[row["shore"]],
            year=today.year + row["year"],
            kind=row["kind"],
            label=row["label"],
            amount=Decimal(row["amount"]) if row["amount"] else None,
            currency=row.get("currency", {"a": "CAD", "b": "EUR"}[row["shore"]]),
            day=months_after(today, -2),
            source=row["source"],
        )
        operations.add_line(agreement=agreement, told=line)


def _add_turns(agreement: Agreement, parties: dict[str, Party], now: datetime) -> None:
    """From the first year to the next one, each shore in its turn; the years that are facts are told apart."""
    told, today = told_in("rotation.json"), day_of(now)
    skipped, turn = told["skipped"], told["first_shore"]
    for year in range(told["first"], today.year + 2):
        is_skipped = year == skipped["year"]
        operations.write_year(
            agreement=agreement,
            year=year,
            state=HostingState.SKIPPED if is_skipped else HostingState.PLANNED,
            host=None if is_skipped else parties[turn],
            reason=skipped["reason"] if is_skipped else "",
            day=date(year, 1, 1),
            is_fictitious=year not in told["facts"],
        )
        if not is_skipped:
            turn = "b" if turn == "a" else "a"
    _swap(agreement, parties["a"], told["swap"], now)
    held = agreement.hosting_years.filter(state=HostingState.PLANNED, year__lte=today.year)
    for hosting in held.select_related("host").order_by("year"):
        _hold(hosting)


def _swap(agreement: Agreement, party: Party, told: dict[str, Any], now: datetime) -> None:
    years = [day_of(now).year + ahead for ahead in told["years_ahead"]]
    first, second = agreement.hosting_years.filter(year__in=years).order_by("year")
    operations.swap_years(
        first_id=first.pk,
        second_id=second.pk,
        reason=told["reason"],
        by=_person(party.network.slug, role=Role.COORDINATOR),
        now=now.replace(year=first.year - 1, month=6, day=3, hour=15, minute=0),
    )


def _hold(hosting: HostingYear) -> None:
    operations.change_year(
        hosting_id=hosting.pk,
        state=HostingState.HELD,
        host=hosting.host,
        reason="",
        day=date(hosting.year, 12, 31),
        read_revision=hosting.revision,
    )


def _person(network: str, *, role: Role) -> User:
    rows = Membership.objects.filter(network__slug=network, role=role).order_by("pk")
    return rows.select_related("user")[:1].get().user


def _speaker(organisation: Organisation) -> User:
    rows = Membership.objects.filter(organisation=organisation, role__in=ROLES_THAT_SPEAK).order_by("pk")
    return rows.select_related("user")[:1].get().user


def _add_stays(agreement: Agreement, now: datetime) -> None:
    told = told_in("stays.json")
    for row in told["hosts"]:
        organisation = Organisation.objects.get(slug=row["organisation"])
        operations.open_welcome(
            organisation=organisation,
            network=organisation.networks.order_by("pk")[:1].get(),
            places=row["places"],
            services=row["services"],
        )
    for row in told["stays"]:
        _live(agreement, row, now)


def _live(agreement: Agreement, row: dict[str, Any], now: datetime) -> None:
    """Asked; and, when the file tells what came of it, lived to its first follow-up."""
    firm = Organisation.objects.get(slug=row["firm"])
    host = WelcomeHost.objects.get(organisation__slug=row["host"])
    ended = "kind" in row
    months = -row["months_ago"]
    starts_on = months_after(day_of(now), months if ended else 2)
    days = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=row["days"])}
    before = starts_on - timedelta(days=40) if ended else day_of(now) - timedelta(days=2)
    asked_at = datetime.combine(before, time(15, 10), tzinfo=now.tzinfo)
    stay = operations.ask_stay(
        agreement=agreement,
        host=host,
        firm=firm,
        strand=None,
        purpose=row["purpose"],
        needs=row["needs"],
        wished_from=days["starts_on"],
        wished_until=days["ends_on"],
        consents=True,
        by=_speaker(firm),
        now=asked_at,
    )
    if ended:
        _accept_and_end(stay, row, days, asked_at)


def _accept_and_end(stay: Stay, row: dict[str, Any], days: dict[str, date], asked_at: datetime) -> None:
    by, over = _speaker(stay.host.organisation), asked_at + timedelta(days=40 + row["days"])
    operations.accept_stay(
        stay_id=stay.pk,
        services=row["services"],
        note="",
        by=by,
        now=asked_at + timedelta(days=4),
        **days,
    )
    for target, at in [(StayState.UNDER_WAY, asked_at + timedelta(days=40)), (StayState.ENDED, over)]:
        operations.move_stay(stay_id=stay.pk, target=target, note="", by=by, now=at)
    for state in (StayState.ASKED, StayState.ACCEPTED):
        operations.announce_stay(stay_id=stay.pk, state=state, now=asked_at)
    Notice.objects.filter(stay=stay).update(sent_at=over)  # read long ago
    assert stay.asked_by is not None
    operations.tell_what_came(
        follow_up_id=stay.follow_ups.get(months=3).pk,
        kind=row["kind"],
        words=row["words"],
        by=stay.asked_by,
        now=over + timedelta(days=95),
    )
