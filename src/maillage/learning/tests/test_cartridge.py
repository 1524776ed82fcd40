"""Pages of a Common Cartridge: what they become, what is told, what is refused."""

import re
from contextlib import suppress
from html import escape, unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from maillage.learning.commands import modules_app
from maillage.learning.errors import UnreadableCartridge
from maillage.learning.rules.cartridge import LARGEST_PAGE, drafts_of
from maillage.learning.rules.content import ContentError, module_of
from maillage.learning.rules.from_html import Page
from maillage.learning.rules.rendering import html_of

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" identifier="m">
<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion></metadata>
<organizations><organization><item identifier="root">
 <item identifierref="r2"><title>Bien commencer</title></item>
 <item><title>Suite</title><item identifierref="r3"><title>Le test</title></item></item>
</item></organization></organizations>
<resources>
 <resource identifier="r1" type="webcontent" href="pages/annexe%20A.html"><file href="pages/annexe A.html"/></resource>
 <resource identifier="r2" type="webcontent" href="pages/debut.html"/>
 <resource identifier="r3" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment"/>
 <resource identifier="r4" type="imsdt_xmlv1p1"/>
 <resource identifier="r5" type="webcontent" href="image.png"/>
 <resource identifier="r6" type="webcontent" href="pages/perdue.html"/>
</resources></manifest>"""
PAGE = """<html><head><title>Rien</title><style>p {}</style></head><body>
<p>On <b>regarde </b>ce que l’on&nbsp;a, <a href="https://exemple.org/a">ici</a> ou <a href="$IMS-CC-FILEBASE$/b.html">là</a>.</p>
<h1>Compter</h1><ul><li>un<ol><li>deux</li></ol></li><li>trois *étoiles*</li></ul>
<table><tr><th>A</th><th>B</th></tr><tr><td>1 | 2</td></tr></table><p># pas un titre</p><img src="a.png" alt="Un plan"></body></html>"""
TOLD = """## Bien commencer

On **regarde** ce que l’on a, [ici](<https://exemple.org/a>) ou là.

## Compter

- un
  1. deux
- trois \\*étoiles\\*

| A | B |
|---|---|
| 1 \\| 2 |  |

\\# pas un titre
"""
TAGS = [
    "<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<b>", "</b>", "<a href='x'>",
    "</a>", "<pre>", "</pre>", "<h2>", "</h2>", "<br>",
]  # fmt: skip


def cartridge(files=None, manifest=MANIFEST):
    made = BytesIO()
    pages = {"pages/debut.html": PAGE, "pages/annexe A.html": "<p>Une annexe.</p>", "image.png": "x"}
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, text in ({"imsmanifest.xml": manifest} | (pages if files is None else files)).items():
            archive.writestr(name, text)
    made.seek(0)
    return made


def read(*told, **named):
    return drafts_of(cartridge(*told, **named), language="fr")


def test_each_page_becomes_a_draft_in_the_order_of_the_course():
    found = read()

    assert list(found.drafts) == ["bien-commencer", "annexe-a"]
    assert found.drafts["bien-commencer"].split("---\n\n")[1] == TOLD
    assert [note.split("\u00a0")[1] for note in found.left_out] == [
        "Le test",
        "r4",
        "image.png",
        "pages/perdue.html",
    ]
    assert found.lost == [
        "«\u00a0bien-commencer\u00a0»\u00a0: lien intérieur «\u00a0là\u00a0»",
        "«\u00a0bien-commencer\u00a0»\u00a0: image «\u00a0Un plan\u00a0»",
    ]


def test_a_draft_enters_once_an_author_has_filled_it_in():
    draft = read().drafts["bien-commencer"]

    with pytest.raises(ContentError):
        module_of(draft)
    filled = draft.replace("minutes: null", "minutes: 20").replace("gains: {}", 'gains: {"6.7": 2}')
    assert module_of(filled).fields["title"] == "Bien commencer"


@pytest.mark.parametrize(
    "file",
    [
        BytesIO(b"PK rien"),
        cartridge({"../dehors.html": "x"}),
        cartridge({"C:\\dehors.html": "x"}),
        cartridge({f"{n}.txt": "" for n in range(5_001)}),
        cartridge({"pages/debut.html": "a" * (LARGEST_PAGE + 1)}),
        cartridge({f"{n}.html": "a" * LARGEST_PAGE for n in range(26)}),
        cartridge(manifest="<manifest>"),
        cartridge(manifest='<!DOCTYPE a [<!ENTITY b "c">]><manifest/>'),
        cartridge(manifest="<manifest><metadata><schema>ADL SCORM</schema></metadata></manifest>"),
    ],
)
def test_what_is_no_cartridge_or_could_hurt_is_refused(file):
    with pytest.raises(UnreadableCartridge):
        drafts_of(file, language="fr")


@given(
    st.text(st.sampled_from("ab <>/#:|*_\n\0&;-1.![]"), max_size=40),
    st.lists(st.sampled_from(TAGS), max_size=12),
)
@example("<![>", ["<p>"])
@example("<![if-a]>", ["<p>"])
def test_any_page_is_a_draft_or_left_out(text, tags):
    page = "".join(f"{tag}{text}" for tag in tags)

    Page(page)
    with suppress(UnreadableCartridge):
        found = read({"pages/debut.html": page})
        assert len(found.drafts) + len(found.left_out) == 6


@given(
    st.lists(
        st.text(st.sampled_from("ab <>/#:|*_&;-+=1.)\\`[]!~"), min_size=1, max_size=12),
        min_size=1,
        max_size=4,
    )
)
def test_words_are_only_words(lines):
    """Whatever signs a text holds, a module shows them as they were."""
    page = Page(f"<p>{'<br>'.join(map(escape, lines))}</p><ul><li>{escape(lines[0])}</li></ul>")
    shown = re.sub(r"<[^>]*>", " ", html_of(page.text("T")))

    assert unescape(shown).split() == " ".join(["T", *lines, lines[0]] if page.text("T") else []).split()


def test_nothing_is_written_over_a_draft(tmp_path):
    file, folder = tmp_path / "cours.imscc", tmp_path / "modules"
    file.write_bytes(cartridge().read())

    first, second = (
        CliRunner().invoke(modules_app, ["convert", str(file), "--output", str(folder)]) for _time in range(2)
    )

    assert (first.exit_code, second.exit_code) == (0, 2), first.output
    assert "Brouillons\u00a0: 2." in first.stdout
    assert sorted(place.name for place in folder.iterdir()) == ["annexe-a.md", "bien-commencer.md"]
