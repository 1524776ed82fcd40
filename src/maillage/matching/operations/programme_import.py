"""Programmes read from a file: all of them, or none and a report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.common.text import sort_key
from maillage.directory.enums import Country, OrganisationKind, TerritoryLevel
from maillage.directory.errors import FileIsTruncated, FileIsUnreadable
from maillage.directory.models import Network, Organisation, Territory
from maillage.directory.operations import (
    ImportIsRefused,
    ImportReport,
    admit_organisation,
    create_network,
    create_organisation,
    read_official_file,
)
from maillage.directory.operations.reports import silent
from maillage.directory.rules.lines import Line, LineIsRefused, Remark, noted, refused
from maillage.matching.enums import CatalogueFormat
from maillage.matching.errors import UnknownNetwork
from maillage.matching.models import Programme
from maillage.matching.operations.programmes import publish_programme, revise_programme
from maillage.matching.queries.programmes import french_places, taken_in_charge, territories_at
from maillage.matching.rules.conditions import leaves_of
from maillage.matching.rules.content_programmes import content_programme
from maillage.matching.rules.programme_table import csv_programme, json_programme
from maillage.matching.rules.programmes import check_draft
from maillage.matching.rules.tee import departments_named, tee_programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from maillage.directory.operations.reports import Progress
    from maillage.matching.rules.programmes import Place, ProgrammeDraft

NAME_OF_THE_CATALOGUE = "Catalogue des programmes d’aide"
CATALOGUE = "programmes"  # the network that holds a catalogue nobody else holds


@transaction.atomic
def import_programmes(
    *,
    path: Path,
    format: str,  # noqa: A002 - the word of the command
    now: datetime,
    network_slug: str = "",
    progress: Progress = silent,
) -> ImportReport:
    """Store the programmes of a file: new ones published, known ones revised, the others left alone.

    A catalogue may be a folder of files. A programme that a person revised is hers: no file changes it any more.
    Raises ImportIsRefused when a line cannot be understood, UnknownNetwork, FileIsUnreadable or FileIsTruncated.
    """
    report = ImportReport(counts={"created": 0, "updated": 0, "unchanged": 0})
    drafts = list(_drafts(path, format, report))
    if report.refusals:
        raise ImportIsRefused(report=report)
    network = _network(network_slug)
    known = dict(Programme.objects.order_by("pk").values_list("slug", "pk"))
    kept = taken_in_charge()
    holders: dict[str, Organisation] = {}
    for done, (line, draft) in enumerate(drafts, start=1):
        if draft.slug in kept:
            report.counts["unchanged"] += 1
            report.remarks.append(
                noted(line, draft.slug, _("révisé depuis par une personne : laissé tel quel"))
            )
        elif draft.slug in known:
            changed = revise_programme(programme_id=known[draft.slug], draft=draft, now=now)
            report.counts["updated" if changed else "unchanged"] += 1
        else:
            if draft.operator not in holders:
                holders[draft.operator] = _holder(draft.operator, network)
            publish_programme(draft=draft, organisation=holders[draft.operator], network=network, now=now)
            report.counts["created"] += 1
        progress(_("Programmes"), done, len(drafts))
    return report


def _drafts(path: Path, format: str, report: ImportReport) -> Iterator[tuple[Line, ProgrammeDraft]]:  # noqa: A002 - as above
    """The programmes of the lines that can be understood; what is said of the others goes to the report."""
    places = french_places()
    seen: set[str] = set()
    pairs = list(_records(path, format, report))
    read = [(line, _draft(line, record, format, places, report)) for line, record in pairs]
    known = territories_at(place for _line, draft in read if draft for place in draft.places_served)
    for line, draft in read:
        if draft is None:
            continue
        why = _wrong_with(draft, seen, known)
        seen.add(draft.slug)
        if why:
            report.remarks.append(refused(line, draft.slug, why))
        else:
            yield line, draft


def _wrong_with(draft: ProgrammeDraft, seen: set[str], known: Mapping[str, Territory]) -> str:
    if draft.slug in seen:
        return _("identifiant déjà plus haut dans le fichier")
    strangers = sorted(draft.places_served - set(known))
    return _("territoire inconnu : « %(name)s »") % {"name": strangers[0]} if strangers else ""


def _draft(
    line: Line,
    record: Any,
    format: str,  # noqa: A002 - as above
    places: Mapping[str, Place],
    report: ImportReport,
) -> ProgrammeDraft | None:
    code = str(record.get("slug") or record.get("id") or "") if isinstance(record, dict) else ""
    try:
        draft = _read(record, format, places)
        check_draft(draft)
    except LineIsRefused as fault:
        report.remarks.append(refused(line, code, str(fault)))
        return None
    if format == CatalogueFormat.TEE:
        report.remarks.extend(_notes(line, draft, departments_named(record, places)))
    return draft


def _read(record: Any, format: str, places: Mapping[str, Place]) -> ProgrammeDraft:  # noqa: A002 - as above
    if format == CatalogueFormat.CSV:
        return csv_programme(record)
    if not isinstance(record, dict):
        raise LineIsRefused(_("un objet est attendu"))
    if format == CatalogueFormat.CATALOGUE:
        return content_programme(record)
    return tee_programme(record, places) if format == CatalogueFormat.TEE else json_programme(record)


def _notes(line: Line, draft: ProgrammeDraft, departments: Iterable[str]) -> Iterator[Remark]:
    """What a reader of the report should know of a line that was understood."""
    for name in departments:
        reason = _("« %(name)s » est un département, donné comme région : compris comme département")
        yield noted(line, draft.slug, reason % {"name": name})
    for leaf in leaves_of(draft.condition):
        if "statement" in leaf:
            yield noted(
                line, draft.slug, _("à confirmer par une personne : %(text)s") % {"text": leaf["text"]}
            )


def _records(path: Path, format: str, report: ImportReport) -> Iterator[tuple[Line, Any]]:  # noqa: A002 - as above
    if format == CatalogueFormat.CSV:
        table = read_official_file(path)
        report.remarks.extend(table.broken)
        yield from ((line, line.cells) for line in table.lines)
        return
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        for number, record in enumerate(_json(file, format), start=1):
            yield Line(file=file.name, number=number, cells={}), record


def _json(path: Path, format: str) -> list[Any]:  # noqa: A002 - as above
    try:
        records = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise FileIsUnreadable(file=path.name, reason=fault.strerror or str(fault)) from fault
    except UnicodeDecodeError as fault:
        raise FileIsUnreadable(file=path.name, reason=_("il n’est pas en UTF-8")) from fault
    except json.JSONDecodeError as fault:
        reason = _("JSON interrompu à la ligne %(line)s") % {"line": fault.lineno}
        raise FileIsTruncated(file=path.name, reason=reason) from fault
    if format == CatalogueFormat.CATALOGUE and isinstance(records, dict):
        records = records.get("programmes")
    if not isinstance(records, list) or not records:
        raise FileIsUnreadable(file=path.name, reason=_("une liste d’objets est attendue"))
    return records


def _network(slug: str) -> Network:
    """The network of this address; without one, the catalogue's own, opened the first time."""
    network = Network.objects.filter(slug=slug or CATALOGUE).first()
    if network is not None:
        return network
    if slug:
        raise UnknownNetwork(slug=slug)
    country = Territory.objects.get(country=Country.FRANCE, level=TerritoryLevel.COUNTRY)
    return create_network(
        slug=CATALOGUE,
        name=NAME_OF_THE_CATALOGUE,
        territory=country,
        contact_email=settings.DEFAULT_FROM_EMAIL,
    )


def _holder(operator: str, network: Network) -> Organisation:
    """The organisation that has this name, entered when nobody did."""
    found = Organisation.objects.active().filter(sort_key=sort_key(operator)).order_by("pk").first()
    if found is None:
        found = create_organisation(name=operator, kind=OrganisationKind.PUBLIC_SERVICE)
    return admit_organisation(organisation_id=found.pk, network=network)
