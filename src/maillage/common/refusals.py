"""A refusal has a name, a sentence for the person, and its facts as attributes."""

from typing import ClassVar

from django.utils.functional import Promise


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Base of every refusal. Subclasses give `message`, with %(fact)s where facts go."""

    message: ClassVar[str | Promise]

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts
        for name, value in facts.items():
            setattr(self, name, value)

    def __str__(self) -> str:
        return str(self.message) % self.facts if self.facts else str(self.message)
