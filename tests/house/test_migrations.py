"""Migrations are named by a person, and know no code that will change after them."""

import re

from tests.house.places import PACKAGE, here, imported_modules, listed

UNNAMED = re.compile(r"_auto_\d|^\d{4}_(alter|remove|rename|add)_.+_and_more")
OUR_CODE = re.compile(r"^maillage\.(?!\w+\.migrations\b)")


def migrations():
    return [path for path in PACKAGE.glob("*/migrations/*.py") if path.name != "__init__.py"]


def test_every_migration_has_a_name():
    unnamed = [here(path) for path in migrations() if UNNAMED.search(path.stem)]

    assert not unnamed, listed(unnamed)


def test_no_migration_imports_the_application():
    importing = [
        f"{here(path, line)} imports {module}"
        for path in migrations()
        for module, line in imported_modules(path)
        if OUR_CODE.search(module)
    ]

    assert not importing, listed(importing)


def test_a_migration_changes_the_schema_or_the_data_never_both():
    mixed = []
    for path in migrations():
        text = path.read_text()
        fills = "RunPython(" in text
        shapes = re.search(r"migrations\.(CreateModel|AddField|AlterField|RemoveField|AddConstraint)\(", text)
        if fills and shapes:
            mixed.append(here(path))

    assert not mixed, listed(mixed)
