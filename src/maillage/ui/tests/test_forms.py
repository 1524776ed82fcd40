import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from maillage.ui.web.forms import SpecimenForm

pytestmark = pytest.mark.usefixtures("in_french")


@pytest.fixture
def in_french():
    with translation.override("fr-ca"):
        yield


@pytest.fixture
def refused():
    return SpecimenForm({"email": "camille@exemple", "reach": ["region"]})


def attributes(markup, field_id):
    tag = re.search(rf'<(?:input|select|textarea)[^>]*\bid="{field_id}"[^>]*>', markup)
    return dict(re.findall(r'([\w-]+)="([^"]*)"', tag[0]))


def test_a_field_carries_our_class_and_its_hint():
    markup = str(SpecimenForm()["name"].as_field_group())

    assert '<label for="id_name">Nom de l’entreprise</label>' in markup
    assert '<p class="hint" id="id_name_helptext">Tel qu’inscrit au registre.</p>' in markup
    assert attributes(markup, "id_name")["class"] == "input"
    assert attributes(markup, "id_name")["aria-describedby"] == "id_name_helptext"


def test_a_refused_field_says_so_and_keeps_what_was_typed(refused):
    markup = str(refused["email"].as_field_group())

    found = attributes(markup, "id_email")
    assert (found["aria-invalid"], found["aria-describedby"], found["value"]) == (
        "true",
        "id_email_error",
        "camille@exemple",
    )
    assert '<p class="error" id="id_email_error">' in markup
    assert "Il manque la fin de l’adresse" in markup


def test_the_hint_comes_before_the_widget_and_the_error_after(refused):
    markup = str(refused["name"].as_field_group())

    assert markup.index("id_name_helptext") < markup.index("<input") < markup.index('id="id_name_error"')


def test_choices_are_a_group_with_its_legend_and_its_error(refused):
    markup = str(refused["size"].as_field_group())

    assert (
        '<fieldset id="id_size" aria-describedby="id_size_error"><legend>Taille de l’équipe</legend>'
        in markup
    )
    assert markup.count('class="choice"') == 3


def test_a_lone_checkbox_stands_before_its_label(refused):
    markup = str(refused["consent"].as_field_group())

    assert markup.index("<input") < markup.index("J’accepte")
    assert attributes(markup, "id_consent")["aria-describedby"] == "id_consent_helptext id_consent_error"


def test_what_may_be_left_empty_is_told():
    assert "facultatif" in str(SpecimenForm()["words"].as_field_group())
    assert "facultatif" not in str(SpecimenForm()["name"].as_field_group())


def test_a_class_given_by_a_form_is_kept():
    class Postal(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "short"}))

    assert attributes(str(Postal()["code"]), "id_code")["class"] == "input short"


def test_the_summary_leads_to_each_field_to_correct(refused):
    markup = render_to_string("ui/parts/form_errors.html", {"form": refused})

    assert re.findall(r'href="#(\w+)"', markup) == [
        "id_name",
        "id_email",
        "id_place",
        "id_size",
        "id_consent",
    ]
    assert "Il reste 5 points à corriger." in markup


def test_there_is_no_summary_when_all_is_well():
    assert "flash" not in render_to_string("ui/parts/form_errors.html", {"form": SpecimenForm()})


def test_hostile_text_is_shown_and_not_obeyed():
    form = SpecimenForm({"name": '"><script>alert(1)</script>'})

    assert "<script>" not in str(form)
