"""Which days, and as of which moment, an address asks a report for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.common import clock
from maillage.outcomes.rules.addresses import days_asked, moment_asked, with_query
from maillage.outcomes.rules.periods import Span, quarter_before, quarters_until
from maillage.outcomes.rules.telling import quarter_said

if TYPE_CHECKING:
    from datetime import date

    from maillage.common.http import Request

QUARTERS = 4


class SpanForm(forms.Form):
    """The names of the fields are those of the address. Both empty: from the beginning to this day."""

    depuis = forms.DateField(
        label=gettext_lazy("Depuis le"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        last: Any = forms.DateField(
            label=_("Jusqu’au"), required=False, widget=forms.DateInput({"type": "date"})
        )
        self.fields["jusqu-a"] = last

    def clean(self) -> None:
        first, last = self.cleaned_data.get("depuis"), self.cleaned_data.get("jusqu-a")
        if first and last and last < first:
            self.add_error("jusqu-a", _("Le dernier jour ne peut pas précéder le premier."))

    def span(self, day: date) -> Span:
        """What is asked; from the beginning to this day when it does not stand."""
        if not self.is_valid():
            return Span(None, day)
        first, last = self.cleaned_data["depuis"], self.cleaned_data["jusqu-a"]
        return Span(first, last or max(day, first or day))


def moment_told(request: Request) -> datetime | None:
    """None when the address says none. Raises Http404 for one that cannot be read, or did not come yet."""
    said = request.GET.get("au", "")
    if not said:
        return None
    try:
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise Http404 from error
    if moment.tzinfo is None or moment > clock.now():
        raise Http404
    return moment


def choices(address: str, span: Span, day: date, as_of: datetime | None) -> list[dict[str, Any]]:
    """From the beginning, and the last quarters, as tabs."""
    before = quarter_before(day)
    quarters = quarters_until(before.last, many=QUARTERS)
    offered = [(_("Depuis le début"), None), *((quarter_said(quarter), quarter) for quarter in quarters)]
    return [
        {
            "label": label,
            "url": with_query(address, **days_asked(one), **moment_asked(as_of)),
            "current": span == one if one else span == Span(None, day),
        }
        for label, one in offered
    ]
