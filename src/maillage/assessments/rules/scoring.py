"""What an answer is worth to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillage.assessments.enums import ItemKind, Unsaid

if TYPE_CHECKING:
    from collections.abc import Mapping

Response = list[int] | str


class NotAnAnswerError(ValueError):
    """The question has no such answer."""


def category_of(kind: str, body: Mapping[str, Any], response: Response) -> int | None:
    """From 0; None when nothing is said of the level. `response`: ranks of options from 0, in order, or `Unsaid`.

    Raises NotAnAnswerError.
    """
    options = body["options"]
    if isinstance(response, str):
        if response not in Unsaid.values:
            raise NotAnAnswerError(response)
        return None
    if not set(response) <= set(range(len(options))) or len(set(response)) < len(response) or not response:
        raise NotAnAnswerError(str(response))
    if kind == ItemKind.MULTIPLE:
        return int(set(response) == {rank for rank, option in enumerate(options) if option["correct"]})
    if kind == ItemKind.ORDER:
        if len(response) < len(options):
            raise NotAnAnswerError(str(response))
        return int([options[rank]["position"] for rank in response] == list(range(1, len(options) + 1)))
    if len(response) > 1:
        raise NotAnAnswerError(str(response))
    return int(options[response[0]]["grade"] if kind == ItemKind.GRADED else options[response[0]]["correct"])
