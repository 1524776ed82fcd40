"""Pictures of data, drawn here as SVG: numbers and words in, coordinates out. See docs/reference/images-de-donnees.md."""

from maillage.ui.pictures.flow import Flow, FlowNode, MoneyFlow, gather, money_flow
from maillage.ui.pictures.periods import Columns, Period, Series, columns
from maillage.ui.pictures.regions import RegionMap, region_map
from maillage.ui.pictures.targets import TargetRow, targets

__all__ = [
    "Columns",
    "Flow",
    "FlowNode",
    "MoneyFlow",
    "Period",
    "RegionMap",
    "Series",
    "TargetRow",
    "columns",
    "gather",
    "money_flow",
    "region_map",
    "targets",
]
