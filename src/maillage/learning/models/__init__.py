from maillage.learning.models.exercises import ReviewLetter, Submission
from maillage.learning.models.modules import Module, ModuleLevel, ModuleVersion
from maillage.learning.models.paths import LearningPath, PathStep, PathVersion
from maillage.learning.models.progress import BlockDone, Enrolment, Reading

__all__ = [
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
    "Submission",
]
