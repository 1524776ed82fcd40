"""Outcomes: listed; one, with what proves it and all that was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maillage.activities.queries import activities_open_to
from maillage.directory.queries import speaks_for
from maillage.matching.queries import introductions_of
from maillage.outcomes.enums import Certainty
from maillage.outcomes.models import Story
from maillage.outcomes.operations.stories import is_agreed
from maillage.outcomes.permissions import outcomes as permissions
from maillage.outcomes.queries import outcomes as queries
from maillage.outcomes.queries.stories import stories_awaiting
from maillage.outcomes.web import words
from maillage.outcomes.web.forms import AddressForm, FilterForm, scope_told
from maillage.ui.formats import number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer
    from maillage.outcomes.models import Evidence, Outcome, Statement

PAGE = 30
HTTP_UNSAID = 422


def crumbs(*above: tuple[str, str], here: str) -> list[dict[str, str]]:
    trail = [{"label": _("Retombées"), "url": reverse("outcomes:outcomes")}]
    return [*trail, *({"label": label, "url": url} for label, url in above), {"label": here}]


@require_GET
def outcome_list(request: Request) -> HttpResponse:
    """Those that the viewer may see and that stand, narrowed to what the address says."""
    form, also = FilterForm(request.GET, viewer=request.viewer), AddressForm(request.GET)
    read = form.is_valid() & also.is_valid()
    told = form.cleaned_data | also.cleaned_data
    scope = scope_told(told)
    found = queries.statements_found(
        request.viewer,
        scope,
        kind=told.get("nature", ""),
        certainty=told.get("certitude", ""),
        currency=told.get("monnaie", ""),
    )
    page = Paginator(found if read else found.none(), PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    context = {
        "form": form,
        "kept": [(name, request.GET[name]) for name in also.fields if request.GET.get(name)],
        "page": page,
        "rows": [words.row(statement) for statement in page],
        "is_narrowed": any(address.values()),
        "as_of": scope.as_of,
        "address": f"?{address.urlencode()}{'&' if address else ''}page=",
        "may_declare": _may_declare(request.viewer),
        "asked": [_asked(story) for story in stories_awaiting(request.viewer)],
    }
    return render(request, "outcomes/outcome_list.html", context, status=200 if read else HTTP_UNSAID)


def _may_declare(viewer: Viewer) -> bool:
    told = viewer.coordinated_network_ids | viewer.advised_network_ids
    return bool(told or viewer.organisation_ids)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    outcome = permissions.outcome_open_to(viewer, pk)
    is_inside, may_say = permissions.is_inside(viewer, outcome), permissions.may_say(viewer, outcome)
    said = list(queries.statements_of(outcome))
    current = said[0] if said and said[0].ended_at is None else None
    newest = current or said[0]
    stands = current is not None
    runs = permissions.may_run(viewer, outcome)
    context = {
        "outcome": outcome,
        "title": words.title_of(outcome, newest),
        "state": capfirst(newest.get_certainty_display()) if stands else _("Retirée"),
        "state_kind": words.STATE[Certainty(newest.certainty)] if stands else "no",
        "note": _("fictif") if outcome.is_fictitious else "",
        "words": newest.words,
        "facts": _facts(viewer, outcome, newest, is_inside=is_inside),
        "evidence": [
            _proof(row, is_inside=is_inside, may_say=may_say) for row in queries.evidence_of(outcome)
        ],
        "story": _story(viewer, outcome, may_write=runs and stands),
        "items": _history(outcome, said, with_names=is_inside),
        "may_say": may_say and stands,
        "may_verify": runs and stands and newest.certainty == Certainty.DOCUMENTED,
        "may_run": runs and stands,
        "crumbs": crumbs(here=outcome.get_kind_display()),
    }
    return render(request, "outcomes/outcome.html", context)


def _asked(story: Story) -> dict[str, str]:
    """What `ui/parts/links.html` takes."""
    asked = _("%(network)s voudrait raconter : %(title)s")
    return {
        "label": asked % {"network": story.outcome.network, "title": story.title},
        "url": reverse("outcomes:story_answer", args=[story.outcome_id]),
    }


def _story(viewer: Viewer, outcome: Outcome, *, may_write: bool) -> dict[str, str] | None:
    """What `outcomes/parts/story.html` takes; None when there is nothing that she may read or do."""
    story = Story.objects.select_related("consent").filter(outcome=outcome).first()
    told = story is not None and (story.is_public_fact or is_agreed(story))
    answers = _answers_for(viewer, outcome, story)
    if not (told or may_write or answers):
        return None
    read = story if told or may_write else None
    return {
        "title": read.title if read else "",
        "text": read.text if read else "",
        "source": read.source if read else "",
        "note": _("Il n’est pas raconté : l’entreprise n’a pas donné son accord, ou l’a repris.")
        if story and not told
        else "",
        "write_url": reverse("outcomes:story", args=[outcome.pk]) if may_write else "",
        "answer_url": reverse("outcomes:story_answer", args=[outcome.pk]) if answers else "",
    }


def _answers_for(viewer: Viewer, outcome: Outcome, story: Story | None) -> bool:
    firm = outcome.organisation
    asks = story is not None and not story.is_public_fact
    return asks and firm is not None and speaks_for(viewer, firm)


def _facts(viewer: Viewer, outcome: Outcome, said: Statement, *, is_inside: bool) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [{"label": _("Le"), "day": said.happened_on}]
    firm = outcome.organisation
    if firm is not None:
        facts.append({"label": _("Entreprise"), "value": firm.name, "url": firm.get_absolute_url()})
    if outcome.territory is not None:
        facts.append({"label": _("Lieu"), "value": str(outcome.territory)})
    if said.full_time_equivalents is not None:
        told = number(said.full_time_equivalents, spoken())
        facts.append({"label": _("En équivalents temps plein"), "value": told})
    if said.pay_band:
        facts.append({"label": _("Salaire"), "value": said.get_pay_band_display()})
    if said.verified_by is not None:
        facts.append({"label": _("Vérifiée par"), "value": str(said.verified_by)})
    facts.append({"label": _("D’où elle vient"), "value": outcome.get_origin_display()})
    facts.append({"label": _("Réseau"), "value": str(outcome.network)})
    return facts + _whence(viewer, outcome, is_inside=is_inside)


def _whence(viewer: Viewer, outcome: Outcome, *, is_inside: bool) -> list[dict[str, Any]]:
    """What it came through, as far as she may read it."""
    facts: list[dict[str, Any]] = []
    initiative = outcome.initiative
    if initiative is not None and (is_inside or initiative.is_published):
        facts.append({"label": _("Initiative"), "value": str(initiative)})
    if outcome.agreement is not None:
        agreement = outcome.agreement
        name = f"{agreement} – {outcome.strand}" if outcome.strand else str(agreement)
        facts.append({"label": _("Entente"), "value": name, "url": agreement.get_absolute_url()})
    activity = outcome.activity
    if activity is not None and activities_open_to(viewer).filter(pk=activity.pk).exists():
        facts.append({"label": _("Activité"), "value": str(activity), "url": activity.get_absolute_url()})
    introduction = outcome.introduction
    if introduction is not None and introductions_of(viewer).filter(pk=introduction.pk).exists():
        facts.append(
            {"label": _("Mise en relation"), "value": _("Voir"), "url": introduction.get_absolute_url()}
        )
    return facts


def _proof(evidence: Evidence, *, is_inside: bool, may_say: bool) -> dict[str, Any]:
    """What `outcomes/parts/evidence.html` takes: a file that is not hers to open has no address."""
    outcome, stands = evidence.outcome_id, evidence.withdrawn_at is None
    file = getattr(evidence, "file", None)
    url = evidence.url
    if file is not None and (is_inside or (file.is_public and stands)):
        url = reverse("outcomes:file", args=[outcome, evidence.pk])
    withdrawn = (
        ""
        if evidence.withdrawn_at is None
        else _("Retirée le %(day)s : %(reason)s")
        % {"day": plain_day(evidence.withdrawn_at.date(), spoken()), "reason": evidence.withdrawn_reason}
    )
    change = reverse("outcomes:evidence_withdraw", args=[outcome, evidence.pk])
    return {
        "title": evidence.title,
        "url": url,
        "note": withdrawn or ("" if url else _("Fichier gardé par l’entreprise et la coordination.")),
        "stands": stands,
        "change": change if may_say and stands else "",
    }


def _history(outcome: Outcome, said: list[Statement], *, with_names: bool) -> list[dict[str, Any]]:
    """All that was said, the newest first; why it was said anew; that it is withdrawn."""
    items = []
    for place, row in enumerate(said):
        before = said[place + 1] if place + 1 < len(said) else None
        note = [capfirst(row.get_certainty_display()), before.ended_reason if before else "", row.words]
        items.append(
            {
                "title": words.title_of(outcome, row),
                "at": row.recorded_at,
                "note": "\n".join(part for part in note if part),
                "by": str(row.recorded_by or "") if with_names else "",
                "state": "now" if row.ended_at is None else "done",
            }
        )
    if said[0].ended_at is not None:
        by = str(said[0].ended_by or "") if with_names else ""
        gone = {"title": _("Retirée"), "at": said[0].ended_at, "note": said[0].ended_reason, "by": by}
        items.insert(0, gone | {"state": "gap"})
    return items
