"""Reading instruments, sittings and results."""

from maillage.assessments.queries.bank import being_run_in

__all__ = ["being_run_in"]
