"""What a door is: who may open an address, and one closed object behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


class Access(Enum):
    PUBLIC = auto()  # anybody reads it
    PUBLIC_ACTION = auto()  # anybody sends it, nobody reads it
    ACCOUNT = auto()  # whoever has an account, for herself
    GRANTED = auto()  # those a permission lets in; to anybody else it does not exist
    STAFF = auto()  # the platform's own team
    DEMONSTRATION = auto()  # exists in a demonstration only


@dataclass(frozen=True)
class Door:
    """`sample` makes a closed object and answers the arguments of its address."""

    access: Access
    sample: Callable[[], dict[str, object]] = dict


PUBLIC, PUBLIC_ACTION, ACCOUNT = Door(Access.PUBLIC), Door(Access.PUBLIC_ACTION), Door(Access.ACCOUNT)
