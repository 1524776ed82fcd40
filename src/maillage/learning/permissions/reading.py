"""The doors of learning. What is published is read by everybody; how far somebody is, by herself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.assessments.permissions import author
from maillage.learning import queries
from maillage.learning.models import LearningPath, Module, ModulePicture, ModuleVersion
from maillage.learning.queries.pictures import is_published

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer
    from maillage.learning.models import Enrolment, PathVersion, Reading, Submission
    from maillage.people.models import User


def module_open(viewer: Viewer, code: str) -> tuple[ModuleVersion, Reading | None]:
    """The version to show, with her reading: what she began stays, else the one that is given. Raises Http404."""
    module = get_object_or_404(Module, code=code)
    reading = queries.reading_of(viewer.user_id, module) if viewer.is_known else None
    if reading is not None and reading.finished_at is None:
        return reading.version, reading
    version = queries.version_given(module)
    if version is None:
        raise Http404
    return version, reading


def path_open(viewer: Viewer, code: str) -> tuple[PathVersion, Enrolment | None]:
    """The version to show, with her enrolment when it is open. Raises Http404."""
    path = get_object_or_404(LearningPath, code=code)
    hers = queries.enrolments_of(viewer.user_id).filter(path=path) if viewer.is_known else None
    enrolment = hers.select_related("version__path", "version__role__version").first() if hers else None
    version = enrolment.version if enrolment else queries.path_version_given(path)
    if version is None:
        raise Http404
    return version, enrolment


def module_to_read(viewer: Viewer, code: str) -> tuple[ModuleVersion, Reading | None]:
    """The version to read, and her reading of that one. Raises Http404 when it is withdrawn and she had not begun it."""
    version, reading = module_open(viewer, code)
    hers = reading if reading is not None and reading.version_id == version.pk else None
    if version.withdrawn_at is not None and hers is None:
        raise Http404
    return version, hers


def version_before_her(code: str, pk: int) -> ModuleVersion:
    """The published version that a page shows. Raises Http404."""
    rows = ModuleVersion.objects.filter(published_at__isnull=False).select_related("module")
    return get_object_or_404(rows, pk=pk, module__code=code)


def answers_to_review(user: User | AnonymousUser, viewer: Viewer) -> QuerySet[Submission]:
    """Answers of others that she may review. Raises Http404 for whoever reviews none."""
    is_staff = not user.is_anonymous and user.is_staff
    if not queries.reads_answers(viewer, is_staff=is_staff):
        raise Http404
    return queries.submissions_read_by(viewer, is_staff=is_staff)


def answer_to_review(user: User | AnonymousUser, viewer: Viewer, pk: int) -> Submission:
    """Raises Http404."""
    return get_object_or_404(answers_to_review(user, viewer), pk=pk)


def module_to_write(user: User | AnonymousUser, code: str) -> Module | None:
    """To the platform's own team; None when nothing was kept under this name yet. Raises Http404."""
    author(user)
    return Module.objects.filter(code=code).first()


def path_to_write(user: User | AnonymousUser, code: str) -> LearningPath | None:
    """To the platform's own team; None when nothing was published under this name yet. Raises Http404."""
    author(user)
    return LearningPath.objects.filter(code=code).first()


def picture_open(request: Request, code: str, name: str) -> tuple[ModulePicture, bool]:
    """A picture, and whether everybody may see it; one that no published version shows is for the platform's own team. Raises Http404."""
    is_public = is_published(code, name)
    if not is_public:
        author(request.user)
    return get_object_or_404(ModulePicture, module__code=code, name=name), is_public
