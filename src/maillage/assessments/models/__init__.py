from maillage.assessments.models.calibrations import Calibration
from maillage.assessments.models.campaigns import Campaign, Invitation, Share
from maillage.assessments.models.instruments import Instrument, Item
from maillage.assessments.models.scales import ItemParameters, Scale
from maillage.assessments.models.sittings import Answer, Estimate, Sitting

__all__ = [
    "Answer",
    "Calibration",
    "Campaign",
    "Estimate",
    "Instrument",
    "Invitation",
    "Item",
    "ItemParameters",
    "Scale",
    "Share",
    "Sitting",
]
