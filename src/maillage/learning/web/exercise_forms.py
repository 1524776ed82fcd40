"""What people fill in about exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.learning.models.exercises import LONGEST_ANSWER, LONGEST_COMMENT, MARKS
from maillage.ui.editing import Version, VersionedForm
from maillage.ui.fields import WordsField

if TYPE_CHECKING:
    from maillage.learning.models import PeerReview, Submission

RETURNED, ACCEPTED = "returned", "accepted"


class AnswerForm(VersionedForm):
    text = WordsField(label=_("Votre réponse"), rows=10, max_length=LONGEST_ANSWER, required=False)


class PeerReviewForm(forms.Form):
    """Three lines, a comment, and what comes next."""

    facts = forms.TypedChoiceField(
        label=_("Les faits"),
        choices=[
            (0, _("0 : absents ou faux")),
            (1, _("1 : en partie")),
            (2, _("2 : justes, et tirés du cas")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    reasoning = forms.TypedChoiceField(
        label=_("Le raisonnement"),
        choices=[(0, _("0 : on ne le suit pas")), (1, _("1 : en partie")), (2, _("2 : il se tient"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    action = forms.TypedChoiceField(
        label=_("Ce que l’on ferait"),
        choices=[
            (0, _("0 : rien de précis")),
            (1, _("1 : en partie")),
            (2, _("2 : faisable dès cette semaine")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    comment = WordsField(
        label=_("Ce que vous en dites"),
        rows=5,
        max_length=LONGEST_COMMENT,
        help_text=_("D’abord ce qui est juste ; puis une chose à reprendre, et comment."),
    )
    decision = forms.ChoiceField(
        label=_("Et maintenant"),
        choices=[(ACCEPTED, _("La réponse est acceptée")), (RETURNED, _("Elle est à reprendre"))],
        widget=forms.RadioSelect,
    )

    def marks(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in MARKS}


class ReviewForm(PeerReviewForm):
    """The same, of the edition that was read."""

    seen = Version(required=False)


def marks_said(submission: Submission | PeerReview) -> list[dict[str, str]]:
    """Facts: each line of the last review, in words."""
    labels = {name: dict(ReviewForm.base_fields[name].choices) for name in MARKS}  # type: ignore[attr-defined] # choices
    return [
        {
            "label": str(ReviewForm.base_fields[name].label),
            "value": str(labels[name].get(getattr(submission, name), "")),
        }
        for name in MARKS
    ]
