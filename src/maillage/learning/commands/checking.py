"""What `maillage modules check` writes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import typer
from django.utils.translation import gettext as _

from maillage.learning.bridge.trying import Answer, tried
from maillage.learning.operations.checking import check_learning
from maillage.learning.rules.links import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from maillage.learning.rules.links import Link


def check(folder: Path, *, online: bool) -> bool:
    """Say what was found, file by file. Whether nothing is a fault."""
    checked = check_learning(folder)
    findings = [*checked.findings, *(_answers(checked.outside) if online else [])]
    for where, rows in groupby(sorted(findings), key=lambda row: row.where):
        typer.echo(where)
        for row in rows:
            typer.echo(f"  {row.said}" if row.is_fault else _("  à regarder : %(said)s") % {"said": row.said})
    faults = sum(row.is_fault for row in findings)
    told = {
        "faults": faults,
        "looks": len(findings) - faults,
        "links": len({row.address for row in checked.outside}),
    }
    typer.echo(_("Fautes : %(faults)s ; à regarder : %(looks)s ; adresses extérieures : %(links)s.") % told)
    return not faults


def _answers(links: Sequence[Link]) -> list[Finding]:
    """Of the pages that are no longer there, and of those that only a person can look at."""
    answers = tried(link.address for link in links if link.address.startswith(("https://", "http://")))
    found = []
    for link in links:
        answer, words = answers.get(link.address, (Answer.THERE, ""))
        told = {"address": link.address, "words": words}
        if answer is Answer.GONE:
            said = _("« %(address)s » n’y est plus (%(words)s)") % told
            found.append(Finding(where=link.where, said=said))
        elif answer is Answer.UNSURE:
            said = _("« %(address)s » n’a pas répondu comme il faut (%(words)s)") % told
            found.append(Finding(where=link.where, said=said, is_fault=False))
    return found
