"""What a person may set, type or see running is written down; what is written down exists."""

import ast
import importlib
import re

import typer.core
from django.conf import global_settings
from procrastinate.contrib.django import app as jobs

from tests.house.places import PACKAGE, ROOT, dotted, here, listed, python_files, tree

SETTINGS_PAGE = ROOT / "docs/reference/reglages.md"
COMMANDS_PAGE = ROOT / "docs/reference/commandes.md"
SETTINGS = (PACKAGE / "config/settings.py", PACKAGE / "config/sign_in.py")
VARIABLE = re.compile(r"(MAILLAGE_[A-Z_]+|DATABASE_URL)")
READ_BY_LIBRARIES = re.compile(
    r"^(ACCOUNT|ALLAUTH|SOCIALACCOUNT|MFA|USERSESSIONS|HEADLESS|PROCRASTINATE|PGHISTORY|PGTRIGGER|WHITENOISE)_"
    r"|^(CONTENT_SECURITY_POLICY|EMAIL_FILE_PATH|ROOT_URLCONF)$"
)


def test_every_environment_variable_is_documented_and_read():
    read = {
        node.value
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and VARIABLE.fullmatch(node.value)
    }

    assert set(VARIABLE.findall(SETTINGS_PAGE.read_text())) == read


def test_every_choice_of_the_environment_is_used():
    declared = {
        field.target.id
        for node in ast.walk(tree(PACKAGE / "config/environment.py"))
        if isinstance(node, ast.ClassDef) and node.name == "Environment"
        for field in node.body
        if isinstance(field, ast.AnnAssign)
    }
    used = {name for path in SETTINGS for name in re.findall(r"ENVIRONMENT\.(\w+)", path.read_text())}

    assert declared - used == set()


def test_every_setting_of_ours_is_used():
    assigned = {
        target.id
        for settings in SETTINGS
        for node in ast.walk(tree(settings))
        if isinstance(node, ast.Assign)
        for assigned_to in node.targets
        for target in ast.walk(assigned_to)
        if isinstance(target, ast.Name) and target.id.isupper()
    }
    ours = {
        name for name in assigned if not hasattr(global_settings, name) and not READ_BY_LIBRARIES.search(name)
    }
    used = {
        node.attr
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and dotted(node.value).rpartition(".")[2] == "settings"
    }
    used |= {
        node.id
        for settings in SETTINGS
        for node in ast.walk(tree(settings))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }

    assert ours - used == set()


def test_every_command_is_documented_and_exists():
    typed = _commands(
        typer.main.get_command(importlib.import_module("maillage.config.command_line").app), "maillage"
    )
    managed = {f"maillage manage {path.stem}" for path in PACKAGE.glob("*/management/commands/[!_]*.py")}
    documented = set(re.findall(r"^#+ `(maillage [a-z -]+?)`", COMMANDS_PAGE.read_text(), re.MULTILINE))

    assert documented == typed | managed


def _commands(command: typer.core.TyperCommand | typer.core.TyperGroup, name: str) -> set[str]:
    if not isinstance(command, typer.core.TyperGroup):
        return {name}
    return {leaf for child, below in command.commands.items() for leaf in _commands(below, f"{name} {child}")}


def test_every_task_is_documented_and_exists():
    ours = {name for name, task in jobs.tasks.items() if task.func.__module__.startswith("maillage.")}
    documented = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", COMMANDS_PAGE.read_text(), re.MULTILINE))

    assert documented == ours


def test_every_task_is_asked_for_somewhere():
    named = {
        node.value
        for path in python_files()
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        and dotted(call.func).rpartition(".")[2] in {"later", "later_each", "periodic"}
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    forgotten = {
        name
        for name, task in jobs.tasks.items()
        if task.func.__module__.startswith("maillage.") and name not in named and not _is_periodic(name)
    }

    assert forgotten == set()


def _is_periodic(name: str) -> bool:
    return any(name == task for task, _periodic_id in jobs.periodic_registry.periodic_tasks)


def test_every_link_between_documents_leads_somewhere():
    dead = [
        f"{here(page)} → {link}"
        for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
        for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text())
        if "://" not in link and not link.startswith("mailto:") and not (page.parent / link).exists()
    ]

    assert not dead, listed(dead)


def test_every_verb_of_make_exists_where_it_is_written():
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    written = {
        (verb, here(page))
        for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
        for verb in re.findall(r"`make ([a-z-]+)`", page.read_text())
    }

    assert {(verb, page) for verb, page in written if verb not in verbs} == set()
