"""Who looks, and when: all that an access rule may ask about a person."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A person's standing on one day. A visitor without an account has empty sets.

    `now` is the moment of a page, for what ends at an hour that depends on the place; None: the day counts everywhere.
    """

    day: date
    now: datetime | None = None
    user_id: int | None = None
    network_ids: frozenset[int] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    coordinated_network_ids: frozenset[int] = frozenset()
    advised_network_ids: frozenset[int] = frozenset()

    @property
    def is_known(self) -> bool:
        return self.user_id is not None
