"""The rules of the Franco-Québec fund, as they were read: content/funds."""

from __future__ import annotations

import json
from functools import cache

from django.conf import settings

from maillage.agreements.rules.fund import Fund, fund_of


@cache
def franco_quebec_fund() -> Fund:
    """Read once a process. Raises OSError without its file, ValueError when it is not one."""
    with (settings.CONTENT / "funds" / "ffqcd.json").open(encoding="utf-8") as file:
        return fund_of(json.load(file))
