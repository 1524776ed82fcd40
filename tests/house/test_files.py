"""Files stay small, speak of the project alone, and carry nobody's address."""

import re

from tests.house.places import ROOT, here, listed, tracked_files

LONGEST = 400
READ_BY_PEOPLE = {".py", ".html", ".css", ".js", ".sh"}
GENERATED_OR_BORROWED = re.compile(r"/migrations/|\.min\.|/vendor/")
TEXT = {*READ_BY_PEOPLE, ".md", ".toml", ".txt", ".yml", ".yaml", ".json", ".csv", ".po", ".svg", ".cfg", ""}
# Written in pieces, so that this file does not contain what it looks for.
MACHINE = re.compile(
    r"(?<![\w.~])/(?:"
    + "|".join(["ro" + r"ot/\w", "ho" + r"me/\w+/", "Us" + r"ers/\w+/", "wo" + r"rk/\w"])
    + ")"
)
REGISTRY = re.compile(
    "|".join(
        [
            "py" + r"pi\.org",
            "python" + "hosted",
            r"registry\.np" + "mjs",
            "--(?:extra-)?index" + "-url",
            "--find" + "-links",
        ]
    )
)


def text_files():
    return [path for path in tracked_files() if path.suffix in TEXT]


def test_no_file_is_longer_than_four_hundred_lines():
    long = [
        f"{here(path)}: {length} lines"
        for path in tracked_files()
        if path.suffix in READ_BY_PEOPLE and not GENERATED_OR_BORROWED.search(str(path.relative_to(ROOT)))
        if (length := len(path.read_text().splitlines())) > LONGEST
    ]

    assert not long, listed(long)


def test_no_file_names_a_machine_or_a_registry():
    named = [
        f"{here(path, number)}: {found[0]}"
        for path in text_files()
        if "tests" not in path.relative_to(ROOT).parts[:-1]  # tests invent people and their homes
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1)
        if (found := MACHINE.search(line) or REGISTRY.search(line))
    ]

    assert not named, listed(named)


def test_no_translation_nor_lock_file_of_a_tool_is_tracked():
    generated = [
        here(path)
        for path in tracked_files()
        if path.suffix == ".mo" or path.name in {"uv.lock", "pylock.toml"}
    ]

    assert not generated, listed(generated)
