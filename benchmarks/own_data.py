"""A database of the benchmarks' own: never the developer's, kept from one run to the next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from maillage.common.postgres.places import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).resolve().parent
KEPT_CHOICES = frozenset({"MAILLAGE_POSTGRES"})


def own_environment(name: str) -> dict[str, str]:
    """The environment of everything that is measured: a deployment with its defaults, on the data folder `name`.

    The folder stands beside the site's own data. What the developer chose for herself is left out; sums take one core,
    as `maillage` itself sets.
    """
    chosen = {key for key in os.environ if key.startswith("MAILLAGE_")} - KEPT_CHOICES | {"DATABASE_URL"}
    kept = {key: value for key, value in os.environ.items() if key not in chosen}
    folder = data_folder(os.environ).with_name(name)
    return kept | {
        "MAILLAGE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "maillage.config.settings",
        "OPENBLAS_NUM_THREADS": "1",
    }


def run_module(module: str, *arguments: str, environment: Mapping[str, str], given: str = "") -> str:
    """What `python -m module` prints when it reads `given`; its standard error goes to ours.

    Raises CalledProcessError when it fails.
    """
    result = subprocess.run(  # noqa: S603 - our own modules, an argument list, no shell
        [sys.executable, "-m", module, *arguments],
        cwd=HERE,
        env=dict(environment),
        input=given,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return result.stdout


def maillage_program() -> str:
    """The command `maillage` of the environment that runs this."""
    return str(Path(sys.executable).with_name("maillage"))


def lab(
    verb: str, problem: Mapping[str, Any], environment: Mapping[str, str], *options: str
) -> dict[str, Any]:
    """What `maillage lab verb` answers to a problem. Raises CalledProcessError when it fails."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "problem.json"
        source.write_text(json.dumps(problem), encoding="utf-8")
        said = subprocess.run(  # noqa: S603 - our own program, an argument list, no shell
            [maillage_program(), "lab", verb, f"--input={source}", *options, "--json"],
            env=dict(environment),
            stdout=subprocess.PIPE,
            check=True,
        )
    answer: dict[str, Any] = json.loads(said.stdout)
    return answer
