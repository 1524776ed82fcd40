"""What authors write is shown, and nothing else."""

import pytest

from maillage.learning.rules.rendering import html_of


def test_html_of_an_author_is_shown_as_text():
    assert "<script>" not in html_of("<script>alert(1)</script>\n\nDu <b>gras</b>.")
    assert "&lt;b&gt;" in html_of("Du <b>gras</b>.")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///x"]
)
def test_a_link_leads_to_a_page_or_is_none(address):
    assert "<a " not in html_of(f"[ici]({address})")


def test_a_link_to_a_page_says_nothing_of_where_one_comes_from():
    assert 'href="https://exemple.test/" rel="noopener noreferrer"' in html_of("[ici](https://exemple.test/)")


def test_a_picture_of_another_site_is_not_asked_for():
    assert "<img" not in html_of("![vue](https://exemple.test/x.png)")


def test_a_table_may_be_pushed_aside_on_a_phone():
    assert '<div class="table-wrap" tabindex="0"><table class="table">' in html_of("| A |\n|---|\n| 1 |\n")


def test_titles_stay_under_those_of_the_page():
    assert html_of("# Haut\n\n#### Bas") == "<h3>Haut</h3>\n<h4>Bas</h4>\n"


def test_a_corner_that_names_nothing_is_no_heading():
    assert html_of("| | B |\n|---|---|\n| 1 | 2 |\n").count("<th>") == 1
