import logging
from io import BytesIO

from django.test import RequestFactory
from pypdf import PdfReader

from maillage.ui.paper import pdf


def test_paper_wears_every_sheet_of_our_style(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        answer = pdf(RequestFactory().get("/"), "ui/paper.html", {}, name="Étude de cas")

    assert [record.message for record in caplog.records if "Failed" in record.message] == []
    fonts = PdfReader(BytesIO(answer.content)).pages[0]["/Resources"]["/Font"].values()
    assert any("Bricolage" in font.get_object()["/BaseFont"] for font in fonts)
    assert answer.headers["Content-Disposition"] == 'inline; filename="etude-de-cas.pdf"'
