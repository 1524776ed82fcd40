"""requirements.txt answers pyproject.toml: each dependency named there is pinned here, in a version it accepts.

Asks no index: what a registry offers today changes nothing.
"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    pins = (ROOT / "requirements.txt").read_text()
    pinned: dict[str, str] = {canonicalize_name(name): version for name, version in PIN.findall(pins)}
    mistakes = [mistake for line in named if (mistake := _mistake_in(Requirement(line), pinned))]
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
