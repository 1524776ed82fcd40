"""Reports on paper: tagged for those who listen, one page for those who have a minute."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from maillage.outcomes.rules.addresses import report_address
from maillage.outcomes.tests.told import story, target

pytestmark = pytest.mark.django_db


def paper_at(client, address):
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def elements(node):
    """Every element of the structure of a paper."""
    node = node.get_object()
    yield node
    below = node.get("/K", [])
    for child in below if isinstance(below, list) else [below]:
        if hasattr(child.get_object(), "keys"):
            yield from elements(child)


def test_a_report_on_paper_is_tagged_in_its_language_and_says_its_drawings(client):
    told = story()
    target(told.initiative)

    paper = paper_at(client, report_address("initiative", told.initiative.slug, paper=True))

    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert "Plus numérique" in paper.metadata.title
    found = list(elements(root["/StructTreeRoot"]))
    kinds = {element.get("/S") for element in found}
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= kinds
    alternatives = [element.get("/Alt", "") for element in found if element.get("/S") == "/Figure"]
    assert all(alternatives)
    assert any("De la contribution à la retombée" in said for said in alternatives)
    text = "".join(page.extract_text() for page in paper.pages)
    assert "Aluminerie" in text
    assert "Comment nous comptons" in text


def test_one_page_is_one_page(client):
    told = story()

    paper = paper_at(client, reverse("outcomes:one_page_paper", args=[told.network.slug]))

    assert len(paper.pages) == 1
    width, height = (round(float(side) / 72 * 25.4) for side in paper.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)
