"""Banks and people drawn from fixed seeds."""

import numpy as np

from maillage.engines.adaptive import ItemBank, Lots, Population, Tables


def right_or_wrong(seed, items=400, dimensions=1):
    """Slopes follow a lognormal law (0.2, 0.3), difficulties a standard normal one."""
    rng = np.random.default_rng(seed)
    return ItemBank.of(
        slope=rng.lognormal(0.2, 0.3, items),
        thresholds=rng.normal(size=items),
        dimension=np.arange(items) % dimensions,
    )


def graded(seed, items=60, categories=4):
    rng = np.random.default_rng(seed)
    steps = np.cumsum(rng.uniform(0.5, 1.2, (items, categories - 1)), axis=1)
    thresholds = steps - steps.mean(axis=1, keepdims=True) + rng.normal(size=(items, 1)) * 0.7
    return ItemBank.of(slope=rng.lognormal(0.2, 0.3, items), thresholds=thresholds)


def areas(of=4, areas=5, within=0.7, between=0.5):
    """Competences in areas: a correlation matrix."""
    area = np.repeat(np.arange(areas), of)
    matrix = np.where(area[:, None] == area, within, between)
    np.fill_diagonal(matrix, 1.0)
    return matrix


def people(bank, population, number, seed):
    rng = np.random.default_rng(seed)
    ability = population.drawn(number, rng)
    return Tables.of(bank), ability, bank.drawn(ability, rng), Lots.even(number, len(bank))


ONE = Population.standard()
