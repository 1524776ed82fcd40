"""The verbs of assessments: `maillage instruments`, `maillage lab adaptive`, `maillage lab calibrate`, `maillage lab correlate`."""

from maillage.assessments.commands.instruments import instruments_app
from maillage.assessments.commands.lab_adaptive import adaptive
from maillage.assessments.commands.lab_calibrate import calibrate, correlate

__all__ = ["adaptive", "calibrate", "correlate", "instruments_app"]
