"""Forms of what two people may change at once, and what becomes of any form that is sent."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _

from maillage.common.refusals import ChangedMeanwhile, Refusal
from maillage.ui.formats import plain_day, plain_hour, plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.forms.boundfield import BoundField
    from django.http import HttpRequest, HttpResponse

Done = TypeVar("Done")
UNSAID = 422
NO_VERSION = -1
LONGEST_VERSION = 9  # digits: what an integer of the database holds


class Version(forms.Field):
    """The version that a form was made from."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> int:
        return version_in(value)


def version_sent(sent: Mapping[str, Any], name: str = "seen") -> int:
    """The version that a page sends beside a form."""
    return version_in(sent.get(name))


def version_in(text: Any) -> int:
    """The version that this text says; NO_VERSION, which no row has, when it says none."""
    told = str("" if text is None else text)
    return int(told) if told.isdecimal() and len(told) <= LONGEST_VERSION else NO_VERSION


class VersionedForm(forms.Form):
    """Whoever saves second is told what the first one kept, and keeps what she typed; saving again is then a choice.

    Its `initial` is what is stored, with the version as `seen`; without it, nothing is stored yet. `theirs`: what was
    kept meanwhile, where it differs from what is typed; None as long as nobody was first.
    """

    seen = Version(required=False)
    theirs: list[dict[str, str]] | None = None

    def told(self) -> dict[str, Any]:
        """What was written, without the version. For a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def overtaken(self) -> None:
        """Show what the other person kept: the form is now made from it."""
        self.theirs = [
            {"label": str(field.label), "value": said(field)}
            for field in self.visible_fields()
            if field.name in self.changed_data
        ]
        self.made_from(self.initial.get("seen", NO_VERSION))

    def made_from(self, version: int) -> None:
        """Send this version with the next press: what was typed stays."""
        sent: Any = self.data
        self.data = sent.copy()
        self.data["seen"] = str(version)  # type: ignore[index] # a copy may be written


def done(form: forms.BaseForm, act: Callable[[], Done], *, on: str | None = None) -> Done | None:
    """What the operation answers; None when the form is not sent, or refused: it then says why, on the field `on`."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except (Refusal, ValidationError) as refusal:
        told(form, refusal, on=on)
    return None


def told(form: forms.BaseForm, refusal: Refusal | ValidationError, *, on: str | None = None) -> None:
    """Say on the form what was refused, on its field when it has one; a refusal, on the field `on`."""
    if isinstance(refusal, ChangedMeanwhile) and isinstance(form, VersionedForm):
        form.overtaken()
    if isinstance(refusal, ValidationError) and hasattr(refusal, "error_dict"):
        for name, errors in refusal.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
        return
    form.add_error(on, str(refusal)) if isinstance(refusal, Refusal) else form.add_error(None, refusal)


def drawn(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """The page of a form, whose status says whether it was refused."""
    status = UNSAID if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def alone(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    button: str,
    crumbs: Sequence[Mapping[str, str]],
    back: str,
    away: Mapping[str, str] | None = None,
    **head: str,
) -> HttpResponse:
    """The page of a form that stands alone: `back` is the way out, `away` the other thing to do, `head` its `lead` and `kicker`."""
    context = {
        "title": title,
        "lead": head.get("lead", ""),
        "kicker": head.get("kicker", ""),
        "crumbs": crumbs,
        "sections": getattr(form, "sections", None),
        "theirs": getattr(form, "theirs", None),
        "button": button,
        "away": away,
        "back": back,
    }
    return drawn(request, "ui/form_page.html", form, **context)


def said(field: BoundField) -> str:
    """What is stored in a field, as a person reads it."""
    value = field.form.get_initial_for_field(field.field, field.name)
    several = value if isinstance(value, list) else [value]
    labels = _labels(field.field)
    return ", ".join(labels.get(str(getattr(one, "pk", one) or "")) or _plain(one) for one in several) or "–"


def _labels(field: forms.Field) -> dict[str, str]:
    """The words of a choice by its code, those in groups too."""
    choices = [
        pair
        for choice in getattr(field, "choices", [])
        for pair in (choice[1] if isinstance(choice[1], list | tuple) else [choice])
    ]
    return {str(code): str(label) for code, label in choices}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if isinstance(value, datetime):
        return plain_moment(value, spoken())
    if isinstance(value, date):
        return plain_day(value, spoken())
    return plain_hour(value, spoken()) if isinstance(value, time) else str(value or "")
