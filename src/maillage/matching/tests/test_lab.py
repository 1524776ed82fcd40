import json
from math import log2

import numpy as np
import pytest
from typer.testing import CliRunner

from maillage.matching.bridge import encoder as encoder_room
from maillage.matching.bridge.measuring import Past
from maillage.matching.commands.lab import app
from maillage.matching.commands.retrieval import BadLabFile, retrieval

CORPUS = """\
{"_id": "durci", "title": "Terminaux durcis", "text": "Écrans étanches pour milieux humides"}
{"_id": "curage", "title": "Réseau d’égouts", "text": "Curage et inspection des égouts"}

{"_id": "repas", "text": "Repas livrés aux bureaux"}
"""
QUERIES = """\
{"_id": "q1", "text": "curage d’un égout bouché"}
{"_id": "q2", "text": "ma tablette prend l’eau"}
"""
QRELS = "query-id\tcorpus-id\tscore\nq1\tcurage\t1\nq2\tdurci\t1\nq2\trepas\t0\n"


class Axes:
    """Three meanings: water, food, the rest."""

    name = "axes"
    dimensions = 3

    def query(self, text):
        wet = any(word in text for word in ("l’eau", "humides"))
        return np.array([1, 0, 0] if wet else [0, 1, 0] if "Repas" in text else [0, 0, 1], dtype=np.float32)

    def passages(self, texts):
        return np.array([self.query(text) for text in texts])


@pytest.fixture
def files(tmp_path):
    texts = {"corpus": CORPUS, "queries": QUERIES, "qrels": QRELS}
    paths = {name: tmp_path / name for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


def arguments(files):
    return [part for name, path in files.items() for part in (f"--{name}", str(path))]


def test_words_alone_by_hand(files):
    report = retrieval(**files, run_out=None, encoder=None, kinds=False)

    # q1 finds its answer first; q2 shares no word, so the answer keeps the first place of the file
    assert report.pop("ms_per_query") >= 0
    assert report == {
        "ndcg@10": 1.0,
        "mrr": 1.0,
        "recall@3": 1.0,
        "ndcg@10_interval": [1.0, 1.0],
        "queries": 2,
        "documents": 3,
        "encoder": "none",
    }


def test_a_missed_answer_lowers_the_measures(files):
    files["qrels"].write_text("q1\tcurage\t1\nq2\trepas\t1\n", encoding="utf-8")

    report = retrieval(**files, run_out=None, encoder=None, kinds=False)

    assert report["ndcg@10"] == pytest.approx((1 + 1 / log2(4)) / 2, abs=1e-4)
    assert report["mrr"] == pytest.approx((1 + 1 / 3) / 2, abs=1e-4)


def test_meaning_finds_what_words_miss_and_progress_is_told(files):
    lines = CORPUS.strip().splitlines()
    files["corpus"].write_text("\n".join(reversed(lines)), encoding="utf-8")
    told = []

    by_words = retrieval(**files, run_out=None, encoder=None, kinds=False)
    by_both = retrieval(
        **files, run_out=None, encoder=Axes(), progress=lambda done, of: told.append((done, of))
    )

    assert by_words["mrr"] < by_both["mrr"] == 1
    assert by_both["encoder"] == "axes"
    assert told[-1] == (5, 5)


def test_the_run_holds_every_query_in_the_columns_of_trec(files, tmp_path):
    out = tmp_path / "run.txt"

    retrieval(**files, run_out=out, encoder=None, kinds=False)

    rows = [line.split() for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row[0], row[2], row[3]) for row in rows[:2]] == [("q1", "curage", "1"), ("q1", "durci", "2")]
    assert len(rows) == 6
    assert {row[5] for row in rows} == {"maillage-none"}


def test_a_run_stops_at_the_first_hundred(files, tmp_path):
    more = "\n".join(json.dumps({"_id": f"d{i}", "text": "égout"}) for i in range(150))
    files["corpus"].write_text(CORPUS + more, encoding="utf-8")

    retrieval(**files, run_out=tmp_path / "run.txt", encoder=None)

    assert len((tmp_path / "run.txt").read_text().splitlines()) == 200


def test_a_query_without_any_answer_is_ranked_but_not_measured(files):
    files["qrels"].write_text("q1\tcurage\t1\nq2\tdurci\t0\n", encoding="utf-8")

    assert retrieval(**files, run_out=None, encoder=None)["queries"] == 1


@pytest.mark.parametrize(
    ("name", "text", "line", "why"),
    [
        ("corpus", '{"_id": "a", "text": "x"}\n{"_id": "b", \n', 2, "JSON"),
        ("corpus", '{"_id": "a", "text": "x"}\n\n{"_id": "a", "text": "y"}\n', 3, "déjà"),
        ("corpus", "[1]\n", 1, "objet"),
        ("corpus", '{"_id": "a"}\n', 1, "text"),
        ("corpus", '{"_id": 3, "text": "x"}\n', 1, "_id"),
        ("corpus", '{"_id": "a b", "text": "x"}\n', 1, "espace"),
        ("corpus", '{"_id": "a", "text": "x", "title": 4}\n', 1, "title"),
        ("corpus", "\n", None, "vide"),
        ("queries", '{"_id": "q1", "text": " "}\n', None, "q1"),
        ("qrels", "query-id\tcorpus-id\tscore\nq9\tcurage\t1\n", 2, "q9"),
        ("qrels", "q1\tnulle-part\t1\n", 1, "nulle-part"),
        ("qrels", "q1\tcurage\tbeaucoup\n", 1, "beaucoup"),
        ("qrels", "q1 curage 1\n", 1, "tabulations"),
        ("qrels", "q1\tcurage\t0\n", None, "pertinent"),
    ],
)
def test_a_bad_file_is_named_with_its_line_and_the_reason(files, name, text, line, why):
    files[name].write_text(text, encoding="utf-8")

    with pytest.raises(BadLabFile, match=why) as refusal:
        retrieval(**files, run_out=None, encoder=None)

    assert refusal.value.facts["path"] == files[name]
    assert refusal.value.facts["line"] == line
    assert (f"ligne {line}" in str(refusal.value)) == (line is not None)


def test_another_encoding_is_said(files):
    files["corpus"].write_bytes(CORPUS.encode("latin-1", "replace"))

    with pytest.raises(BadLabFile, match="UTF-8"):
        retrieval(**files, run_out=None, encoder=None)


def test_a_missing_file_or_a_folder_is_said(files, tmp_path):
    with pytest.raises(BadLabFile, match="n’existe pas"):
        retrieval(**{**files, "qrels": tmp_path / "rien"}, run_out=None, encoder=None)
    with pytest.raises(BadLabFile, match="ne se lit pas"):
        retrieval(**{**files, "qrels": tmp_path}, run_out=None, encoder=None)


def test_a_run_that_cannot_be_written_is_said_before_the_long_work(files, tmp_path):
    with pytest.raises(BadLabFile, match="écrire"):
        retrieval(**files, run_out=tmp_path / "nulle-part" / "run", encoder=None, progress=pytest.fail)


def test_the_command_prints_one_json_object_and_nothing_else(files, tmp_path):
    answer = CliRunner().invoke(
        app, ["retrieval", *arguments(files), "--encoder", "none", "--run", str(tmp_path / "run"), "--json"]
    )

    assert answer.exit_code == 0
    assert list(json.loads(answer.stdout)) == [
        "ndcg@10",
        "mrr",
        "recall@3",
        "ndcg@10_interval",
        "ms_per_query",
        "queries",
        "documents",
        "encoder",
    ]
    assert (tmp_path / "run").is_file()


def test_the_command_prints_a_table_by_default(files):
    answer = CliRunner().invoke(app, ["retrieval", *arguments(files), "--encoder", "none"])

    assert answer.exit_code == 0
    assert "ndcg@10" in answer.stdout


def test_the_command_says_a_mistake_in_one_line_and_fails(files):
    files["corpus"].write_text("{", encoding="utf-8")

    answer = CliRunner().invoke(app, ["retrieval", *arguments(files), "--encoder", "none", "--json"])

    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert f"{files['corpus']}, ligne 1" in answer.stderr


def test_the_command_says_why_the_encoder_cannot_run(files, monkeypatch):
    monkeypatch.setattr(encoder_room, "why_unavailable", lambda: "Pas de modèle.")

    answer = CliRunner().invoke(app, ["retrieval", *arguments(files), "--json"])

    assert answer.exit_code == 2
    assert "Pas de modèle." in answer.stderr


def test_the_reference_of_needs_finds_what_words_miss_and_can_be_left_out(files):
    rows = [
        {"_id": "miel", "text": "Miel de lavande."},
        {"_id": "alerte", "title": "Réponse à incident", "text": "Rançongiciel : cellule de crise."},
        {"_id": "poterie", "text": "Cours du soir."},
    ]
    files["corpus"].write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    text = "on s'est fait pirater ce matin, tous les postes sont bloqués"
    files["queries"].write_text(json.dumps({"_id": "q", "text": text}), encoding="utf-8")
    files["qrels"].write_text("q\talerte\t1\n", encoding="utf-8")

    with_kinds = CliRunner().invoke(app, ["retrieval", *arguments(files), "--encoder", "none", "--json"])
    without = CliRunner().invoke(
        app, ["retrieval", *arguments(files), "--encoder=none", "--no-kinds", "--json"]
    )

    assert json.loads(with_kinds.stdout)["mrr"] == 1
    assert json.loads(without.stdout)["mrr"] == 0.5


@pytest.fixture
def learnt(files, tmp_path):
    """Needs alike four by four, whose answer says nothing of them: only those before can tell."""
    trades = "abcdefghij"
    documents = [{"_id": f"d{letter}", "text": f"offre {letter}{letter}"} for letter in trades]
    needs = [
        {"_id": f"{letter}{n}", "text": f"b{letter * 3}k g{letter * 3}k n{n}"}
        for letter in trades
        for n in range(4)
    ]
    files["corpus"].write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    files["queries"].write_text("\n".join(map(json.dumps, needs)), encoding="utf-8")
    lines = [f"{need['_id']}\td{need['_id'][0]}\t1" for need in needs]
    files["qrels"].write_text("\n".join(lines), encoding="utf-8")
    return files | {"history-queries": files["queries"], "history-qrels": files["qrels"]}


def test_past_needs_of_the_other_folds_teach_the_ranking_and_the_gain_is_told(learnt):
    options = ["--encoder=none", "--no-kinds", "--folds=40", "--seed=3", "--json"]

    report = json.loads(CliRunner().invoke(app, ["retrieval", *arguments(learnt), *options]).stdout)

    assert report["ndcg@10"] == 1
    assert report["without_history"]["ndcg@10"] < 0.6
    assert report["gain"] == pytest.approx(1 - report["without_history"]["ndcg@10"], abs=1e-3)
    assert 0 < report["gain_interval"][0] <= report["gain"] <= report["gain_interval"][1]
    assert (report["history"], report["folds"], report["seed"]) == (40, 40, 3)


def test_a_need_never_sees_its_own_answers():
    past = Past(
        queries={"q1": "a", "same": "curage d’un égout bouché", "other": "b"},
        grades={name: {"repas": 1} for name in ("q1", "same", "other")},
        folds=3,
        seed=1,
    )

    assert past.known_to("q1", "curage d’un égout bouché") == ["other"]
    assert past.known_to("q9", "c") == ["q1", "same", "other"]


def test_a_fold_is_held_out_whole():
    names = [f"q{n}" for n in range(20)]
    past = Past(queries={name: name for name in names}, grades={name: {} for name in names}, folds=5, seed=2)

    known = [frozenset(past.known_to(name, name)) for name in names]

    assert {len(others) for others in known} == {16}
    assert len(set(known)) == 5


def test_one_file_of_history_without_the_other_is_refused(files):
    answer = CliRunner().invoke(
        app, ["retrieval", *arguments(files), "--history-queries", str(files["queries"])]
    )

    assert answer.exit_code == 2
    assert "vont ensemble" in answer.stderr
