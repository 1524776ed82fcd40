"""Who looks, and when: all that an access rule may ask about a person."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A person's standing on one day. A visitor without an account has empty sets.

    `now` is the moment of a page, for what ends at an hour that depends on the place; None: the day counts everywhere.
    `memory` keeps what one page reads once, and goes with it; None keeps nothing.
    """

    day: date
    now: datetime | None = None
    user_id: int | None = None
    network_ids: frozenset[int] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    coordinated_network_ids: frozenset[int] = frozenset()
    advised_network_ids: frozenset[int] = frozenset()
    memory: dict[str, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def is_known(self) -> bool:
        return self.user_id is not None
