"""What authors fill in of a path: what a file of content/paths says, as fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.learning.models import LearningPath
from maillage.learning.models.modules import (
    LONGEST_AUTHOR,
    LONGEST_NUMBER,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    LONGEST_TITLE,
)
from maillage.learning.rules.content import PathDraft
from maillage.learning.rules.path_sketches import faults_of_steps, nearest
from maillage.learning.web.authoring_forms import LANGUAGES, CodeForm, numbered_lines
from maillage.ui.editing import VersionedForm
from maillage.ui.fields import DayField, WordsField

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from maillage.learning.rules.path_sketches import Known
    from maillage.skills.models import RoleProfile

CODES = re.compile(r"[\s,;]+")
STEP, OTHERS = " | ", ", "


class StepsField(WordsField):
    """One module a line, then a bar and what may replace it: « lire-un-devis | comparer, choisir »."""

    modules: Collection[str] = ()

    def clean(self, value: Any) -> list[tuple[str, list[str]]]:
        lines = numbered_lines(super().clean(value))
        steps, faults = [], []
        for number, line in lines:
            module, _bar, others = line.partition("|")
            steps.append((module.strip(), _codes(others)))
            faults += [_stray(number, code, self.modules) for code in (steps[-1][0], *steps[-1][1]) if code not in self.modules]  # fmt: skip
        faults += [
            ValidationError(_("Ligne %(line)s : %(fault)s."), params={"line": lines[n - 1][0], "fault": said})
            for n, said in faults_of_steps(steps)
        ]
        if faults:
            raise ValidationError(faults)
        return steps


class CompetencesField(forms.CharField):
    """Codes, parted by spaces or commas: « 6.1 6.7 »."""

    known: Collection[str] = ()

    def clean(self, value: Any) -> list[str]:
        codes = list(dict.fromkeys(_codes(super().clean(value))))
        if stray := [code for code in codes if code not in self.known]:
            raise ValidationError(
                _("Ces compétences ne sont pas dans le référentiel : %(codes)s."),
                params={"codes": ", ".join(stray)},
            )
        return codes


def _codes(text: str) -> list[str]:
    return [code for code in CODES.split(text) if code]


def _stray(number: int, code: str, known: Collection[str]) -> ValidationError:
    told = {"line": number, "code": code, "near": nearest(code, known)}
    if told["near"]:
        said = _("Ligne %(line)s : aucun module publié ne se nomme « %(code)s ». Peut-être « %(near)s » ?")
    else:
        said = _("Ligne %(line)s : aucun module publié ne se nomme « %(code)s ».")
    return ValidationError(said, params=told)


class PathForm(VersionedForm):
    """The draft of a path, all of it."""

    title = forms.CharField(label=_("Titre"), max_length=LONGEST_TITLE)
    summary = WordsField(
        label=_("Résumé"),
        help_text=_("Où il mène, et comment, en une phrase ou deux."),
        max_length=LONGEST_SUMMARY,
        rows=2,
    )
    number = forms.CharField(
        label=_("Version"),
        max_length=LONGEST_NUMBER,
        help_text=_("Un numéro qui n’a jamais servi : une version publiée ne change plus."),
    )
    language = forms.ChoiceField(label=_("Langue"), choices=LANGUAGES)
    audience = forms.MultipleChoiceField(
        label=_("Pour quels rôles"), required=False, widget=forms.CheckboxSelectMultiple
    )
    role = forms.ChoiceField(label=_("Le rôle où il mène"), required=False)
    steps = StepsField(
        label=_("Les modules, dans l’ordre"),
        help_text=_(
            "Un par ligne, par son nom dans les adresses. Après une barre, ceux qui peuvent le remplacer : « lire-un-devis | comparer-trois-offres »."
        ),
        rows=14,
    )
    before = CompetencesField(
        label=_("Compétences mesurées avant"),
        help_text=_("Leurs codes, comme « 6.1 6.7 »."),
        required=False,
    )
    after = CompetencesField(label=_("Compétences mesurées après"), required=False)
    author = forms.CharField(label=_("Écrit par"), max_length=LONGEST_AUTHOR)
    reviewed_on = DayField(label=_("Relu par une personne qualifiée, le"), required=False)
    guide = WordsField(
        label=_("Le guide d’animation"),
        help_text=_("Du CommonMark : pour qui mène une cohorte."),
        required=False,
        max_length=LONGEST_TEXT,
        rows=10,
    )
    project = WordsField(
        label=_("Le projet à écrire"),
        help_text=_("Du CommonMark ; rien si l’on n’écrit rien à la fin."),
        required=False,
        max_length=LONGEST_TEXT,
        rows=6,
    )

    def __init__(self, *arguments: Any, known: Known, roles: Sequence[RoleProfile], **options: Any) -> None:
        super().__init__(*arguments, **options)
        fields: Any = self.fields
        choices = [(row.slug, row.title) for row in roles]
        fields["audience"].choices = choices
        fields["role"].choices = [("", _("Aucun rôle en particulier")), *choices]
        fields["steps"].modules = known.modules
        fields["before"].known = fields["after"].known = known.competences

    def draft(self, code: str) -> PathDraft:
        """For a valid form."""
        told = self.told()
        steps, role = told.pop("steps"), told.pop("role")
        for name in ("guide", "project"):
            told[name] = told[name].replace("\r\n", "\n")
        return PathDraft(code=code, fields=told, role=role, steps=steps)


class NewPathForm(CodeForm):
    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if LearningPath.objects.filter(code=code).exists():
            raise ValidationError(_("Un parcours porte déjà ce nom."))
        return code


def initial_of(draft: PathDraft) -> dict[str, Any]:
    """What the form shows of it."""
    return draft.fields | {
        "role": draft.role,
        "steps": "\n".join(STEP.join([code, OTHERS.join(others)] if others else [code]) for code, others in draft.steps),
        "before": " ".join(draft.fields["before"]),
        "after": " ".join(draft.fields["after"]),
    }  # fmt: skip
