"""Where things are, for the tests of the house."""

import ast
import os
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src/maillage"
KEPT_ASIDE = re.compile(r"^(\.(?!ci$|editorconfig$|gitignore$)|__pycache__$)")  # caches, environments


@cache
def floors() -> tuple[frozenset[str], ...]:
    """Top to bottom, as the import contract says them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return tuple(frozenset(name.strip(" ()") for name in layer.split("|")) for layer in layers)


def height(context: str) -> int:
    """0 is the ground; two contexts of the same floor do not know each other."""
    return next(
        len(floors()) - position for position, names in enumerate(floors(), start=1) if context in names
    )


@cache
def tracked_files() -> tuple[Path, ...]:
    """What the repository holds or is about to hold; without git, whatever is not a cache."""
    listing = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]
    try:
        names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    except (OSError, subprocess.CalledProcessError):
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and not _is_aside(path))
    return tuple(path for name in names if name and (path := ROOT / os.fsdecode(name)).is_file())


def _is_aside(path: Path) -> bool:
    return any(KEPT_ASIDE.search(part) for part in path.relative_to(ROOT).parts)


def python_files(*, with_tests: bool = False) -> list[Path]:
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if with_tests or not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts)
    )


def templates() -> list[Path]:
    return sorted(path for path in PACKAGE.glob("*/templates/**/*") if path.is_file())


def template_name(path: Path) -> str:
    return str(Path(*path.relative_to(PACKAGE).parts[2:]))


def context_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def here(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT)}{f':{line}' if line else ''}"


def listed(faults: Iterable[str]) -> str:
    """One fault a line, for the message of an assertion."""
    return "\n" + "\n".join(sorted(faults))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def dotted(node: ast.AST) -> str:
    """`timezone.now` for the expression of that name; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (start := dotted(node.value)):
        return f"{start}.{node.attr}"
    return ""


def imported_modules(path: Path) -> Iterator[tuple[str, int]]:
    """Every module this file imports, as written, with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
