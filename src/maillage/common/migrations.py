"""A migration that only adds: what the models become is worked out once, not after each of its operations."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.state import ProjectState


class NewTables(Migration):
    """Creates models and says the rest of them in the same breath (constraints, indexes, triggers): its tables are all new.

    Django works the models out again after each operation, with all that they are tied to: most of the time that an
    empty database takes. Where each table is made in its last form, the state at the end is enough for every operation.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: ARG002 - the signature is Django’s
    ) -> ProjectState:
        project_state.__dict__.pop("apps", None)  # worked out again when it is next asked for
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
