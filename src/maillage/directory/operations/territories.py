"""Import places from official files: read, refuse, plan, write, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.directory.enums import Country
from maillage.directory.errors import FileIsTruncated, TooMuchIsMissing, WrongColumns, WrongCountry
from maillage.directory.operations.reference import load_territories
from maillage.directory.operations.reports import ImportIsRefused, ImportReport, Progress, silent
from maillage.directory.operations.territory_table import carry_out, known_places
from maillage.directory.rules.places import (
    KINDS,
    ROOTS,
    SUCCESSION_TITLE,
    Place,
    Succession,
    kind_of,
    places_in,
    successions_in,
    tells_successions,
)
from maillage.directory.rules.plans import Plan, empty_holders, is_too_much, orphans, planned, told_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from maillage.directory.rules.lines import OfficialFile
    from maillage.directory.rules.places import Key
    from maillage.directory.rules.plans import Known

EXAMPLES = 5


@dataclass(kw_only=True)
class Reading:
    """What all the files say together."""

    places: list[Place] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)
    listed_levels: set[str] = field(default_factory=set)


@transaction.atomic
def import_territories(
    *,
    country: str,
    files: Sequence[OfficialFile],
    on: date,
    partial: bool = False,
    accept_missing: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Make the places of a country what these files say, as of that day. All or nothing; a second run changes nothing.

    A place that changed its name or its holder keeps both in its history; a code that left the list is merged into
    the one that a file of changes gives, else withdrawn. With `partial`, files may be extracts: nothing leaves.
    Raises WrongColumns, WrongCountry, FileIsTruncated, TooMuchIsMissing, or ImportIsRefused with its report.
    """
    progress(_("Référence"), 0, 1)
    load_territories()
    report = ImportReport()
    reading = _read(country, files, report, progress)
    known = known_places(ROOTS[country])
    wanted, twice = told_once(reading.places)
    report.remarks += [*twice, *orphans(wanted, known)]
    if report.refusals:
        raise ImportIsRefused(report=report)
    if partial:
        reading.listed_levels.clear()
    else:
        _refuse_a_cut_file(files, wanted, known)
    plan = planned(
        root=ROOTS[country],
        wanted=wanted,
        known=known,
        listed_levels=reading.listed_levels,
        successions=reading.successions,
    )
    if not accept_missing:
        _refuse_a_great_loss(plan, known, reading.listed_levels)
    carry_out(
        plan,
        country=country,
        on=on,
        is_first=not any(key[0] == "municipality" for key in known),
        progress=progress,
    )
    report.counts = plan.counts
    return report


def _read(country: str, files: Sequence[OfficialFile], report: ImportReport, progress: Progress) -> Reading:
    reading = Reading()
    for done, file in enumerate(files):
        progress(_("Lecture des fichiers"), done, len(files))
        report.remarks += file.broken
        kind = kind_of(file.columns)
        if kind is not None:
            if kind.country != country:
                raise WrongCountry(file=file.name, country=Country(country).label)
            places, remarks = places_in(file.lines, kind.read)
            reading.places += places
            reading.listed_levels |= kind.lists
        elif tells_successions(file.columns):
            successions, remarks = successions_in(file.lines)
            reading.successions += successions
        else:
            expected = ", ".join([*(known.title for known in KINDS), SUCCESSION_TITLE])
            raise WrongColumns(file=file.name, columns=", ".join(sorted(file.columns)), expected=expected)
        report.remarks += remarks
    return reading


def _refuse_a_cut_file(
    files: Sequence[OfficialFile], wanted: Mapping[Key, Place], known: Mapping[Key, Known]
) -> None:
    empty = empty_holders(wanted, known)
    if empty:
        shown = ", ".join(empty[:EXAMPLES])
        reason = _("aucune commune pour %(count)s territoires (%(names)s…)") % {
            "count": len(empty),
            "names": shown,
        }
        raise FileIsTruncated(file=", ".join(file.name for file in files), reason=reason)


def _refuse_a_great_loss(plan: Plan, known: Mapping[Key, Known], listed_levels: set[str]) -> None:
    counted = [row for row in known.values() if row.is_current and row.key[0] in listed_levels]
    if is_too_much(len(plan.withdrawn), len(counted)):
        examples = ", ".join(f"{row.name} ({row.key[1]})" for row in plan.withdrawn[:EXAMPLES])
        raise TooMuchIsMissing(missing=len(plan.withdrawn), known=len(counted), examples=examples)
