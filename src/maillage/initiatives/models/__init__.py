from maillage.initiatives.models.contributions import (
    Allocation,
    Contribution,
    ContributionDocument,
    Instalment,
)
from maillage.initiatives.models.initiatives import (
    BudgetLine,
    Holder,
    Initiative,
    Partnership,
    Reach,
    ServedStrand,
)
from maillage.initiatives.models.recorded import (
    Recorded,
    RecordedQuerySet,
    counting,
    never_changes,
    sums_into,
)

__all__ = [
    "Allocation",
    "BudgetLine",
    "Contribution",
    "ContributionDocument",
    "Holder",
    "Initiative",
    "Instalment",
    "Partnership",
    "Reach",
    "Recorded",
    "RecordedQuerySet",
    "ServedStrand",
    "counting",
    "never_changes",
    "sums_into",
]
