from maillage.assessments.operations.importing import draft_of, import_instrument
from maillage.assessments.operations.retiring import retire_item

__all__ = ["draft_of", "import_instrument", "retire_item"]
