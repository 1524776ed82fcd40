import gzip
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

STATIC = Path(__file__).parent.parent / "static" / "ui"


@pytest.fixture
def gallery(client):
    def visit(language):
        with translation.override(language):
            return client.get(reverse("ui:gallery"))

    return visit


@pytest.mark.parametrize(("language", "tag"), [("fr-ca", "fr-CA"), ("fr-fr", "fr-FR"), ("en", "en")])
def test_the_gallery_opens_in_every_language(gallery, language, tag):
    answer = gallery(language)

    assert answer.status_code == 200
    assert f'<html lang="{tag}">' in answer.text


def test_the_header_leads_to_the_same_page_in_the_other_languages(gallery):
    assert 'href="/en/composants/" lang="en" hreflang="en"' in gallery("fr-ca").text


def test_values_are_written_in_the_language_of_the_page(gallery):
    assert "250\u00a0000\u00a0$" in gallery("fr-ca").text
    assert "$250,000" in gallery("en").text


def test_drawings_place_their_points_with_a_decimal_point_in_french(gallery):
    assert 'x1="20.5%"' in gallery("fr-ca").text


def test_the_heaviest_page_of_the_system_stays_under_150_kb(gallery):
    sheets = b"".join(sheet.read_bytes() for sheet in STATIC.glob("*.css"))
    fonts = sum(font.stat().st_size for font in STATIC.rglob("*.woff2"))
    script_of_htmx = 17_000  # compressed

    assert (
        len(gzip.compress(gallery("fr-ca").content)) + len(gzip.compress(sheets)) + fonts + script_of_htmx
        < 150_000
    )
