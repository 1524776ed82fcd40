"""What authors fill in: what a file of content/modules says, as fields."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.learning.models import Module
from maillage.learning.models.modules import (
    LONGEST,
    LONGEST_AUTHOR,
    LONGEST_CODE,
    LONGEST_NUMBER,
    LONGEST_REASON,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    LONGEST_TITLE,
    SHORTEST,
)
from maillage.learning.rules.content import ModuleDraft
from maillage.skills.queries import current_version
from maillage.ui.editing import VersionedForm
from maillage.ui.fields import DayField, WordsField

if TYPE_CHECKING:
    from maillage.learning.models import ModuleVersion

LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
LEVEL = re.compile(r"^([\w.-]+)\s*:\s*([1-4])$")
SOURCE_PARTS = 3
RESERVED = {"parcours"}  # the desk of the paths stands there


class LevelsField(WordsField):
    """One competence a line, with its level: « 6.1 : 2 »."""

    def clean(self, value: Any) -> dict[str, int]:
        levels: dict[str, int] = {}
        for number, line in numbered_lines(super().clean(value)):
            found = LEVEL.match(line)
            if found is None:
                raise ValidationError(
                    _("Ligne %(line)s : écrivez une compétence et son niveau, de 1 à 4, comme « 6.1 : 2 »."),
                    params={"line": number},
                )
            levels[found[1]] = int(found[2])
        return levels


class SourcesField(WordsField):
    """One page a line: its title, its address and the day it was read, parted by bars."""

    def clean(self, value: Any) -> list[dict[str, str]]:
        return [self._source(number, line) for number, line in numbered_lines(super().clean(value))]

    def _source(self, number: int, line: str) -> dict[str, str]:
        parts = [part.strip() for part in line.rsplit("|", SOURCE_PARTS - 1)]
        try:
            title, url, read_on = parts
            date.fromisoformat(read_on)
        except ValueError:
            title = url = read_on = ""
        if not title or not url.startswith(("https://", "http://")):
            raise ValidationError(
                _(
                    "Ligne %(line)s : écrivez « titre | https://adresse | 2026-11-22 », le jour de la lecture."
                ),
                params={"line": number},
            )
        return {"title": title, "url": url, "read_on": read_on}


def numbered_lines(text: str) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


class ModuleForm(VersionedForm):
    """A draft, all of it."""

    title = forms.CharField(label=_("Titre"), max_length=LONGEST_TITLE)
    summary = WordsField(label=_("Résumé"), max_length=LONGEST_SUMMARY, rows=2)
    number = forms.CharField(
        label=_("Version"),
        max_length=LONGEST_NUMBER,
        help_text=_("Un numéro qui n’a jamais servi : une version publiée ne change plus."),
    )
    minutes = forms.IntegerField(label=_("Durée, en minutes"), min_value=SHORTEST, max_value=LONGEST)
    language = forms.ChoiceField(label=_("Langue"), choices=LANGUAGES)
    audience = forms.MultipleChoiceField(
        label=_("Pour quels rôles"), required=False, widget=forms.CheckboxSelectMultiple
    )
    gains = LevelsField(
        label=_("Les niveaux où il mène"),
        help_text=_("Une compétence par ligne, comme « 6.1 : 2 »."),
        rows=2,
    )
    requires = LevelsField(label=_("Les niveaux sur lesquels il s’appuie"), required=False, rows=2)
    author = forms.CharField(label=_("Écrit par"), max_length=LONGEST_AUTHOR)
    reviewed_on = DayField(
        label=_("Relu par une personne qualifiée, le"),
        required=False,
    )
    sources = SourcesField(
        label=_("Les pages lues"),
        help_text=_("Une par ligne : titre | https://adresse | 2026-11-22."),
        required=False,
        rows=4,
    )
    text = WordsField(
        label=_("Le texte"),
        help_text=_(
            "Du CommonMark. « ## » ouvre un bloc, un écran de téléphone. « ::: exercice Titre », « ::: corrige », « ::: quiz 6.1-a », « ::: gabarit Titre », « ::: discussion », « ::: animation », « ::: video adresse Titre » et « ::: image fichier.png Texte de remplacement » ouvrent une partie ; « ::: » la ferme."
        ),
        max_length=LONGEST_TEXT,
        rows=24,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        framework = current_version()
        roles = framework.roles.order_by("position") if framework else ()
        field: Any = self.fields["audience"]
        field.choices = [(role.slug, role.title) for role in roles]

    def draft(self, code: str) -> ModuleDraft:
        """For a valid form."""
        told = self.told()
        levels = {name: told.pop(name) for name in ("gains", "requires")}
        told["text"] = told["text"].replace("\r\n", "\n").strip() + "\n"
        return ModuleDraft(code=code, fields=told, **levels)


class CodeForm(forms.Form):
    """The name that a new module or path keeps for good."""

    code = forms.SlugField(
        label=_("Son nom dans les adresses"),
        max_length=LONGEST_CODE,
        help_text=_("Des lettres sans accent et des traits d’union. Il ne changera jamais."),
    )


class NewModuleForm(CodeForm):
    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in RESERVED:
            raise ValidationError(_("Ce nom est celui d’une page de l’atelier : prenez-en un autre."))
        if Module.objects.filter(code=code).exists():
            raise ValidationError(_("Un module porte déjà ce nom."))
        return code


class WithdrawForm(forms.Form):
    """Why: whoever was about to read it must understand."""

    reason = WordsField(label=_("Pourquoi"), max_length=LONGEST_REASON)


def initial_of(version: ModuleVersion) -> dict[str, Any]:
    """What the form shows of a version."""
    levels = list(version.levels.all())
    names = ("title", "summary", "number", "minutes", "language", "audience", "author", "reviewed_on", "text")
    return {name: getattr(version, name) for name in names} | {
        "gains": _levels_said([row for row in levels if row.is_gained]),
        "requires": _levels_said([row for row in levels if not row.is_gained]),
        "sources": "\n".join(f"{row['title']} | {row['url']} | {row['read_on']}" for row in version.sources),
    }


def _levels_said(levels: list[Any]) -> str:
    return "\n".join(f"{row.competence.code} : {row.level}" for row in levels)


def next_number(number: str) -> str:
    return str(int(number) + 1) if number.isdecimal() else f"{number}-2"
