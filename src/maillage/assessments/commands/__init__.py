"""The verbs of assessments: `maillage instruments`, `maillage lab adaptive`, `maillage lab calibrate`, `maillage lab correlate`,
`maillage lab bank`, `maillage lab price`.
"""

from maillage.assessments.commands.bank import bank, price
from maillage.assessments.commands.instruments import instruments_app
from maillage.assessments.commands.lab_adaptive import adaptive
from maillage.assessments.commands.lab_calibrate import calibrate, correlate

__all__ = ["adaptive", "bank", "calibrate", "correlate", "instruments_app", "price"]
