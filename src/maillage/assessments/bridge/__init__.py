"""The way to the adaptive engine."""

from maillage.assessments.bridge.calibration import CalibrationReport, calibrated, correlated
from maillage.assessments.bridge.trial import Trial, item_bank, tried

__all__ = ["CalibrationReport", "Trial", "calibrated", "correlated", "item_bank", "tried"]
