"""Outcomes read from a file: all of them, or none and a report. The same line again changes nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.activities.models import Activity
from maillage.agreements.models import Agreement, Strand
from maillage.common.refusals import Refusal
from maillage.directory.models import Network, Organisation, Territory
from maillage.directory.operations import ImportIsRefused, ImportReport, read_official_file
from maillage.directory.rules.lines import Line, LineIsRefused, noted, refused
from maillage.initiatives.models import Initiative
from maillage.initiatives.models.recorded import LONGEST_REASON
from maillage.outcomes.enums import Origin
from maillage.outcomes.errors import UnknownNetwork
from maillage.outcomes.models import Outcome, Statement
from maillage.outcomes.operations.outcomes import declare_outcome, restate, whence_of
from maillage.outcomes.queries.outcomes import is_proved
from maillage.outcomes.rules.outcome_table import OutcomeLine, check_columns, outcome_line
from maillage.outcomes.rules.statements import certainty_from, check
from maillage.outcomes.rules.whence import Whence

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

PLACES: dict[str, tuple[Any, str]] = {
    "organisation": (Organisation, "slug"),
    "initiative": (Initiative, "slug"),
    "agreement": (Agreement, "slug"),
    "strand": (Strand, "slug"),
    "activity": (Activity, "slug"),
    "territory": (Territory, "path"),
}


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One import: into whose book, when, and what it has to say."""

    network: Network
    report: ImportReport
    now: datetime
    day: date
    seen: set[str] = field(default_factory=set)


@transaction.atomic
def import_outcomes(*, path: Path, network_slug: str, now: datetime, day: date) -> ImportReport:
    """Declare the outcomes of a file in the book of a network; say again those whose line changed.

    What a person corrected or withdrew since is hers: the file leaves it, and the report says so. Raises UnknownNetwork,
    FileIsUnreadable, FileIsTruncated, and ImportIsRefused with every line that cannot be.
    """
    network = Network.objects.select_related("territory").filter(slug=network_slug).first()
    if network is None:
        raise UnknownNetwork(slug=network_slug)
    table = read_official_file(path)
    report = ImportReport(counts={"created": 0, "updated": 0, "unchanged": 0})
    report.remarks.extend(table.broken)
    turn = Turn(network=network, report=report, now=now, day=day)
    for line in table.lines if _reads(table.columns, path, report) else ():
        try:
            with transaction.atomic():
                told = outcome_line(line)
                report.counts[_keep(turn, told, line)] += 1
        except (LineIsRefused, Refusal) as fault:
            report.remarks.append(refused(line, line.get("reference"), str(fault)))
    if report.refusals:
        raise ImportIsRefused(report=report)
    return report


def _reads(columns: frozenset[str], path: Path, report: ImportReport) -> bool:
    """Whether the header lets the lines be understood; the report says why not."""
    try:
        check_columns(columns)
    except LineIsRefused as fault:
        report.remarks.append(refused(Line(file=path.name, number=1, cells={}), "", str(fault)))
        return False
    return True


def _keep(turn: Turn, told: OutcomeLine, line: Line) -> str:
    """What became of a line: created, updated or unchanged. Raises LineIsRefused, and what declaring raises."""
    if told.reference in turn.seen:
        raise LineIsRefused(_("référence déjà plus haut dans le fichier"))
    turn.seen.add(told.reference)
    known = (
        Outcome.objects.select_for_update(of=("self",))
        .filter(network=turn.network, reference=told.reference)
        .first()
    )
    whence = _whence(told)
    if known is None:
        declare_outcome(
            network=turn.network,
            kind=told.kind,
            said=told.said,
            whence=whence,
            origin=Origin.IMPORTED,
            reference=told.reference,
            by=None,
            now=turn.now,
            day=turn.day,
        )
        return "created"
    if known.kind != told.kind or any(getattr(known, name) != getattr(whence, name) for name in told.places):
        raise LineIsRefused(_("cette référence est déjà celle d’une autre retombée"))
    return _say_again(turn, known, told, line)


def _say_again(turn: Turn, known: Outcome, told: OutcomeLine, line: Line) -> str:
    current = Statement.objects.current().filter(outcome=known).first()
    said = asdict(told.said)
    if current is not None and all(getattr(current, name) == value for name, value in said.items()):
        return "unchanged"
    if current is None or current.recorded_by_id is not None:
        reason = _("corrigée ou retirée depuis par une personne : laissée telle quelle")
        turn.report.remarks.append(noted(line, told.reference, reason))
        return "unchanged"
    check(known.kind, told.said, begins=whence_of(known).begins(), day=turn.day)
    certainty = certainty_from(has_proof=is_proved(known.pk), kind=known.kind, origin=known.origin)
    changes = said | {"certainty": certainty, "verified_by": None}
    reason = _("Importée de nouveau : %(file)s") % {"file": line.file}
    restate(current, reason=reason[:LONGEST_REASON], by=None, now=turn.now, **changes)
    return "updated"


def _whence(told: OutcomeLine) -> Whence:
    """The rows at these addresses. Raises LineIsRefused."""
    found: dict[str, Any] = {}
    for name, address in told.places.items():
        model, key = PLACES[name]
        row = model.objects.filter(**{key: address}).first()
        if row is None:
            facts = {"address": address, "column": name}
            raise LineIsRefused(_("« %(address)s » n’est pas connu (colonne « %(column)s »)") % facts)
        found[name] = row
    return Whence(**found)
