"""A drawing on paper wears what the sheets of the site say of it."""

from weasyprint import HTML

from maillage.ui.dressing import dress


def dressed(body, tag):
    page = HTML(string=f"<body>{body}</body>")
    dress(page.wrapper_element)
    return next(page.etree_element.iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


def test_colours_of_the_site_are_written_into_the_drawing_without_variables():
    path = dressed('<svg class="pic"><path class="thread f0" d="M0 0h9"/></svg>', "path")

    assert (path.get("fill"), path.get("stroke"), path.get("stroke-width")) == ("none", "#0e667c", "2.2")


def test_paper_is_white_even_where_the_page_is_snow():
    assert (
        dressed('<svg class="pic"><path class="ground" d="M0 0h9"/></svg>', "path").get("fill") == "#ffffff"
    )


def test_a_rule_that_looks_at_what_stands_around_the_drawing_holds():
    line = dressed('<ul class="ivals"><li class="ival"><svg><line class="rng"/></svg></li></ul>', "line")

    assert line.get("stroke-width") == "8"


def test_what_follows_the_text_is_in_ink():
    assert dressed('<svg class="icon"><path d="M0 0h9"/></svg>', "svg").get("stroke") == "#211a23"


def test_the_strongest_rule_wins():
    text = dressed('<svg class="pic tall"><text class="note">fin</text></svg>', "text")

    assert text.get("font-size") == "13px"
    assert text.get("font-family").startswith('"Source Sans"')


def test_nothing_is_a_link_inside_a_drawing_on_paper():
    assert dressed('<svg class="pic"><a href="/x/"><path class="bar" d="M0 0h9"/></a></svg>', "g") is not None
