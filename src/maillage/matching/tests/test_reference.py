"""The reference of needs: what is in the repository holds together, and what would not is refused."""

import csv
import json

import pytest
from django.conf import settings

from maillage.matching.bridge.reference import BadReferenceError, known_kinds, read_kinds

ROW = {
    "id": "toit",
    "strand": "energy",
    "label_fr": "Toiture",
    "label_en": "Roofing",
    "symptoms": ["il pleut dans l'atelier"],
    "solution_words": ["couverture"],
    "solution_text": "Réfection de toitures.",
    "helps": ["partner"],
    "not": ["murs"],
}
NEIGHBOUR = ROW | {"id": "murs", "symptoms": ["le mur est fissuré"], "not": ["toit"]}


def folder_with(tmp_path, *rows, strand="energy"):
    (tmp_path / f"{strand}.json").write_text(json.dumps(rows), encoding="utf-8")
    return tmp_path


def test_the_reference_in_the_repository_holds_together():
    kinds = known_kinds()

    assert len(kinds) >= 146
    assert min(len(kind.symptoms) for kind in kinds) >= 12


def test_each_strand_of_the_reference_is_one_of_the_demonstration():
    with (settings.CONTENT / "demo/offers.csv").open(encoding="utf-8") as offers:
        strands = {row["strand"] for row in csv.DictReader(offers)}

    assert {kind.strand for kind in known_kinds()} == strands


def test_kinds_are_read_in_the_order_of_their_file(tmp_path):
    kinds = read_kinds(folder_with(tmp_path, ROW, NEIGHBOUR))

    assert [kind.id for kind in kinds] == ["toit", "murs"]
    assert kinds[0].solution == ("Toiture", "Réfection de toitures. couverture. Roofing.")


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([ROW, ROW], "written twice: toit"),
        ([ROW], "not a neighbour: murs"),
        ([ROW | {"not": ["toit"]}], "not a neighbour: toit"),
        ([ROW, NEIGHBOUR | {"symptoms": ROW["symptoms"]}], "symptom written twice"),
        ([ROW | {"symptoms": []}, NEIGHBOUR], "symptoms is empty"),
        ([ROW | {"label_en": " "}, NEIGHBOUR], "label_en is empty"),
        ([ROW | {"helps": ["magic"]}, NEIGHBOUR], "magic"),
        ([ROW | {"colour": "red"}, NEIGHBOUR], "colour"),
        ([ROW | {"strand": "youth"}, NEIGHBOUR], "is of strand youth"),
    ],
)
def test_what_would_not_hold_is_refused(tmp_path, rows, why):
    with pytest.raises(BadReferenceError, match=why):
        read_kinds(folder_with(tmp_path, *rows))
