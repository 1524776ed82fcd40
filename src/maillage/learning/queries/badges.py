"""Reading badges: whose, open to whom, what may be shown, and whether each still verifies."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.assessments.queries import measured
from maillage.assessments.rules.words import level_said
from maillage.common.zones import day_of
from maillage.learning import bridge
from maillage.learning.enums import AnswerState, CaseState, Part, Validity
from maillage.learning.models import (
    Award,
    Badge,
    BadgeRequirement,
    Enrolment,
    FieldCase,
    LearningPath,
    Module,
    PathStep,
    PathVersion,
    Reading,
    SigningKey,
    Submission,
)
from maillage.learning.queries.known import last_result
from maillage.learning.queries.peers import by_peers
from maillage.learning.rules.text import blocks_of
from maillage.ui.formats import plain_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.directory.models import Network

ADDRESS = re.compile(r"/badges/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
SPOKEN = {"fr": "fr-ca", "en": "en"}  # how days are told
BAKED = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Something that she may show with her badge, in the language of the badge."""

    key: str
    name: str
    narrative: str
    genre: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a verification finds; `award` is None when we hold no badge of this address."""

    standing: Validity
    award: Award | None = None


def awards_of(viewer: Viewer) -> QuerySet[Award]:
    """Hers, the latest first, with badge and network."""
    return (
        Award.objects.filter(person=viewer.user_id)
        .select_related("badge__network")
        .order_by("-issued_at", "-pk")
    )


def badges_to_ask(viewer: Viewer) -> QuerySet[Badge]:
    """Those of her networks whose path she finished, and that she does not have; by title."""
    finished = Enrolment.objects.filter(
        path=OuterRef("path"), person=viewer.user_id, finished_at__isnull=False
    )
    had = Award.objects.filter(badge=OuterRef("pk"), person=viewer.user_id, revoked_at=None)
    return (
        Badge.objects.filter(Exists(finished), ~Exists(had), network__in=viewer.network_ids, retired_at=None)
        .select_related("network")
        .order_by("title", "pk")
    )


def badges_of_networks(viewer: Viewer) -> QuerySet[Badge]:
    """Those of the networks that she coordinates, those still given first; rows carry `given` and `revoked`."""
    return (
        Badge.objects.filter(network__in=viewer.coordinated_network_ids)
        .select_related("network")
        .annotate(given=Count("awards"), revoked=Count("awards", filter=Q(awards__revoked_at__isnull=False)))
        .order_by("retired_at", "title", "pk")
    )


def awards_given(badge: Badge) -> QuerySet[Award]:
    """To whom, the latest first, with each person."""
    return badge.awards.select_related("person").order_by("-issued_at", "-pk")


def paths_for_badges(viewer: Viewer) -> QuerySet[LearningPath]:
    """Those of everybody and of the networks that she coordinates; rows carry `title`, of the latest version."""
    latest = PathVersion.objects.filter(path=OuterRef("pk")).order_by("-published_at", "-pk")
    return (
        LearningPath.objects.filter(Q(network=None) | Q(network__in=viewer.coordinated_network_ids))
        .annotate(title=Subquery(latest.values("title")[:1]))
        .order_by("title", "pk")
    )


def requirements_unmet_by(viewer: Viewer) -> QuerySet[BadgeRequirement]:
    """What the networks that she advises for ask, and that no badge of hers answers; with badge and network.

    One of the badges that a network asks for a kind of need is enough. Who coordinates a network is asked nothing there.
    """
    hers = Award.objects.filter(person=viewer.user_id, revoked_at=None)
    met = BadgeRequirement.objects.filter(
        badge__network=OuterRef("badge__network"),
        need_kind=OuterRef("need_kind"),
        badge__in=hers.values("badge"),
    )
    return (
        BadgeRequirement.objects.filter(
            ~Exists(met), badge__network__in=viewer.advised_network_ids - viewer.coordinated_network_ids
        )
        .select_related("badge__network")
        .order_by("badge__network__sort_key", "badge__title", "need_kind", "pk")
    )


def finished_enrolment(badge: Badge, person_id: int | None) -> Enrolment | None:
    """Her last end of the path that the badge is about."""
    rows = Enrolment.objects.filter(path=badge.path_id, person=person_id, finished_at__isnull=False)
    return rows.select_related("version").order_by("-finished_at", "-pk").first()


def evidence_of(badge: Badge, enrolment: Enrolment) -> list[Shown]:
    """What she may show: the modules of the path that she finished, her exercises and real cases that were accepted, then the levels last measured."""
    with translation.override(badge.language):
        return [
            *_modules(badge, enrolment),
            *_exercises(badge, enrolment),
            *_cases(badge, enrolment),
            *_levels(badge, enrolment),
        ]


def _of_its_modules(enrolment: Enrolment) -> QuerySet[Module]:
    version = enrolment.version_id
    return Module.objects.filter(
        Q(pk__in=PathStep.objects.filter(version=version).values("module"))
        | Q(pk__in=PathStep.objects.filter(version=version).values("alternatives"))
    )


def _modules(badge: Badge, enrolment: Enrolment) -> Iterator[Shown]:
    rows = Reading.objects.filter(
        module__in=_of_its_modules(enrolment), person=enrolment.person_id, finished_at__isnull=False
    )
    for row in rows.select_related("version").order_by("finished_at", "pk"):
        assert row.finished_at is not None  # as filtered
        yield Shown(
            key=f"module-{row.pk}",
            name=row.version.title,
            narrative=_("Module terminé le %(day)s, version %(number)s.")
            % {
                "day": plain_day(day_of(row.finished_at), SPOKEN[badge.language]),
                "number": row.version.number,
            },
            genre=_("Module"),
        )


def _exercises(badge: Badge, enrolment: Enrolment) -> Iterator[Shown]:
    rows = Submission.objects.filter(
        version__module__in=_of_its_modules(enrolment), person=enrolment.person_id, state=AnswerState.ACCEPTED
    )
    by_a_peer = Exists(by_peers().filter(submission=OuterRef("pk")))
    if not badge.counts_peers:
        rows = rows.filter(~by_a_peer)
    rows = rows.annotate(by_a_peer=by_a_peer).select_related("version")
    for row in rows.order_by("reviewed_at", "pk"):
        assert row.reviewed_at is not None  # held by the database
        exercise = blocks_of(row.version.text)[row.block - 1].parts(Part.EXERCISE)[row.rank - 1]
        yield Shown(
            key=f"exercice-{row.pk}",
            name=exercise.told,
            narrative=(
                _("Exercice de « %(module)s », relu par un pair et accepté le %(day)s.")
                if row.by_a_peer
                else _("Exercice de « %(module)s », relu et accepté le %(day)s.")
            )
            % {
                "module": row.version.title,
                "day": plain_day(day_of(row.reviewed_at), SPOKEN[badge.language]),
            },
            genre=_("Exercice"),
        )


def _cases(badge: Badge, enrolment: Enrolment) -> Iterator[Shown]:
    """Those that show something of what the path is measured on; all of them when it is measured on nothing."""
    rows = FieldCase.objects.filter(person=enrolment.person_id, state=CaseState.ACCEPTED)
    if enrolment.version.after:
        rows = rows.filter(competences__overlap=enrolment.version.after)
    for row in rows.select_related("network").order_by("closed_on", "pk"):
        yield Shown(
            key=f"cas-{row.pk}",
            name=row.matter,
            narrative=_(
                "%(outcome)s le %(day)s, pour %(competences)s ; lu et accepté par %(network)s. %(told)s"
            )
            % {
                "outcome": row.outcome[:1].upper() + row.outcome[1:],
                "day": plain_day(row.closed_on, SPOKEN[badge.language]),
                "competences": ", ".join(row.competences),
                "network": row.network,
                "told": row.told,
            },
            genre=_("Cas réel"),
        )


def _levels(badge: Badge, enrolment: Enrolment) -> Iterator[Shown]:
    sitting = last_result(enrolment.person_id)
    if sitting is None or sitting.finished_at is None:
        return
    for row in measured(sitting):
        if row.competence.code in enrolment.version.after and row.estimate.asked:
            yield Shown(
                key=f"niveau-{sitting.pk}-{row.competence.code}",
                name=row.competence.title,
                narrative=_("Évaluation du %(day)s : %(said)s.")
                % {
                    "day": plain_day(day_of(sitting.finished_at), SPOKEN[badge.language]),
                    "said": level_said(row.estimate.levels),
                },
                genre=_("Niveau mesuré"),
            )


def keys_of(network: Network) -> list[tuple[str, str]]:
    """Name and public part of every key that signed or signs, the oldest first."""
    return [(key.name, key.public) for key in SigningKey.objects.filter(network=network).order_by("number")]


def standing_of(award: Award) -> Validity:
    """Whether what we keep still is what was signed, and was not revoked since."""
    proof = award.credential.get("proof")
    name = str(proof.get("verificationMethod", "")).rpartition("#")[2] if isinstance(proof, dict) else ""
    keys = SigningKey.objects.filter(network=award.badge.network_id)
    public = next((key.public for key in keys if key.name == name), "")
    if not public or not bridge.is_genuine(award.credential, public):
        return Validity.ALTERED
    return Validity.VALID if award.revoked_at is None else Validity.REVOKED


def checked(text: str) -> Checked:
    """What somebody pasted: a credential, a drawing that carries one, or an address.

    A credential is compared, word for word, with the one that we keep, and it is ours whose proof is verified: a hostile
    one costs nothing to refuse.
    """
    baked = BAKED.search(text)
    told = _read(baked[1] if baked else text)
    found = ADDRESS.search(str(told.get("id", "")) if told is not None else text)
    rows = Award.objects.select_related("badge__network")
    award = rows.filter(key=UUID(found[1])).first() if found else None
    if award is None:
        return Checked(standing=Validity.UNKNOWN)
    if told is not None and told != award.credential:
        return Checked(standing=Validity.ALTERED, award=award)
    return Checked(standing=standing_of(award), award=award)


def _read(text: str) -> dict[str, Any] | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
