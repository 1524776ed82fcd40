"""Write headings and links: only what differs from what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from maillage.directory.models import IndustryClass, IndustryLink
from maillage.directory.rules.class_plans import ClassRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maillage.directory.enums import Scheme
    from maillage.directory.rules.classes import Code, Link

BATCH = 2000


def known_classes() -> dict[Code, ClassRow]:
    """Every stored heading."""
    rows = IndustryClass.objects.order_by("pk").values_list(
        "scheme", "code", "level", "parent__code", "path", "title_fr", "title_en", "sort_key"
    )
    return {
        (scheme, code): ClassRow(
            scheme=scheme, code=code, level=level, parent=parent or "", path=path, title_fr=title_fr,
            title_en=title_en, sort_key=key,
        )
        for scheme, code, level, parent, path, title_fr, title_en, key in rows
    }  # fmt: skip


def store_classes(before: Mapping[Code, ClassRow], after: Mapping[Code, ClassRow]) -> dict[str, int]:
    """Create and update the headings that differ, the widest first."""
    created = [row for key, row in after.items() if key not in before]
    updated = [row for key, row in after.items() if key in before and before[key] != row]
    ids = class_ids()
    for level in sorted({row.level for row in (*created, *updated)}):
        rows = [row for row in (*created, *updated) if row.level == level]
        IndustryClass.objects.bulk_create(
            [_instance(row, ids) for row in rows],
            update_conflicts=True,
            unique_fields=["scheme", "code"],
            update_fields=["level", "parent", "path", "title_fr", "title_en", "sort_key"],
            batch_size=BATCH,
        )
        ids = class_ids()
    unchanged = len(after) - len(created) - len(updated)
    return {"created": len(created), "updated": len(updated), "unchanged": unchanged}


def _instance(row: ClassRow, ids: Mapping[Code, int]) -> IndustryClass:
    return IndustryClass(
        scheme=row.scheme, code=row.code, level=row.level, path=row.path, title_fr=row.title_fr, sort_key=row.sort_key,
        title_en=row.title_en, parent_id=ids[row.scheme, row.parent] if row.parent else None,
    )  # fmt: skip


def class_ids() -> dict[Code, int]:
    rows = IndustryClass.objects.order_by("pk").values_list("scheme", "code", "pk")
    return {(scheme, code): pk for scheme, code, pk in rows}


def stored_links(schemes: tuple[Scheme, Scheme]) -> dict[tuple[int, int], tuple[int, bool]]:
    """Links from the first classification to the second: {(source, target): (link, is_partial)}."""
    rows = IndustryLink.objects.filter(Q(source__scheme=schemes[0], target__scheme=schemes[1])).order_by("pk")
    return {
        (source, target): (pk, part)
        for pk, source, target, part in rows.values_list("pk", "source_id", "target_id", "is_partial")
    }


def add_links(schemes: tuple[Scheme, Scheme], links: Iterable[Link]) -> int:
    """Store the links that are not there yet; returns how many. A link between headings we lack is left out."""
    stored, wanted = stored_links(schemes), _between_stored_headings(links)
    new = [ends for ends in wanted if ends not in stored]
    IndustryLink.objects.bulk_create(
        [
            IndustryLink(source_id=source, target_id=target, is_partial=wanted[source, target])
            for source, target in new
        ],
        batch_size=BATCH,
    )
    return len(new)


def store_links(
    schemes: tuple[Scheme, Scheme], links: Sequence[Link], *, keeps_others: bool
) -> dict[str, int]:
    """Make the links between two classifications what these say. With `keeps_others`, none is removed."""
    stored, wanted = stored_links(schemes), _between_stored_headings(links)
    changed = [ends for ends, part in wanted.items() if ends in stored and stored[ends][1] != part]
    gone = [] if keeps_others else [pk for ends, (pk, _) in stored.items() if ends not in wanted]
    for part in (True, False):
        pks = [stored[ends][0] for ends in changed if wanted[ends] is part]
        IndustryLink.objects.filter(pk__in=pks).update(is_partial=part)
    IndustryLink.objects.filter(pk__in=gone).delete()
    new = add_links(schemes, links)
    return {"links_created": new, "links_updated": len(changed), "links_removed": len(gone)}


def _between_stored_headings(links: Iterable[Link]) -> dict[tuple[int, int], bool]:
    """{(source, target): is_partial}; when two links have the same ends, the last one tells."""
    ids = class_ids()
    return {
        (ids[link.source], ids[link.target]): link.is_partial
        for link in links
        if link.source in ids and link.target in ids
    }
