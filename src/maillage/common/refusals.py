"""A refusal has a name, a sentence for the person, and its facts as attributes."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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


class ChangedMeanwhile(Refusal):
    """Raised by an operation that was told the version a person had before her eyes, when it is not the last."""

    message = _(
        "Une autre personne a changé cette fiche pendant que vous l’écriviez. Voici ce que vous aviez écrit : comparez, puis enregistrez de nouveau."
    )
