"""Questions from GIFT and Moodle XML: what is taken, what is told, what is refused."""

import json
import shutil
from contextlib import suppress

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from maillage.assessments.commands import instruments_app
from maillage.assessments.errors import InstrumentIsRefused, UnreadableQuestions
from maillage.assessments.operations import draft_of
from maillage.assessments.rules.exchange import LARGEST, Form, converted

GIFT = r"""// Une banque d’essai
$CATEGORY: Sécurité/Mots de passe

::Clé\: longue::[html]<p>Combien de <b>signes</b> \{au moins\} ?</p> {
  // la bonne au milieu
  ~8 \= huit#Trop court.
  =14#Oui.
  ~%-50%4
  ####La longueur compte d’abord.
}

Que faut-il cocher ? { ~%50%Une phrase \~ longue ~%50%Un gestionnaire ~%-100%Le même partout }

::Partage::On prête son mot de passe.{FALSE#Non.#Exact.}

Le mot de passe {=sert ~nuit} à prouver qui l’on est.

::Nombre::Combien ?{#3:1}

::Paires::Reliez.{=a -> b =c -> d}

::Court::Comment ?{=ainsi =de cette façon}

::Rédaction::Dites pourquoi.{}

Un texte seul.

::Moitié::Laquelle ?{=A ~%50%B ~C}
"""
MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
 <question type="category"><category><text>$course$/top/Réseau</text></category></question>
 <question type="multichoice">
  <name><text>Le câble</text></name>
  <questiontext format="html"><text><![CDATA[<p>Que relie un c&acirc;ble&nbsp;?</p><ul><li>ici</li><li>là</li></ul>]]></text></questiontext>
  <generalfeedback format="html"><text>Deux machines.</text></generalfeedback>
  <single>true</single><shuffleanswers>false</shuffleanswers>
  <answer fraction="0" format="html"><text>Rien</text><feedback><text>Relisez.</text></feedback></answer>
  <answer fraction="100" format="plain_text"><text>A &lt;b&gt; B</text><feedback><text></text></feedback></answer>
  <hint><text>Regardez.</text></hint>
 </question>
 <question type="multichoice">
  <name><text>Plusieurs</text></name><questiontext format="html"><text>Lesquelles ?</text></questiontext>
  <single>false</single>
  <answer fraction="33.33333"><text>Un</text></answer><answer fraction="66.66667"><text>Deux</text></answer>
  <answer fraction="-100"><text>Trois</text></answer>
 </question>
 <question type="truefalse"><name><text>Vrai</text></name><questiontext><text>Est-ce vrai ?</text></questiontext>
  <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
 <question type="essay"><name><text>Essai</text></name><questiontext><text>Écrivez.</text></questiontext></question>
 <question type="multichoice"><name><text>Image</text></name>
  <questiontext format="html"><text><![CDATA[<p>Que voit-on ? <img src="a.png"></p>]]></text></questiontext>
  <answer fraction="100"><text>Un</text></answer><answer fraction="0"><text>Deux</text></answer></question>
</quiz>
"""


def read(text, form=None):
    data = text if isinstance(text, bytes) else text.encode()
    return converted(data, form=form, language="fr")


def answers(item):
    return {option["fr"]: option["correct"] for option in item["options"]}


def test_gift_keeps_the_words_the_keys_and_the_explanation():
    single, several, truth, gap = read(GIFT).items

    assert single["id"] == "cle-longue"
    assert single["stem_fr"] == "Combien de signes {au moins} ?"
    assert answers(single) == {"8 = huit": False, "14": True, "4": False}
    assert single["rationale_fr"] == "La longueur compte d’abord.\nOui."
    assert (single["kind"], several["kind"]) == ("single", "multiple")
    assert answers(several) == {
        "Une phrase ~ longue": True,
        "Un gestionnaire": True,
        "Le même partout": False,
    }
    assert (answers(truth), truth["keeps_order"]) == ({"Vrai": False, "Faux": True}, True)
    assert truth["rationale_fr"] == "Exact."
    assert gap["stem_fr"] == "Le mot de passe _____ à prouver qui l’on est."


def test_gift_tells_all_that_it_leaves_out_with_its_line():
    found = read(GIFT)

    assert [(note.line, note.name, note.text) for note in found.left_out] == [
        (18, "Nombre", "c’est un nombre à donner"),
        (20, "Paires", "ce sont des paires à former"),
        (22, "Court", "c’est une réponse courte à écrire"),
        (24, "Rédaction", "c’est un texte à écrire"),
        (26, "", "c’est un texte, sans question"),
        (28, "Moitié", "une réponse y est juste en partie"),
    ]
    assert [note.line for note in found.lost] == [4, 4, 12, 14]  # points, comments; points; a comment
    assert found.categories == {"Sécurité/Mots de passe": 4}


def test_moodle_xml_keeps_the_words_the_keys_and_the_order():
    found = read(MOODLE)
    one, several, truth = found.items

    assert one["stem_fr"] == "Que relie un câble\u00a0?\nici\nlà"
    assert answers(one) == {"Rien": False, "A <b> B": True}
    assert (one["keeps_order"], several["keeps_order"]) == (True, False)
    assert one["rationale_fr"] == "Deux machines."
    assert answers(several) == {"Un": True, "Deux": True, "Trois": False}
    assert truth["options"] == [
        {"fr": "Vrai", "en": "True", "correct": True},
        {"fr": "Faux", "en": "False", "correct": False},
    ]
    assert [(note.line, note.name) for note in found.left_out] == [(21, "Essai"), (22, "Image")]
    assert {note.text for note in found.lost if note.name == "Le câble"} == {
        "les indices",
        "les commentaires des mauvaises réponses",
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Une.{=a ~b}\n\nDeux ?{=a\n\n~b}", 3),  # cut by an empty line
        ("Une ?{a ~b}", 1),
        ("Une ?{=a ~}", 1),
        ("::Sans fin {=a ~b}", 1),
        ("{=a ~b}", 1),
        ("<quiz>\n<question>", 2),
        ("<quiz>\n<question type='truefalse'><questiontext><text>?</text></questiontext>\n<answer fraction='nan'/></question></quiz>", 3),
        ("<html></html>", 1),
        ('<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY a "b">]>\n<quiz>&a;</quiz>', 2),
        ("<quiz>\n" + "<a>" * 100, 2),
        (b"Caf\xe9 ?{=a ~b}", 1),
        (b"x" * (LARGEST + 1), 1),
    ],
)  # fmt: skip
def test_what_cannot_be_read_whole_is_refused_with_its_line(text, line):
    with pytest.raises(UnreadableQuestions) as refusal:
        read(text)

    assert refusal.value.facts["line"] == line


@given(st.text(st.sampled_from("a ~=#{}:\\\n%50->T<b>&/[]$"), max_size=60), st.sampled_from(Form))
def test_any_text_is_read_or_refused(text, form):
    with suppress(UnreadableQuestions):
        read(text, form)


@given(st.text(st.sampled_from('<>/!?&;a[-]" ='), max_size=30))
@example("<![>")
@example("<![a[>")
def test_any_mark_in_a_question_is_read_or_left_out(text):
    inside = text.replace("]]>", "")
    found = read(
        f"<quiz><question type='multichoice'><questiontext><text><![CDATA[a{inside}]]></text></questiontext>"
        "<answer fraction='100'><text>a</text></answer><answer><text>b</text></answer></question></quiz>"
    )

    assert len(found.items) + len(found.left_out) == 1


def test_a_converted_file_enters_once_an_author_has_filled_it_in(tmp_path):
    """Without a database: what an import reads first."""
    source, folder = tmp_path / "banque.gift", tmp_path / "bank"
    source.write_text(GIFT)
    folder.mkdir()
    shutil.copy(settings.CONTENT / "items" / "instrument.json", folder)
    output = folder / "area1.json"

    told = CliRunner().invoke(instruments_app, ["convert", str(source), "--output", str(output)])
    again = CliRunner().invoke(instruments_app, ["convert", str(source), "--output", str(output)])

    assert told.exit_code == 0, told.output
    assert "Questions reprises\u00a0: 4. Laissées de côté\u00a0: 6." in told.stdout
    assert again.exit_code == 2  # an author may have written there
    assert "area1.json existe déjà" in again.stderr
    with pytest.raises(InstrumentIsRefused, match="cle-longue"):
        draft_of(folder)
    items = json.loads(output.read_text())
    output.write_text(
        json.dumps([item | {"competence": "4.2", "level": 2, "source": None} for item in items])
    )
    assert [item.code for item in draft_of(folder).items] == [item["id"] for item in items]


def test_nothing_is_written_when_a_question_is_broken(tmp_path):
    source, output = tmp_path / "banque.gift", tmp_path / "items.json"
    source.write_text("Une ?{=a ~b}\n\nDeux ?{=a")

    told = CliRunner().invoke(instruments_app, ["convert", str(source), "--output", str(output)])

    assert (told.exit_code, output.exists()) == (2, False)
    assert "ligne 3" in told.stderr
