"""Templates: parts say what they take, nothing is unused, nothing is inline."""

import re

from tests.house.places import PACKAGE, here, listed, python_files, template_name, templates

FIRST_COMMENT = re.compile(r"^\{% comment %\}\s*\S[\s\S]*?\{% endcomment %\}")
NAMED = re.compile(r"""["']([\w./-]+\.(?:html|txt|xml|svg))["']""")
INCLUDE = re.compile(r"\{%\s*include\b[^%]*%\}")
COMMENT = re.compile(r"\{% comment %\}[\s\S]*?\{% endcomment %\}|\{#.*?#\}|<!--[\s\S]*?-->")
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|<script\b(?![^>]*\bsrc=)|javascript:""",
    re.IGNORECASE,
)
# Templates that a library asks for by their name alone.
ASKED_BY_LIBRARIES = re.compile(
    r"^(account|allauth|mfa|socialaccount|usersessions|django|registration)/|^(400|403|404|500)\.html$|^403_csrf\.html$"
)


def source(path):
    return COMMENT.sub("", path.read_text())


def test_every_part_says_what_it_takes():
    silent = [
        here(path)
        for path in templates()
        if "/parts/" in str(path) and not FIRST_COMMENT.search(path.read_text())
    ]

    assert not silent, listed(silent)


def test_every_part_is_included_with_only():
    leaking = [
        f"{here(path)}: {include}"
        for path in templates()
        if path.suffix == ".html"
        for include in INCLUDE.findall(source(path))
        if not re.search(r"\bonly\s*%\}$", include)
    ]

    assert not leaking, listed(leaking)


def test_no_template_is_unused():
    named = {name for path in (*templates(), *python_files()) for name in NAMED.findall(path.read_text())}
    named |= {name.removesuffix(".txt") + "_subject.txt" for name in named if name.endswith(".txt")}
    prefixes = _names_that_python_completes()
    unused = [
        here(path)
        for path in templates()
        if (name := template_name(path)) not in named
        and not ASKED_BY_LIBRARIES.search(name)
        and not any(re.fullmatch(prefix, name) for prefix in prefixes)
    ]

    assert not unused, listed(unused)


def _names_that_python_completes() -> list[str]:
    """ "matching/mail/{state}.txt" names every template of that shape."""
    shape = re.compile(r"""["']([\w./-]*\{[^"']*\.(?:html|txt|xml|svg))["']""")
    found = [name for path in python_files() for name in shape.findall(path.read_text())]
    return ["[^/]+".join(re.escape(piece) for piece in re.split(r"\{[^}]*\}", name)) for name in found]


def test_every_template_that_is_named_exists():
    ours = {template_name(path) for path in templates()}
    contexts = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    missing = [
        f"{here(path)} names {name}"
        for path in (*templates(), *python_files())
        for name in NAMED.findall(path.read_text())
        if name.split("/")[0] in contexts and "/" in name and not name.endswith(".svg") and name not in ours
    ]

    assert not missing, listed(missing)


def test_no_style_script_nor_handler_is_written_inside_a_page():
    inline = [
        f"{here(path)}: {found.group().strip()}"
        for path in templates()
        if path.suffix == ".html"
        for found in INLINE.finditer(source(path))
    ]

    assert not inline, listed(inline)
