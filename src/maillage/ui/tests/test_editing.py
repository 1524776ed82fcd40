"""Two people before one form: the second is told, keeps what she typed, and may then save."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from maillage.common.refusals import ChangedMeanwhile, Refusal
from maillage.ui.editing import NO_VERSION, VersionedForm, done, said, version_sent

STORED = {"title": "Mission de mai", "day": date(2027, 5, 10), "kind": "visit", "seen": 3}


class CardForm(VersionedForm):
    title = forms.CharField(label="Titre")
    day = forms.DateField(label="Jour")
    kind = forms.ChoiceField(label="Genre", choices=[("Ensemble", [("visit", "Mission")]), ("camp", "Camp")])
    hosts = forms.MultipleChoiceField(
        label="Hôtes", choices=[("1", "DigiHub"), ("2", "Mairie")], required=False
    )


def sent(**changes):
    return QueryDict(
        "&".join(
            f"{k}={v}"
            for k, v in {
                "title": "Mission de juin",
                "day": "2027-05-10",
                "kind": "camp",
                "seen": "2",
                **changes,
            }.items()
        )
    )


def refuse(refusal):
    raise refusal


@pytest.mark.parametrize(
    ("told", "version"),
    [("7", 7), ("0", 0), ("", NO_VERSION), ("-1", NO_VERSION), ("abc", NO_VERSION), ("9" * 40, NO_VERSION)],
)
def test_a_version_that_no_form_of_ours_wrote_is_nobody_s(told, version):
    form = CardForm(sent(seen=told))

    assert form.is_valid()
    assert form.cleaned_data["seen"] == version_sent({"seen": told}) == version


def test_what_the_operation_answers_comes_back_without_the_version():
    form = CardForm(sent(), initial=STORED)

    assert done(form, form.told) == {
        "title": "Mission de juin", "day": date(2027, 5, 10), "kind": "camp", "hosts": [],
    }  # fmt: skip
    assert done(CardForm(initial=STORED), lambda: refuse(AssertionError)) is None
    assert done(CardForm(sent(day="demain")), lambda: refuse(AssertionError)) is None


def test_the_second_reads_what_differs_keeps_what_she_typed_and_may_save():
    form = CardForm(sent(), initial={**STORED, "hosts": ["1", "2"]})

    assert done(form, lambda: refuse(ChangedMeanwhile())) is None

    assert form.theirs == [
        {"label": "Titre", "value": "Mission de mai"},
        {"label": "Genre", "value": "Mission"},
        {"label": "Hôtes", "value": "DigiHub, Mairie"},
    ]
    assert (form["title"].value(), form["seen"].value()) == ("Mission de juin", "3")
    assert "Une autre personne" in str(form.non_field_errors())


class Late(Refusal):
    message = "Trop tard."


def test_a_refusal_is_told_on_its_field_when_it_has_one():
    form = CardForm(sent())
    done(form, lambda: refuse(ValidationError({"day": "Un jour férié.", "network": "Il manque le réseau."})))
    other = CardForm(sent())
    done(other, lambda: refuse(Late()))

    assert form.errors == {"day": ["Un jour férié."], "__all__": ["Il manque le réseau."]}
    assert (other.errors, other.theirs) == ({"__all__": ["Trop tard."]}, None)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2027, 5, 10, 9, 30, tzinfo=UTC), "10\u00a0mai 2027, 9\u00a0h\u00a030"),
        (date(2027, 5, 10), "10\u00a0mai 2027"),
        (time(9), "9\u00a0h"),
        (True, "Oui"),
        (None, "–"),
    ],
)
def test_what_is_stored_is_said_as_people_read_it(value, words):
    class OneForm(forms.Form):
        field = forms.Field(initial=value)

    assert said(OneForm()["field"]) == words
