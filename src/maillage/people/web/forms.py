from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    full_name = forms.CharField(
        label=_("Nom complet"),
        max_length=150,
        help_text=_("Tel que vos partenaires le lisent."),
        error_messages={"required": _("Il manque le nom.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class LanguageForm(forms.Form):
    """`next` is where to come back to; the view checks that it is ours."""

    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].help_text = _("Celle des pages et des messages que vous recevez.")
