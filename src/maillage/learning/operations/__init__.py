from maillage.learning.operations.importing import import_learning

__all__ = ["import_learning"]
