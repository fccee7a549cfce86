"""Adding a trigger in a migration without rendering every model anew.

pgtrigger's own operation reloads the model after each trigger; with two hundred of
them the first start took minutes. A trigger changes no field, so nothing has to be reloaded.
"""

import pgtrigger.migrations


class AddTrigger(pgtrigger.migrations.AddTrigger):
    """Installs one trigger on one model's table."""

    def state_forwards(self, app_label, state):
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]
