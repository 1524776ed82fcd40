from maillage.assessments.operations.importing import draft_of, import_instrument

__all__ = ["draft_of", "import_instrument"]
