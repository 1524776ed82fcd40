"""Who takes what, when each can only take so much: needs shared out among experts."""

from maillage.engines.allocation.flow import SCALE, Allocation, allocate
from maillage.engines.allocation.habits import first_come, without_capacity

__all__ = ["SCALE", "Allocation", "allocate", "first_come", "without_capacity"]
