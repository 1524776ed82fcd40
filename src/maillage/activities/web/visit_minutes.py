"""After a meeting: what was said, what was decided, who does what, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.activities import operations, permissions, queries
from maillage.activities.enums import Becomes, FollowUpState
from maillage.activities.errors import ChangedMeanwhile, NotAnAddressOfOurs
from maillage.activities.models import Minutes
from maillage.activities.web.visit_forms import BecameForm, FollowUpForm, MinutesForm
from maillage.activities.web.visit_frame import UNSAID, crumbs, form_page, places, told
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import Promise

    from maillage.activities.models import FollowUp
    from maillage.common.http import Request

PAGE = 30


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a follow-up becomes something of another context: its form, its page, the verb of the button.

    The form takes the words under `takes`. Contexts above are named by their addresses alone.
    """

    becomes: Becomes
    verb: Promise
    form: str
    page: str
    takes: str = "q"


WAYS = (
    Way(
        becomes=Becomes.NEED,
        verb=gettext_lazy("En faire un besoin"),
        form="matching:need_new",
        page="matching:need",
    ),
    Way(
        becomes=Becomes.OFFER,
        verb=gettext_lazy("En faire une offre"),
        form="matching:offer_new",
        page="matching:offer",
    ),
)


@login_required
@require_http_methods(["GET", "POST"])
def minutes(request: Request, slug: str, pk: int) -> HttpResponse:
    """Those who follow the visit read; those who coordinate it write. The second to write is told."""
    item = permissions.meeting_to_follow(request.viewer, slug, pk)
    may_write = permissions.may_coordinate(request.viewer, item.activity)
    if request.method == "POST":
        permissions.visit_to_coordinate(request.viewer, slug)
    kept = Minutes.objects.filter(item=item).first()
    initial = {"text": kept.text, "decisions": kept.decisions, "seen": kept.version} if kept else {}
    form = MinutesForm(request.POST or None, initial=initial)
    missed: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            operations.write_minutes(
                item_id=item.pk, by=person_behind(request), now=clock.now(), **form.cleaned_data
            )
        except ChangedMeanwhile as refusal:
            told(form, refusal)
            kept = Minutes.objects.get(item=item)
            missed = [
                {"label": _("Ce qui s’est dit"), "value": kept.text},
                {"label": _("Décisions"), "value": kept.decisions},
            ]
            data = request.POST.copy()
            data["seen"] = str(kept.version)
            form.data = data
        else:
            messages.success(request, _("Le compte rendu est gardé."))
            return redirect("activities:visit_minutes", slug, pk)
    context = {
        "visit": item.activity,
        "item": item,
        "hosts": ", ".join(map(str, item.hosts.order_by("sort_key", "pk"))),
        "minutes": kept,
        "form": form,
        "missed": missed,
        "may_write": may_write,
        "follow_ups": [
            _row(follow_up, request) for follow_up in queries.follow_ups_of(item.activity).filter(item=item)
        ],
        "crumbs": crumbs(item.activity, item.title),
    }
    return render(request, "activities/visit_minutes.html", context, status=UNSAID if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def add_follow_up(request: Request, slug: str, pk: int) -> HttpResponse:
    visit = permissions.visit_to_coordinate(request.viewer, slug)
    item = permissions.meeting_to_follow(request.viewer, slug, pk)
    form = FollowUpForm(request.POST or None, visit=visit)
    back = reverse("activities:visit_minutes", args=[slug, pk])
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_follow_up(item_id=item.pk, now=clock.now(), **form.cleaned_data)
        except (Refusal, ValidationError) as refusal:
            told(form, refusal)
        else:
            messages.success(request, _("C’est noté. Si le jour passe, nous le rappellerons une fois."))
            return redirect(back)
    return form_page(
        request, visit=visit, form=form, title=_("Qui fait quoi, avant quand ?"), button=_("Noter"), back=back
    )


@login_required
@require_GET
def follow_ups(request: Request, slug: str) -> HttpResponse:
    """All that the visit left to do, the nearest day first."""
    visit = permissions.visit_to_follow(request.viewer, slug)
    page = Paginator(queries.follow_ups_of(visit), PAGE).get_page(request.GET.get("page"))
    context = {
        "visit": visit,
        "crumbs": crumbs(visit, _("Suites")),
        "tabs": places(visit, "visit_follow_ups"),
        "page": page,
        "rows": [_row(follow_up, request) for follow_up in page],
    }
    return render(request, "activities/visit_follow_ups.html", context)


def _row(follow_up: FollowUp, request: Request) -> dict[str, Any]:
    day = plain_day(follow_up.due_on, spoken())
    if follow_up.state != FollowUpState.OPEN:
        said = follow_up.get_became_display() or follow_up.get_state_display()
    elif follow_up.is_overdue(request.viewer.day):
        said = _("En retard : c’était avant le %(day)s") % {"day": day}
    else:
        said = _("Avant le %(day)s") % {"day": day}
    return {
        "follow_up": follow_up,
        "said": said,
        "state": "hot" if follow_up.is_overdue(request.viewer.day) else "wait",
        "by": " – ".join(filter(None, [follow_up.owner, follow_up.item.title])),
        "tag": _("fictif") if follow_up.is_fictitious else "",
    }


@login_required
@require_GET
def follow_up(request: Request, pk: int) -> HttpResponse:
    """One promise: what it may become, and the two ways to close it."""
    row = permissions.follow_up_to_follow(request.viewer, pk)
    may_close = row.state == FollowUpState.OPEN and permissions.may_close(request.viewer, row)
    return _follow_up_page(request, row, BecameForm(), may_close=may_close)


def _follow_up_page(request: Request, row: FollowUp, form: BecameForm, *, may_close: bool) -> HttpResponse:
    context = {
        "follow_up": row,
        "visit": row.item.activity,
        "told": _row(row, request),
        "became_url": _in_this_language(row.became_path) if row.became_path else "",
        "ways": [
            {"label": way.verb, "url": f"{reverse(way.form)}?{urlencode({way.takes: row.text})}"}
            for way in WAYS
        ],
        "form": form,
        "may_close": may_close,
        "crumbs": crumbs(row.item.activity, row.text),
    }
    status = UNSAID if form.errors else 200
    return render(request, "activities/visit_follow_up.html", context, status=status)


@login_required
@require_POST
def close_follow_up(request: Request, pk: int) -> HttpResponse:
    """Done, with the address of what it became when there is one; or dropped."""
    row = permissions.follow_up_to_close(request.viewer, pk)
    form = BecameForm(request.POST)
    if form.is_valid():
        is_done = request.POST.get("do") != "drop"
        try:
            became, path = what_stands_at(form.cleaned_data["address"]) if is_done else ("", "")
            operations.close_follow_up(
                follow_up_id=row.pk,
                state=FollowUpState.DONE if is_done else FollowUpState.DROPPED,
                became=became,
                path=path,
                note=form.cleaned_data["note"],
                now=clock.now(),
            )
        except NotAnAddressOfOurs as refusal:
            form.add_error("address", str(refusal))
        except (Refusal, ValidationError) as refusal:
            told(form, refusal)
        else:
            messages.success(request, _("C’est fini, et c’est écrit."))
            return redirect("activities:visit_follow_up", pk)
    return _follow_up_page(request, row, form, may_close=row.state == FollowUpState.OPEN)


def what_stands_at(address: str) -> tuple[str, str]:
    """What a follow-up became, and its path without the language; twice nothing for no address.

    Raises NotAnAddressOfOurs for an address that is not the page of something it may become.
    """
    if not address.strip():
        return "", ""
    path = urlsplit(address.strip()).path
    try:
        found = resolve(path)
    except Resolver404 as unknown:
        raise NotAnAddressOfOurs from unknown
    way = next((way for way in WAYS if way.page == found.view_name), None)
    if way is None:
        raise NotAnAddressOfOurs
    return way.becomes, path.removeprefix(get_script_prefix()).partition("/")[2]


def _in_this_language(path: str) -> str:
    return f"{get_script_prefix()}{spoken()}/{path}"
