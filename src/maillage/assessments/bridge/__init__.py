"""The way to the adaptive engine."""

from maillage.assessments.bridge.calibration import CalibrationReport, calibrated, correlated
from maillage.assessments.bridge.live import Known, LiveBank, LiveSitting, Overall, bank_of
from maillage.assessments.bridge.trial import Trial, item_bank, tried

__all__ = [
    "CalibrationReport",
    "Known",
    "LiveBank",
    "LiveSitting",
    "Overall",
    "Trial",
    "bank_of",
    "calibrated",
    "correlated",
    "item_bank",
    "tried",
]
