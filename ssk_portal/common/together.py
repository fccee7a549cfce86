"""Making many tables in one step of a migration.

Django renders the models anew after every operation, and here nearly every model knows
nearly every other: a new database took 40 seconds, most of it rendering. Made together,
the models are rendered once an app.
"""

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Several `CreateModel`, each with its constraints, indexes and triggers among its options."""

    def __init__(self, models: list[CreateModel]):
        self.models = models
        self._constructor_args = ((), {"models": models})

    def state_forwards(self, app_label, state):
        # Rendered when somebody next asks for them.
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.models)} models"
