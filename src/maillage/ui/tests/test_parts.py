import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent / "templates"
STYLES = Path(__file__).parent.parent / "static" / "ui"
ALL = sorted(TEMPLATES.rglob("*.html"))
PARTS = sorted((TEMPLATES / "ui" / "parts").glob("*.html"))


def name(path):
    return path.name


@pytest.mark.parametrize("part", PARTS, ids=name)
def test_a_part_says_what_it_takes(part):
    assert re.match(r"{% comment %} .*(Takes .+|Takes nothing)\. {% endcomment %}\n", part.read_text())


@pytest.mark.parametrize("template", ALL, ids=name)
def test_a_template_holds_neither_style_nor_script(template):
    text = template.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text)
    assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("template", ALL, ids=name)
def test_a_part_is_included_with_only_what_it_takes(template):
    includes = re.findall(r"{% include (.*?)%}", template.read_text())

    assert [include for include in includes if not include.rstrip().endswith(" only")] == []


@pytest.mark.parametrize("part", PARTS, ids=name)
def test_a_part_is_drawn_somewhere(part):
    users = [text for template in ALL if f"ui/parts/{part.name}" in (text := template.read_text())]
    named_in_code = f'"ui/parts/{part.name}"' in (TEMPLATES.parent / "forms.py").read_text()

    assert users or named_in_code


@pytest.mark.parametrize("sheet", sorted(STYLES.glob("*.css")), ids=name)
def test_a_style_sheet_asks_nothing_from_outside(sheet):
    addresses = re.findall(r"url\([\"']?([^\"')]+)", sheet.read_text())

    assert [address for address in addresses if address.startswith(("http", "//"))] == []


def test_the_entry_imports_every_sheet_but_the_gallery_s():
    imported = re.findall(r'@import url\("([\w-]+\.css)"\);', (STYLES / "maillage.css").read_text())

    assert set(imported) | {"maillage.css", "gallery.css"} == {sheet.name for sheet in STYLES.glob("*.css")}
