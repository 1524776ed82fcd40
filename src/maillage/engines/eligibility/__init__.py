"""What a firm may be helped by: verdicts that may be unknown, their reasons, and the question worth asking."""

from maillage.engines.eligibility.catalogue import Catalogue, leaves_of
from maillage.engines.eligibility.cells import Answer, answers_of
from maillage.engines.eligibility.conditions import (
    Age,
    AllOf,
    AnyOf,
    Between,
    Condition,
    Flag,
    Leaf,
    Member,
    Months,
    Not,
    Statement,
    Window,
    Within,
)
from maillage.engines.eligibility.explain import Explained, verdict
from maillage.engines.eligibility.facts import Facts, Value, statement_fact
from maillage.engines.eligibility.kleene import VERDICTS, Verdict
from maillage.engines.eligibility.orders import Panel
from maillage.engines.eligibility.profiles import Profiles, profiles_of
from maillage.engines.eligibility.questions import Inquiry, Question, Stake, next_question

__all__ = [
    "VERDICTS",
    "Age",
    "AllOf",
    "Answer",
    "AnyOf",
    "Between",
    "Catalogue",
    "Condition",
    "Explained",
    "Facts",
    "Flag",
    "Inquiry",
    "Leaf",
    "Member",
    "Months",
    "Not",
    "Panel",
    "Profiles",
    "Question",
    "Stake",
    "Statement",
    "Value",
    "Verdict",
    "Window",
    "Within",
    "answers_of",
    "leaves_of",
    "next_question",
    "profiles_of",
    "statement_fact",
    "verdict",
]
