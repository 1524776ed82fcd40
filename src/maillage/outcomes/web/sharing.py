"""Which contributions an outcome is credited to, and for which part: said by the coordination, in percents that make a hundred."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from maillage.common import clock
from maillage.outcomes.enums import ShareMethod
from maillage.outcomes.models import Share
from maillage.outcomes.operations import share_outcome
from maillage.outcomes.permissions import outcomes as permissions
from maillage.outcomes.queries.outcomes import statement_of
from maillage.outcomes.queries.paying import contributions_paying, contributions_to_credit
from maillage.outcomes.rules import parts_of
from maillage.outcomes.web import words
from maillage.outcomes.web.outcomes import crumbs
from maillage.people.permissions import person_behind
from maillage.ui.editing import alone, done

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.initiatives.models import Contribution
    from maillage.outcomes.models import Outcome

HUNDRED = Decimal(100)
PLACES = 6  # of a percent: shares are kept to eight


class SharesForm(forms.Form):
    """A percent for each contribution that paid or is credited already, and for another one; none at all credits nobody."""

    def __init__(self, data: Any, *, outcome: Outcome, parts: Mapping[int, Decimal]) -> None:
        super().__init__(data)
        known = contributions_to_credit(outcome)
        self.rows = {
            row.pk: row for row in known.filter(pk__in=parts).select_related("funder").order_by("pk")
        }
        for pk, row in self.rows.items():
            said = {"funder": row.funder, "title": row.title}
            self.fields[f"part_{pk}"] = _percent(
                _("%(funder)s – %(title)s, en %%") % said, initial=f"{(parts[pk] * HUNDRED).normalize():f}"
            )
        other: forms.ModelChoiceField[Contribution] = forms.ModelChoiceField(
            label=_("Une autre contribution"),
            queryset=known.exclude(pk__in=self.rows).select_related("funder").order_by("pk"),
            required=False,
            empty_label="–",
        )
        self.fields |= {"other": other, "other_part": _percent(_("Sa part, en %"))}

    def parts(self) -> dict[int, Decimal]:
        """By key of contribution; those of nothing left out."""
        told = self.cleaned_data
        found = {pk: told[f"part_{pk}"] for pk in self.rows}
        if told["other"] is not None:
            found[told["other"].pk] = told["other_part"]
        return {pk: part / HUNDRED for pk, part in found.items() if part}


def _percent(label: Any, *, initial: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        initial=initial,
        min_value=0,
        max_value=HUNDRED,
        max_digits=PLACES + 3,
        decimal_places=PLACES,
        required=False,
    )


@login_required
@require_http_methods(["GET", "POST"])
def shares(request: Request, pk: int) -> HttpResponse:
    """What is credited now; with nothing yet, what each paid proposes."""
    outcome = permissions.outcome_to_run(request.viewer, pk)
    statement = statement_of(outcome)
    if statement is None:
        raise Http404
    now_credited = dict(
        Share.objects.current().filter(outcome=outcome).order_by("pk").values_list("contribution", "share")
    )
    proposed = parts_of(contributions_paying(outcome))
    nothing = dict.fromkeys(proposed, Decimal(0))
    form = SharesForm(
        request.POST or None, outcome=outcome, parts=(nothing | now_credited) if now_credited else proposed
    )
    if done(form, lambda: _share(request, pk, form.parts(), proposed)):
        messages.success(request, _("Les parts sont gardées. La retombée compte toujours une seule fois."))
        return redirect(outcome)
    name, title = words.title_of(outcome, statement), _("À quelles contributions la créditer")
    lead = gettext_lazy(
        "Créditer n’est pas contribuer : plusieurs ont pu y contribuer, et leurs parts font 100 % en tout. "
        "Rien du tout ne la crédite à personne."
    )
    return alone(
        request,
        form,
        title=title,
        lead=str(lead),
        button=_("Garder ces parts"),
        crumbs=crumbs((name, outcome.get_absolute_url()), here=title),
        back=outcome.get_absolute_url(),
    )


def _share(request: Request, pk: int, parts: Mapping[int, Decimal], proposed: Mapping[int, Decimal]) -> bool:
    method = ShareMethod.PRO_RATA if parts and parts == proposed else ShareMethod.AGREED
    share_outcome(outcome_id=pk, parts=parts, method=method, by=person_behind(request), now=clock.now())
    return True
