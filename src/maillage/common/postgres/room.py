"""Telling a full disk from any other failure."""

import os
import shutil
from pathlib import Path

from maillage.common.postgres.errors import DiskFull, PostgresError

FULL_BELOW = 16 * 2**20  # bytes: one journal segment of PostgreSQL
SIGNS = ("No space left on device", "Disk quota exceeded")


def explained(folder: Path, said: str, otherwise: PostgresError) -> PostgresError:
    """DiskFull when the failure comes from there – even when there was no room left to log it –, else `otherwise`."""
    there = next(step for step in (folder, *folder.parents) if os.access(step, os.F_OK))
    free = shutil.disk_usage(there).free
    if free < FULL_BELOW or any(sign in said for sign in SIGNS):
        return DiskFull(folder=folder, free=free // 2**20, said=said)
    return otherwise
