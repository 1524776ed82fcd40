from maillage.outcomes.queries.chain import Link, Step, link_of
from maillage.outcomes.queries.totals import Credit, Scope, Total, credited, statements_in, totals

__all__ = ["Credit", "Link", "Scope", "Step", "Total", "credited", "link_of", "statements_in", "totals"]
