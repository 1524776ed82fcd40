from maillage.assessments.models.calibrations import Calibration
from maillage.assessments.models.campaigns import (
    FEWEST,
    Campaign,
    GroupCount,
    Invitation,
    InvitationReminder,
    Share,
    ShareLetter,
)
from maillage.assessments.models.instruments import Instrument, Item
from maillage.assessments.models.scales import ItemParameters, Scale
from maillage.assessments.models.seen import SeenItem
from maillage.assessments.models.sittings import Answer, Estimate, Sitting

__all__ = [
    "FEWEST",
    "Answer",
    "Calibration",
    "Campaign",
    "Estimate",
    "GroupCount",
    "Instrument",
    "Invitation",
    "InvitationReminder",
    "Item",
    "ItemParameters",
    "Scale",
    "SeenItem",
    "Share",
    "ShareLetter",
    "Sitting",
]
