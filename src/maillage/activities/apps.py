from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "maillage.activities"
    label = "activities"
    verbose_name = _("Activités")

    def ready(self) -> None:
        from maillage.activities.operations.visits import forget_needs  # noqa: PLC0415 - models are ready now
        from maillage.activities.queries.visit_data import gathered_about  # noqa: PLC0415 - models are ready now
        from maillage.people.personal_data import Keeper, declare  # noqa: PLC0415 - models are ready now

        declare(Keeper(name="visits", gather=gathered_about, erase=forget_needs))
