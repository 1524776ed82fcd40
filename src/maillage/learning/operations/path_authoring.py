"""Writing paths: a draft, its publication, its withdrawal. What publishes is what an import calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.common.refusals import ChangedMeanwhile
from maillage.learning.errors import (
    NoCompetences,
    NoPathDraft,
    PathAlreadyWithdrawn,
    PathDraftIsRefused,
    SameVersion,
)
from maillage.learning.models import LearningPath, PathSketch, PathVersion
from maillage.learning.operations.importing import store_path
from maillage.learning.queries.path_authoring import known_to_paths
from maillage.learning.rules.path_sketches import draft_kept, faults_of_path, kept_of
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.learning.rules.content import PathDraft
    from maillage.skills.models import FrameworkVersion


@transaction.atomic
def save_path_draft(*, draft: PathDraft, read_edition: int, now: datetime) -> PathSketch:
    """Keep what an author writes, in the one draft of its path. Raises ChangedMeanwhile, SameVersion when its number is that of a published version."""
    _framework()
    sketch = _locked(draft.code, read_edition)
    number = draft.fields["number"]
    if PathVersion.objects.filter(path__code=draft.code, number=number).exists():
        raise SameVersion(name=draft.fields["title"], number=number)
    return _kept(sketch, told=kept_of(draft), saved_at=now)


@transaction.atomic
def publish_path_draft(*, code: str, read_edition: int, now: datetime) -> PathVersion:
    """Give the draft to follow; whoever follows another version goes on with that one.

    Raises NoPathDraft, ChangedMeanwhile, and PathDraftIsRefused with all that is wrong.
    """
    framework = _framework()
    sketch = _locked(code, read_edition)
    if sketch.told is None:
        raise NoPathDraft
    draft = draft_kept(code, sketch.told)
    if faults := faults_of_path(draft, known_to_paths(framework)):
        raise PathDraftIsRefused(reason="\u00a0; ".join(faults))
    store_path(draft, framework, now)
    _kept(sketch, told=None, saved_at=now)
    return PathVersion.objects.select_related("path").get(path__code=code, number=draft.fields["number"])


@transaction.atomic
def withdraw_path(*, code: str, reason: str, now: datetime) -> LearningPath:
    """Let nobody begin any of its versions any more; whoever follows one goes on. Raises PathAlreadyWithdrawn."""
    path = LearningPath.objects.select_for_update(of=("self",)).get(code=code)
    if not path.versions.filter(withdrawn_at=None).update(withdrawn_at=now, withdrawn_reason=reason):
        raise PathAlreadyWithdrawn
    return path


def _framework() -> FrameworkVersion:
    framework = current_version()
    if framework is None:
        raise NoCompetences
    return framework


def _locked(code: str, read_edition: int) -> PathSketch:
    """Two authors take turns, the first time too. Raises ChangedMeanwhile for whoever did not read the last one."""
    PathSketch.objects.get_or_create(code=code)
    sketch = PathSketch.objects.select_for_update().get(code=code)
    if sketch.edition != read_edition:
        raise ChangedMeanwhile
    return sketch


def _kept(sketch: PathSketch, **fields: object) -> PathSketch:
    for name, value in fields.items():
        setattr(sketch, name, value)
    sketch.edition += 1
    sketch.save()
    return sketch
