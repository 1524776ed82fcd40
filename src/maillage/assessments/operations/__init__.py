from maillage.assessments.operations.adopting import adopt_calibration, decline_calibration
from maillage.assessments.operations.calibrating import ask_calibration, run_calibration
from maillage.assessments.operations.importing import draft_of, import_instrument
from maillage.assessments.operations.retiring import retire_item
from maillage.assessments.operations.sittings import answer, begin_sitting, drop_sitting, stop_sitting

__all__ = [
    "adopt_calibration",
    "answer",
    "ask_calibration",
    "begin_sitting",
    "decline_calibration",
    "draft_of",
    "drop_sitting",
    "import_instrument",
    "retire_item",
    "run_calibration",
    "stop_sitting",
]
