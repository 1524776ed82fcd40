from maillage.assessments.operations.importing import draft_of, import_instrument
from maillage.assessments.operations.retiring import retire_item
from maillage.assessments.operations.sittings import answer, begin_sitting, drop_sitting, stop_sitting

__all__ = [
    "answer",
    "begin_sitting",
    "draft_of",
    "drop_sitting",
    "import_instrument",
    "retire_item",
    "stop_sitting",
]
