from maillage.assessments.operations.continuing import continue_sitting
from maillage.assessments.operations.facts import tell_facts
from maillage.assessments.operations.importing import import_instrument
from maillage.assessments.operations.sittings import answer, begin_sitting, drop_sitting, stop_sitting

__all__ = [
    "answer",
    "begin_sitting",
    "continue_sitting",
    "drop_sitting",
    "import_instrument",
    "stop_sitting",
    "tell_facts",
]
