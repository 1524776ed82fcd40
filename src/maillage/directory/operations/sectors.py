"""Import classifications and crosswalks from official files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.directory.enums import Scheme
from maillage.directory.errors import FileIsTruncated, TooMuchIsMissing, WrongColumns
from maillage.directory.operations.class_tables import (
    class_ids,
    known_classes,
    store_classes,
    store_links,
    stored_links,
)
from maillage.directory.operations.reference import load_sectors, shipped_links
from maillage.directory.operations.reports import ImportIsRefused, ImportReport, Progress, silent
from maillage.directory.rules.class_plans import homeless, merged, settled
from maillage.directory.rules.classes import (
    CLASS_FILES,
    ClassFile,
    Heading,
    Link,
    class_file_of,
    headings_and_links,
    uncovered,
    with_shares,
)
from maillage.directory.rules.plans import is_too_much

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maillage.directory.rules.class_plans import ClassRow
    from maillage.directory.rules.classes import Code
    from maillage.directory.rules.lines import OfficialFile

Links = dict[tuple[Scheme, Scheme], list[Link]]


@transaction.atomic
def import_sectors(
    *, files: Sequence[OfficialFile], partial: bool = False, progress: Progress = silent
) -> ImportReport:
    """Make the classifications and their links what the files say. All or nothing; a second run changes nothing.

    Headings never disappear; links between two classifications become those of the file that lists them.
    With `partial`, files may be extracts: nothing has to be covered and no link is removed.
    Raises WrongColumns, FileIsTruncated, TooMuchIsMissing, or ImportIsRefused with its report.
    """
    progress(_("Référence"), 0, 1)
    load_sectors()
    before = known_classes()
    report = ImportReport()
    headings, links = _read(files, before, report, partial=partial, progress=progress)
    after = settled(merged(before, headings), {})
    report.remarks += homeless(after, headings)
    if report.refusals:
        raise ImportIsRefused(report=report)
    progress(_("Écriture des rubriques"), 0, len(after))
    report.counts = store_classes(before, after) | dict.fromkeys(
        ("links_created", "links_updated", "links_removed"), 0
    )
    for schemes, ours in shipped_links(after).items():
        if schemes in links or schemes == (Scheme.NACE_2, Scheme.NAF_2):
            links[schemes] = [*ours, *links[schemes]]
    for done, (schemes, told) in enumerate(links.items(), start=1):
        progress(_("Écriture des correspondances"), done, len(links))
        if not partial:
            _refuse_a_great_loss(schemes, told)
        for kind, count in store_links(schemes, told, keeps_others=partial).items():
            report.counts[kind] += count
    return report


def _read(
    files: Sequence[OfficialFile],
    before: Mapping[Code, ClassRow],
    report: ImportReport,
    *,
    partial: bool,
    progress: Progress,
) -> tuple[list[Heading], Links]:
    headings: list[Heading] = []
    links: Links = defaultdict(list)
    for done, file in enumerate(files):
        progress(_("Lecture des fichiers"), done, len(files))
        kind = class_file_of(file.columns)
        if kind is None:
            expected = ", ".join(known.title for known in CLASS_FILES)
            raise WrongColumns(file=file.name, columns=", ".join(sorted(file.columns)), expected=expected)
        found, linked, remarks = headings_and_links(file.lines, kind.read)
        if not partial and not remarks and not file.broken:
            _refuse_a_cut_file(file.name, kind, found, before)
        headings += found
        if kind.links:
            links[kind.links] += with_shares(linked)
        report.remarks += [*file.broken, *remarks]
    return headings, links


def _refuse_a_cut_file(
    name: str, kind: ClassFile, headings: Iterable[Heading], before: Mapping[Code, ClassRow]
) -> None:
    told = {heading.code for heading in headings if heading.scheme == kind.covers}
    expected = [row.code for row in before.values() if row.scheme == kind.covers and row.level == kind.level]
    missing = uncovered(kind, told, expected)
    if missing:
        reason = _("rien sous %(codes)s") % {"codes": ", ".join(missing[:8])}
        raise FileIsTruncated(file=name, reason=reason)


def _refuse_a_great_loss(schemes: tuple[Scheme, Scheme], told: Iterable[Link]) -> None:
    ids = class_ids()
    wanted = {(ids.get(link.source), ids.get(link.target)) for link in told}
    stored = stored_links(schemes)
    gone = [ends for ends in stored if ends not in wanted]
    if is_too_much(len(gone), len(stored)):
        codes = {pk: code for (_scheme, code), pk in ids.items()}
        examples = ", ".join(f"{codes[source]} → {codes[target]}" for source, target in gone[:3])
        raise TooMuchIsMissing(missing=len(gone), known=len(stored), examples=examples)
