from maillage.learning.models.badges import (
    Award,
    Badge,
    BadgeRequirement,
    RevocationLetter,
    RevocationList,
    SigningKey,
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
from maillage.learning.models.paths import (
    LearningPath,
    PathStep,
    PathVersion,
)
from maillage.learning.models.progress import (
    BlockDone,
    Enrolment,
    Reading,
)

__all__ = [
    "Award",
    "Badge",
    "BadgeRequirement",
    "BlockDone",
    "Enrolment",
    "LearningPath",
    "Module",
    "ModuleLevel",
    "ModuleVersion",
    "PathStep",
    "PathVersion",
    "Reading",
    "ReviewLetter",
    "RevocationLetter",
    "RevocationList",
    "SigningKey",
    "Submission",
]
