"""The chain from money to result, walked both ways, a step at a time: contribution → initiative or strand → activity →
introduction or participation → outcome. Nobody reads more of it here than on the pages of its own things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Count, Model, Sum
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.activities.queries import activities_open_to
from maillage.agreements.models import Strand
from maillage.agreements.queries import agreements_readable_by
from maillage.initiatives.models import Allocation, Contribution, Initiative
from maillage.outcomes.enums import ChainKind
from maillage.outcomes.models import Outcome, Share, Statement
from maillage.ui import formats
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from django.db.models import QuerySet

    from maillage.activities.models import Activity
    from maillage.agreements.models import Agreement
    from maillage.common.viewer import Viewer
    from maillage.outcomes.models.outcomes import OutcomeQuerySet

R = TypeVar("R", bound=Model)
LONGEST_KEY = 18  # digits: what a key of the database can hold
MOST = 50  # outcomes listed beside one thing; `more` says how many are left


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing of the chain. pk: its key in the address; url: its own page, if it has one."""

    kind: ChainKind
    pk: str
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A thing with what leads to it and what it led to. more: outcomes beyond those listed."""

    step: Step
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    more: int = 0


def link_of(kind: str, pk: str, viewer: Viewer) -> Link:
    """Where somebody stands in the chain. Raises Http404 for what she may not see, as for what does not exist."""
    read = READERS.get(kind)
    keys = pk.split("-")
    if read is None or not all(key.isdecimal() and len(key) < LONGEST_KEY for key in keys):
        raise Http404
    return read([int(key) for key in keys], viewer)


def _contribution(keys: list[int], viewer: Viewer) -> Link:
    row = _one(Contribution.objects.visible_to(viewer).select_related("funder"), keys)
    given = (
        Allocation.objects.current()
        .filter(contribution=row)
        .select_related("initiative", "agreement", "strand")
        .order_by("pk")
    )
    initiatives = set(Initiative.objects.visible_to(viewer).values_list("pk", flat=True))
    agreements = set(agreements_readable_by(viewer).values_list("pk", flat=True))
    after = []
    for allocation in given:
        note = _money(allocation.amount, row)
        if allocation.initiative is not None and allocation.initiative_id in initiatives:
            after.append(_of_initiative(allocation.initiative, note))
        elif allocation.agreement is not None and allocation.agreement_id in agreements:
            assert allocation.strand is not None  # by constraint
            after.append(_of_strand(allocation.agreement, allocation.strand, note))
    return Link(step=_of_contribution(row), before=(), after=tuple(after))


def _initiative(keys: list[int], viewer: Viewer) -> Link:
    row = _one(Initiative.objects.visible_to(viewer), keys)
    given = Allocation.objects.current().filter(initiative=row)
    activities = activities_open_to(viewer).filter(initiative=row)
    outcomes = Outcome.objects.filter(initiative=row, activity=None)
    return _between(_of_initiative(row), given, activities, outcomes, viewer)


def _strand(keys: list[int], viewer: Viewer) -> Link:
    if len(keys) != 2:  # noqa: PLR2004 - an agreement and a strand
        raise Http404
    agreement = _one(agreements_readable_by(viewer), keys[:1])
    strand = _one(Strand.objects.all(), keys[1:])
    given = Allocation.objects.current().filter(agreement=agreement, strand=strand)
    activities = activities_open_to(viewer).filter(agreement=agreement, strand=strand)
    outcomes = Outcome.objects.filter(agreement=agreement, strand=strand, activity=None)
    return _between(_of_strand(agreement, strand), given, activities, outcomes, viewer)


def _between(
    step: Step,
    given: QuerySet[Allocation],
    activities: QuerySet[Activity],
    outcomes: OutcomeQuerySet,
    viewer: Viewer,
) -> Link:
    """What gets money on one side, and has activities and outcomes of its own on the other."""
    before = _contributions(given, viewer)
    after = [_of_activity(row) for row in activities.order_by("starts_on", "pk")]
    shown, more = _outcomes(outcomes, viewer)
    return Link(step=step, before=before, after=(*after, *shown), more=more)


def _activity(keys: list[int], viewer: Viewer) -> Link:
    row = _one(activities_open_to(viewer).select_related("agreement", "strand", "initiative"), keys)
    before = []
    if row.initiative is not None and _has(Initiative.objects.visible_to(viewer), row.initiative):
        before.append(_of_initiative(row.initiative))
    if row.agreement is not None and row.strand is not None:
        before.append(_of_strand(row.agreement, row.strand))
    mine = Outcome.objects.filter(activity=row)
    through = [
        *(
            _met_in(pk, note)
            for pk, note in _grouped(mine.filter(introduction__isnull=False), "introduction", viewer)
        ),
        *(
            _took_part_in(pk, note)
            for pk, note in _grouped(mine.filter(participant__isnull=False), "participant", viewer)
        ),
    ]
    shown, more = _outcomes(mine.filter(introduction=None, participant=None), viewer)
    return Link(step=_of_activity(row), before=tuple(before), after=(*through, *shown), more=more)


def _introduction(keys: list[int], viewer: Viewer) -> Link:
    return _through(Outcome.objects.filter(introduction=keys[0]), ChainKind.INTRODUCTION, keys, viewer)


def _participation(keys: list[int], viewer: Viewer) -> Link:
    return _through(Outcome.objects.filter(participant=keys[0]), ChainKind.PARTICIPATION, keys, viewer)


def _through(outcomes: OutcomeQuerySet, kind: ChainKind, keys: list[int], viewer: Viewer) -> Link:
    """A meeting or a presence is known here by what came of it: without an outcome that she may see, it is nothing."""
    shown, more = _outcomes(outcomes, viewer)
    if not shown or len(keys) != 1:
        raise Http404
    first = (
        outcomes.visible_to(viewer).select_related("activity", "initiative", "agreement", "strand").first()
    )
    assert first is not None  # one was shown
    step = _met_in(keys[0]) if kind == ChainKind.INTRODUCTION else _took_part_in(keys[0])
    return Link(step=step, before=_above(first, viewer), after=shown, more=more)


def _outcome(keys: list[int], viewer: Viewer) -> Link:
    rows = Outcome.objects.visible_to(viewer).select_related("activity", "initiative", "agreement", "strand")
    row = _one(rows, keys)
    said = Statement.objects.current().filter(outcome=row).select_related("outcome__organisation").first()
    step = (
        _of_statement(said)
        if said is not None
        else Step(
            kind=ChainKind.OUTCOME,
            pk=str(row.pk),
            title=row.get_kind_display(),
            url=row.get_absolute_url(),
            note=_("retirée"),
        )
    )
    before = _above(row, viewer)
    if row.introduction_id is not None:
        before = (_met_in(row.introduction_id),)
    elif row.participant_id is not None:
        before = (_took_part_in(row.participant_id),)
    return Link(step=step, before=(*before, *_crediting(row, viewer)), after=())


def _above(row: Outcome, viewer: Viewer) -> tuple[Step, ...]:
    """The activity that it came through, else its initiative and the strand of its agreement."""
    if row.activity is not None:
        return (_of_activity(row.activity),) if _has(activities_open_to(viewer), row.activity) else ()
    found = []
    if row.initiative is not None and _has(Initiative.objects.visible_to(viewer), row.initiative):
        found.append(_of_initiative(row.initiative))
    if row.agreement is not None and row.strand is not None:
        found.append(_of_strand(row.agreement, row.strand))
    return tuple(found)


def _has(rows: QuerySet[R], row: R) -> bool:
    return rows.filter(pk=row.pk).exists()


def _crediting(row: Outcome, viewer: Viewer) -> tuple[Step, ...]:
    shares = (
        Share.objects.current()
        .filter(outcome=row, contribution__in=Contribution.objects.visible_to(viewer))
        .select_related("contribution__funder")
        .order_by("-share", "pk")
    )
    return tuple(
        _of_contribution(
            share.contribution,
            _("%(part)s de cette retombée lui est créditée") % {"part": formats.share(share.share, spoken())},
        )
        for share in shares
    )


def _contributions(given: QuerySet[Allocation], viewer: Viewer) -> tuple[Step, ...]:
    sums = dict(given.values_list("contribution").annotate(sum=Sum("amount")).order_by("contribution"))
    rows = Contribution.objects.visible_to(viewer).filter(pk__in=sums).select_related("funder")
    return tuple(
        _of_contribution(row, _money(sums[row.pk], row)) for row in rows.order_by("promised_on", "pk")
    )


def _grouped(outcomes: OutcomeQuerySet, through: str, viewer: Viewer) -> list[tuple[int, str]]:
    """What outcomes came through, and how many each: by keys alone."""
    counted = (
        outcomes.visible_to(viewer)
        .filter(statements__ended_at__isnull=True, statements__isnull=False)
        .values_list(through)
        .annotate(several=Count("pk"))
        .order_by(through)[:MOST]
    )
    return [
        (pk, ngettext("%(count)s retombée", "%(count)s retombées", several) % {"count": several})
        for pk, several in counted
    ]


def _outcomes(outcomes: OutcomeQuerySet, viewer: Viewer) -> tuple[tuple[Step, ...], int]:
    """Those that she may see, the latest first, and how many more there are."""
    rows = (
        Statement.objects.current()
        .filter(outcome__in=outcomes.visible_to(viewer))
        .select_related("outcome__organisation")
        .order_by("-happened_on", "-pk")
    )
    shown = [_of_statement(row) for row in rows[: MOST + 1]]
    more = rows.count() - MOST if len(shown) > MOST else 0
    return tuple(shown[:MOST]), more


def _one(rows: QuerySet[R], keys: list[int]) -> R:
    found = rows.filter(pk=keys[0]).first() if len(keys) == 1 else None
    if found is None:
        raise Http404
    return found


def _of_contribution(row: Contribution, note: str = "") -> Step:
    title = f"{row.funder} – {row.title}"
    return Step(
        kind=ChainKind.CONTRIBUTION,
        pk=str(row.pk),
        title=title,
        url=row.get_absolute_url(),
        note=note or _money(row.total, row),
    )


def _of_initiative(row: Initiative, note: str = "") -> Step:
    return Step(
        kind=ChainKind.INITIATIVE, pk=str(row.pk), title=row.title, url=row.get_absolute_url(), note=note
    )


def _of_strand(agreement: Agreement, strand: Strand, note: str = "") -> Step:
    title = _("%(agreement)s, volet %(strand)s") % {"agreement": agreement, "strand": strand}
    return Step(
        kind=ChainKind.STRAND,
        pk=f"{agreement.pk}-{strand.pk}",
        title=title,
        url=agreement.get_absolute_url(),
        note=note,
    )


def _of_activity(row: Activity) -> Step:
    return Step(
        kind=ChainKind.ACTIVITY,
        pk=str(row.pk),
        title=row.title,
        url=row.get_absolute_url(),
        note=formats.plain_day(row.starts_on, spoken()),
    )


def _met_in(pk: int, note: str = "") -> Step:
    """Never a name: who asked whom is said on a page that only they open."""
    return Step(kind=ChainKind.INTRODUCTION, pk=str(pk), title=_("Une mise en relation"), note=note)


def _took_part_in(pk: int, note: str = "") -> Step:
    """Never a name, as above."""
    return Step(kind=ChainKind.PARTICIPATION, pk=str(pk), title=_("Une participation"), note=note)


def _of_statement(row: Statement) -> Step:
    outcome, language = row.outcome, spoken()
    said = (
        formats.money(row.value, row.currency, language)
        if row.currency
        else formats.number(row.value, language)
    )
    who = f" – {outcome.organisation}" if outcome.organisation is not None else ""
    return Step(
        kind=ChainKind.OUTCOME,
        pk=str(outcome.pk),
        title=f"{outcome.get_kind_display()}{who}",
        url=outcome.get_absolute_url(),
        note=f"{said}, {row.get_certainty_display()}",
    )


def _money(amount: Decimal, row: Contribution) -> str:
    return formats.money(amount, row.currency, spoken())


READERS: dict[str, Callable[[list[int], Viewer], Link]] = {
    ChainKind.CONTRIBUTION: _contribution,
    ChainKind.INITIATIVE: _initiative,
    ChainKind.STRAND: _strand,
    ChainKind.ACTIVITY: _activity,
    ChainKind.INTRODUCTION: _introduction,
    ChainKind.PARTICIPATION: _participation,
    ChainKind.OUTCOME: _outcome,
}
