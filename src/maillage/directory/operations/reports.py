"""What an import answers: what it changed, and what it has to say line by line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from maillage.directory.rules.lines import Remark

Progress = Callable[[str, int, int], None]  # step, done, total


def silent(_step: str, _done: int, _total: int) -> None:
    """No progress shown."""


@dataclass(kw_only=True)
class ImportReport:
    """Counts by kind of change, in the order they are told, and remarks in the order of the files."""

    counts: dict[str, int] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def refusals(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.is_refusal]

    @property
    def changes_nothing(self) -> bool:
        return not any(count for kind, count in self.counts.items() if kind != "unchanged")

    def write(self, path: Path) -> None:
        """Line by line, as JSON when the name ends so, else as CSV."""
        rows = [asdict(remark) for remark in self.remarks]
        if path.suffix.lower() == ".json":
            path.write_text(
                json.dumps({"counts": self.counts, "lines": rows}, ensure_ascii=False, indent=1) + "\n"
            )
            return
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(("file", "line", "code", "reason", "refused"))
            writer.writerows(
                (row["file"], row["number"], row["code"], row["reason"], row["is_refusal"]) for row in rows
            )


class ImportIsRefused(Refusal):
    """Some lines cannot be understood: the whole import is refused, and the report says which and why."""

    message = _("Rien n’a été importé. Lignes refusées : %(lines)s. Corrigez-les, puis relancez.")

    def __init__(self, *, report: ImportReport) -> None:
        super().__init__(lines=len(report.refusals))
        self.report = report
