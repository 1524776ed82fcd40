from maillage.learning.models.badges import (
    Award,
    Badge,
    BadgeRequirement,
    RevocationLetter,
    RevocationList,
    SigningKey,
)
from maillage.learning.models.cases import FieldCase
from maillage.learning.models.cohorts import (
    Cohort,
    CohortLetter,
    Counting,
)
from maillage.learning.models.exercises import (
    ReviewLetter,
    Submission,
)
from maillage.learning.models.modules import (
    Module,
    ModuleLevel,
    ModuleVersion,
)
from maillage.learning.models.path_sketches import PathSketch
from maillage.learning.models.paths import (
    LearningPath,
    PathStep,
    PathVersion,
)
from maillage.learning.models.peers import Peer, PeerReview, PeerRule
from maillage.learning.models.pictures import ModulePicture
from maillage.learning.models.plans import Plan, PlanStep
from maillage.learning.models.progress import (
    BlockDone,
    Enrolment,
    Reading,
)
from maillage.learning.models.rollouts import (
    GroupResult,
    RollOut,
    RollOutTarget,
)

__all__ = [
    "Award",
    "Badge",
    "BadgeRequirement",
    "BlockDone",
    "Cohort",
    "CohortLetter",
    "Counting",
    "Enrolment",
    "FieldCase",
    "GroupResult",
    "LearningPath",
    "Module",
    "ModuleLevel",
    "ModulePicture",
    "ModuleVersion",
    "PathSketch",
    "PathStep",
    "PathVersion",
    "Peer",
    "PeerReview",
    "PeerRule",
    "Plan",
    "PlanStep",
    "Reading",
    "ReviewLetter",
    "RevocationLetter",
    "RevocationList",
    "RollOut",
    "RollOutTarget",
    "SigningKey",
    "Submission",
]
