import json

import pytest
import typer

from maillage.directory.tests.factories import NetworkFactory
from maillage.matching.commands import match
from maillage.matching.tests.factories import OfferFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offers():
    for number in range(12):
        OfferFactory(text=f"Traduction et correction, formule {number}.", visibility="public")
    return OfferFactory(title="Étuis étanches", text="Étuis contre l’humidité.", visibility="network")


def test_json_is_one_object_and_nothing_else(offers, capsys):
    match(text="humidité", network_slug=offers.network.slug, most=5, as_json=True)

    printed = json.loads(capsys.readouterr().out)
    assert printed["words_only"] is True
    assert [row["title"] for row in printed["offers"]] == ["Étuis étanches"]
    assert printed["offers"][0]["reasons"]


def test_without_a_network_the_public_alone_is_searched(offers, capsys):
    match(text="humidité", network_slug="", most=5, as_json=True)

    assert json.loads(capsys.readouterr().out)["offers"] == []


def test_a_reader_gets_a_table(offers, capsys):
    match(text="humidité", network_slug=offers.network.slug, most=5, as_json=False)

    assert "Étuis étanches" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "network", "words"),
    [("humidité", "inconnu", "« inconnu » n’existe pas"), ("  ", "", "Dites en une phrase")],
)
def test_a_mistake_is_one_line_and_exit_code_two(text, network, words, capsys):
    NetworkFactory(slug="chambery")

    with pytest.raises(typer.Exit) as stop:
        match(text=text, network_slug=network, most=5, as_json=True)

    printed = capsys.readouterr()
    assert stop.value.exit_code == 2
    assert words in printed.err.replace("\u00a0", " ")
    assert printed.out == ""
