"""Reading modules, paths, and who stands where."""

from maillage.learning.queries.authoring import draft_of, modules_with_versions, versions_with_counts
from maillage.learning.queries.catalogue import (
    Sought,
    modules_listed,
    newest_versions,
    path_version_given,
    paths_given,
    paths_holding,
    version_given,
)
from maillage.learning.queries.exercises import (
    reads_answers,
    submission_at,
    submissions_of,
    submissions_read_by,
)
from maillage.learning.queries.known import last_result
from maillage.learning.queries.practice import items_named
from maillage.learning.queries.progress import (
    Standpoint,
    blocks_done,
    enrolments_of,
    is_over,
    modules_to_carry,
    newer_than,
    path_waiting_for,
    reading_of,
    readings_of,
    standpoints,
)
from maillage.learning.queries.results import titles_of_competences

__all__ = [
    "Sought",
    "Standpoint",
    "blocks_done",
    "draft_of",
    "enrolments_of",
    "is_over",
    "items_named",
    "last_result",
    "modules_listed",
    "modules_to_carry",
    "modules_with_versions",
    "newer_than",
    "newest_versions",
    "path_version_given",
    "path_waiting_for",
    "paths_given",
    "paths_holding",
    "reading_of",
    "readings_of",
    "reads_answers",
    "standpoints",
    "submission_at",
    "submissions_of",
    "submissions_read_by",
    "titles_of_competences",
    "version_given",
    "versions_with_counts",
]
