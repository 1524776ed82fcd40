"""Modules and paths hold their form: what they say of themselves, their blocks, what they rest on, their typography."""

import json
import re
from datetime import date

import pytest
import yaml

from maillage.learning.operations.checking import check_learning
from tests.house.places import ROOT
from tests.house.test_typography import mistakes_in

CONTENT = ROOT / "content"
SHORTEST, LONGEST = 20, 45  # minutes
FEWEST_BLOCKS, MOST_BLOCKS = 5, 10
PARTS = {"exercice", "quiz", "gabarit", "discussion", "animation"}  # each module has all of them
MORE_PARTS = {"corrige", "video", "image", "transcription"}
TOLD = {
    "id", "version", "title", "summary", "minutes", "language", "audience", "gains", "requires", "author",
    "reviewed_on", "sources",
}  # fmt: skip
WITHOUT_HTTPS = {
    "martin.zinkevich.org",
    "www.les-pieds-dans-la-toile.fr",
    "www.ofarcy.net",
}  # as they were read
MANY = 200
OPENING = re.compile(r"^::: (\w+)(?: (.+))?$")
CLOSING = ":::"


def module_of(path):
    """What a file says of itself, and its text."""
    head, text = path.read_text().removeprefix("---\n").split("\n---\n", 1)
    return yaml.safe_load(head), text


@pytest.fixture(scope="module")
def modules():
    return {path.stem: module_of(path) for path in sorted((CONTENT / "modules").glob("*.md"))}


@pytest.fixture(scope="module")
def paths():
    return {
        path.stem: yaml.safe_load(path.read_text()) for path in sorted((CONTENT / "paths").glob("*.yaml"))
    }


@pytest.fixture(scope="module")
def skills():
    framework = json.loads((CONTENT / "skills" / "framework.json").read_text())
    roles = json.loads((CONTENT / "skills" / "roles.json").read_text())
    competences = {row["code"] for area in framework["areas"] for row in area["competences"]}
    return competences, {role["slug"] for role in roles["roles"]}


@pytest.fixture(scope="module")
def items():
    files = (CONTENT / "items").glob("area*.json")
    return {row["id"] for path in files for row in json.loads(path.read_text())}


def parts_of(text):
    """(name, what follows it) of each part; raises AssertionError when one is not closed."""
    found, opened = [], []
    for line in text.splitlines():
        if opening := OPENING.match(line):
            opened.append(opening[1])
            found.append((opening[1], opening[2] or ""))
        elif line.strip() == CLOSING:
            assert opened, "closed before it was opened"
            opened.pop()
    assert not opened, f"not closed: {opened}"
    return found


def test_a_module_says_all_of_itself(modules, skills):
    competences, roles = skills

    def is_sound(name, told):
        levels = {**told["gains"], **told["requires"]}
        return (
            set(told) == TOLD
            and told["id"] == name
            and SHORTEST <= told["minutes"] <= LONGEST
            and told["language"] == "fr"
            and set(told["audience"]) <= roles
            and set(levels) <= competences
            and set(levels.values()) <= {1, 2, 3, 4}
            and told["gains"]
            and all(told["requires"].get(code, 0) <= level for code, level in told["gains"].items())
            and (told["reviewed_on"] is None or isinstance(told["reviewed_on"], date))
        )

    assert [name for name, (told, _text) in modules.items() if not is_sound(name, told)] == []


def test_what_is_said_has_a_page_that_was_read(modules):
    assert [name for name, (told, _text) in modules.items() if not told["sources"]] == []


def test_all_that_is_named_is_there_and_every_link_has_its_form():
    """As `maillage modules check` says it, without the network."""
    checked = check_learning(CONTENT)

    assert [finding for finding in checked.findings if finding.is_fault] == []
    looks = {finding.said.split("/")[2] for finding in checked.findings}
    assert looks == WITHOUT_HTTPS
    assert len(checked.outside) > MANY


def test_a_module_has_every_part_and_few_blocks(modules, items):
    faults = {}
    for name, (_told, text) in modules.items():
        found = parts_of(text)
        kinds = {kind for kind, _rest in found}
        asked = {code for kind, rest in found if kind == "quiz" for code in rest.split()}
        blocks = len(re.findall(r"^## ", text, flags=re.MULTILINE))
        told = [PARTS - kinds, kinds - PARTS - MORE_PARTS, asked - items]
        if any(told) or not FEWEST_BLOCKS <= blocks <= MOST_BLOCKS or re.search(r"<[/\w](?!ttps?:)", text):
            faults[name] = (told, blocks)

    assert faults == {}


def test_an_exercise_has_its_answer(modules):
    def counted(text, kind):
        return [name for name, _rest in parts_of(text)].count(kind)

    assert [
        n for n, (_t, text) in modules.items() if counted(text, "exercice") != counted(text, "corrige")
    ] == []


def test_a_path_is_made_of_modules_and_ends_where_it_began(modules, paths, skills):
    competences, roles = skills
    for name, path in paths.items():
        named = [code for row in path["modules"] for code in [row["id"], *row.get("alternatives", [])]]
        assert (path["id"], set(named) - set(modules)) == (name, set())
        assert len({row["id"] for row in path["modules"]}) == len(path["modules"])
        assert path["role"] is None or path["role"] in roles
        assert set(path["assessment"]["before"]) | set(path["assessment"]["after"]) <= competences
        assert (CONTENT / "paths" / path["guide"]).is_file()


def test_what_a_module_rests_on_is_gained_before_it_or_is_asked_of_everybody(modules, paths):
    """Level 1 is asked of whoever begins; level 2, of areas 1 to 5, is measured before."""
    late = [
        (name, row["id"], code)
        for name, path in paths.items()
        for place, row in enumerate(path["modules"])
        for code, level in modules[row["id"]][0]["requires"].items()
        if level > 1 and code.startswith("6.")
        if not any(
            modules[before["id"]][0]["gains"].get(code, 0) >= level for before in path["modules"][:place]
        )
    ]

    assert late == []


def test_modules_and_guides_are_well_set(modules):
    texts = {name: text for name, (_told, text) in modules.items()}
    texts |= {path.name: path.read_text() for path in (CONTENT / "paths").glob("[a-z]*.md")}

    assert {
        name: mistakes
        for name, text in texts.items()
        if (mistakes := {m for line in prose(text) for m in mistakes_in(line)})
    } == {}


def prose(text):
    """Lines of words: neither parts nor tables' rules nor code."""
    return [
        re.sub(r"`[^`]*`|\]\([^)]*\)|\*+|(?<=\dM)[$€]|(?<=M)[$€]", "", line).strip("| ")
        for line in text.splitlines()
        if not line.startswith((":::", "|-", "|:", "---"))
    ]
