import logging
from io import BytesIO

from django.test import RequestFactory
from pypdf import PdfReader

from maillage.ui.paper import pdf
from maillage.ui.typesetting import typeset


def test_paper_wears_every_sheet_of_our_style(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        answer = pdf(RequestFactory().get("/"), "ui/paper.html", {}, name="Étude de cas")

    assert [record.message for record in caplog.records if "Failed" in record.message] == []
    fonts = PdfReader(BytesIO(answer.content)).pages[0]["/Resources"]["/Font"].values()
    assert any("Bricolage" in font.get_object()["/BaseFont"] for font in fonts)
    assert answer.headers["Content-Disposition"] == 'inline; filename="etude-de-cas.pdf"'


def test_a_drawing_keeps_its_colour_and_its_stroke_on_paper():
    drawing = '<svg class="pic" viewBox="0 0 9 9"><path class="thread f0" d="M0 3h9"/></svg>'

    (page,) = PdfReader(BytesIO(typeset(f"<body>{drawing}</body>"))).pages

    lake = " ".join(str(round(channel / 255, 6)) for channel in (0x0E, 0x66, 0x7C))
    assert f"{lake} RG\n2.2 w".encode() in page.get_contents().get_data()
