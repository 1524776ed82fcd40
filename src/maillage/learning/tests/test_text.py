import pytest

from maillage.learning.enums import Part
from maillage.learning.rules.text import TextError, blocks_of, items_of

TEXT = """
## Ce que l’on regarde

Deux lignes
de texte.

::: quiz 6.7-a 6.7-b
:::

Puis d’autres.

## À vous

::: exercice La scierie
Une scierie **fictive**.
::: corrige
On attend le prix.
:::
:::
"""


def test_a_text_is_cut_at_its_titles():
    first, second = blocks_of(TEXT)

    assert [first.position, first.title, first.slug] == [1, "Ce que l’on regarde", "ce-que-lon-regarde"]
    assert [piece.kind for piece in first.pieces] == [None, Part.QUIZ, None]
    assert first.pieces[0].text == "\nDeux lignes\nde texte.\n\n".lstrip("\n")
    assert [second.position, second.title] == [2, "À vous"]


def test_a_part_holds_what_is_inside_it():
    exercise = blocks_of(TEXT)[1].pieces[0]

    assert (exercise.kind, exercise.told) == (Part.EXERCISE, "La scierie")
    assert [piece.kind for piece in exercise.pieces] == [None, Part.ANSWER]
    assert exercise.pieces[1].pieces[0].text == "On attend le prix.\n"


def test_the_questions_of_a_text_are_known():
    assert items_of(blocks_of(TEXT)) == ["6.7-a", "6.7-b"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "aucun bloc"),
        ("Bonjour", "ligne 1"),
        ("## Un\n\n::: quizz a\n:::", "ligne 3 : « quizz »"),
        ("## Un\n:::", "ligne 2 : « ::: » ferme"),
        ("## Un\n::: exercice X\n", "« ::: exercice » n’est pas fermé"),
    ],
)
def test_a_text_without_form_is_told_where(text, told):
    with pytest.raises(TextError) as fault:
        blocks_of(text)

    assert told in str(fault.value)
