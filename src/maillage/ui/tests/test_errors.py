import pytest
from django.template.loader import render_to_string
from django.utils import translation


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_a_breakdown_is_told_without_any_context(name):
    with translation.override("fr-ca"):
        page = render_to_string(name)

    assert '<html lang="fr-CA">' in page
    assert "<h1>" in page


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("403.html", "Cette page ne vous est pas ouverte"),
        ("403_csrf.html", "Nous n’avons pas reçu votre envoi"),
        ("404.html", "Rien à cette adresse"),
        ("429.html", "Trop d’essais de suite"),
    ],
)
def test_a_refusal_says_what_happened_and_where_to_go(name, title, rf):
    with translation.override("fr-ca"):
        page = render_to_string(name, request=None)

    assert f"<h1>{title}</h1>" in page
    assert 'href="/fr-ca/"' in page
