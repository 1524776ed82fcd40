from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "maillage.activities"
    label = "activities"
    verbose_name = _("Activités")

    def ready(self) -> None:
        from maillage.activities.operations.personal_data import forget_person  # noqa: PLC0415 - models are ready now
        from maillage.activities.queries.personal_data import gathered_about  # noqa: PLC0415 - models are ready now
        from maillage.people.personal_data import Keeper, declare  # noqa: PLC0415 - models are ready now

        declare(Keeper(name="activities", gather=gathered_about, erase=forget_person))
