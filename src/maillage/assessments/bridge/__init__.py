"""The way to the adaptive engine."""

from maillage.assessments.bridge.calibration import CalibrationReport, calibrated, correlated
from maillage.assessments.bridge.live import Known, LiveBank, LiveSitting, Overall, bank_of, bank_of_draft
from maillage.assessments.bridge.recalibration import Judged, Recalibration, recalibrated
from maillage.assessments.bridge.rehearsal import Rehearsal, priced, rehearsed
from maillage.assessments.bridge.trial import Trial, item_bank, tried

__all__ = [
    "CalibrationReport",
    "Judged",
    "Known",
    "LiveBank",
    "LiveSitting",
    "Overall",
    "Recalibration",
    "Rehearsal",
    "Trial",
    "bank_of",
    "bank_of_draft",
    "calibrated",
    "correlated",
    "item_bank",
    "priced",
    "recalibrated",
    "rehearsed",
    "tried",
]
