"""What the commands of several contexts share."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from maillage.common.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

UNREADABLE = 2  # exit code


@contextmanager
def faults_told() -> Iterator[None]:
    """A file that cannot be read, or that says what cannot be, ends the command with a sentence."""
    try:
        yield
    except (OSError, ValueError, Refusal) as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(UNREADABLE) from fault
