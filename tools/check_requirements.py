"""requirements.txt answers pyproject.toml: each dependency named there is pinned here, in a version it accepts.

And what is pinned is all there is: a package installed by hand would let a check pass here that fails elsewhere.
The licence of each is told.

Asks no index: what a registry offers today changes nothing.
"""

import re
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LICENCES = ROOT / "docs" / "reference" / "licences.md"
COME_WITH_THE_ENVIRONMENT = {"pip", "setuptools", "maillage"}
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)
ROW = re.compile(r"^\| \**([A-Za-z0-9._-]+)\** \|", re.MULTILINE)


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    pins = (ROOT / "requirements.txt").read_text()
    pinned: dict[str, str] = {canonicalize_name(name): version for name, version in PIN.findall(pins)}
    mistakes = [mistake for line in named if (mistake := _mistake_in(Requirement(line), pinned))]
    here = {canonicalize_name(package.name) for package in distributions()}
    mistakes += [
        f"{name} is installed here and not in requirements.txt: name it in pyproject.toml, or remove .venv"
        for name in sorted(here - pinned.keys() - COME_WITH_THE_ENVIRONMENT)
    ]
    told = {canonicalize_name(name) for name in ROW.findall(LICENCES.read_text())}
    mistakes += [
        f"{name} has no line in docs/reference/licences.md" for name in sorted(here & pinned.keys() - told)
    ]
    if "://" in pins:
        mistakes.append("requirements.txt records an address")
    print("\n".join(mistakes), end="\n" if mistakes else "")
    return bool(mistakes)


def _mistake_in(wanted: Requirement, pinned: dict[str, str]) -> str | None:
    version = pinned.get(canonicalize_name(wanted.name))
    if version is None:
        return f"{wanted.name} is not in requirements.txt: make requirements"
    if not wanted.specifier.contains(version, prereleases=True):
        return f"{wanted} but requirements.txt pins {version}: make requirements"
    return None


if __name__ == "__main__":
    sys.exit(main())
