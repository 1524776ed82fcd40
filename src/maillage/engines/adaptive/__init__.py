"""Adaptive assessment: the next question, what the answers say, and when enough is known; how items are calibrated."""

from maillage.engines.adaptive.bank import ALONE, ItemBank
from maillage.engines.adaptive.calibration import GRID, Calibration, Prior, calibrated
from maillage.engines.adaptive.correlation import Correlations, correlations
from maillage.engines.adaptive.exposure import Exposure, priced
from maillage.engines.adaptive.fit import Fit, examined
from maillage.engines.adaptive.goal import Aim, Goal
from maillage.engines.adaptive.linking import Link, linked
from maillage.engines.adaptive.population import Population
from maillage.engines.adaptive.posterior import Posterior
from maillage.engines.adaptive.precision import Errors, standard_errors
from maillage.engines.adaptive.responses import Responses
from maillage.engines.adaptive.simulation import NONE, Lots, Sittings, simulated
from maillage.engines.adaptive.sitting import Interval, Sitting
from maillage.engines.adaptive.tables import UNKNOWN, Tables

__all__ = [
    "ALONE",
    "GRID",
    "NONE",
    "UNKNOWN",
    "Aim",
    "Calibration",
    "Correlations",
    "Errors",
    "Exposure",
    "Fit",
    "Goal",
    "Interval",
    "ItemBank",
    "Link",
    "Lots",
    "Population",
    "Posterior",
    "Prior",
    "Responses",
    "Sitting",
    "Sittings",
    "Tables",
    "calibrated",
    "correlations",
    "examined",
    "linked",
    "priced",
    "simulated",
    "standard_errors",
]
