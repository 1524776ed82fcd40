"""What authors fill in at their desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.assessments.models.instruments import LONGEST_REASON


class ReasonForm(forms.Form):
    """Why: whoever reads it in a year must understand."""

    reason = forms.CharField(
        label=_("Pourquoi"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )
