from maillage.assessments.operations.importing import import_instrument

__all__ = ["import_instrument"]
