from maillage.outcomes.models.indicators import Indicator, Target
from maillage.outcomes.models.outcomes import Evidence, EvidenceFile, Outcome, Share, Statement, may_be_seen
from maillage.outcomes.models.reports import (
    InclusionAnswer,
    InclusionCount,
    Period,
    Story,
)
from maillage.outcomes.models.subscriptions import SUBJECTS, ReportLetter, ReportSubscription

__all__ = [
    "SUBJECTS",
    "Evidence",
    "EvidenceFile",
    "InclusionAnswer",
    "InclusionCount",
    "Indicator",
    "Outcome",
    "Period",
    "ReportLetter",
    "ReportSubscription",
    "Share",
    "Statement",
    "Story",
    "Target",
    "may_be_seen",
]
