"""How good a ranking is, against judgements made by people."""

from maillage.engines.evaluation.intervals import bootstrap_interval
from maillage.engines.evaluation.measures import ndcg, recall, reciprocal_rank
from maillage.engines.evaluation.runs import run_lines

__all__ = ["bootstrap_interval", "ndcg", "recall", "reciprocal_rank", "run_lines"]
