from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "maillage.activities"
    label = "activities"
    verbose_name = _("Activités")

    def ready(self) -> None:
        from maillage.activities.operations.erasing import forget_person  # noqa: PLC0415 - models are ready now
        from maillage.activities.queries.camp_results import gathered_about  # noqa: PLC0415 - models are ready now
        from maillage.people.personal_data import Keeper, declare  # noqa: PLC0415 - models are ready now

        declare(Keeper(name="bootcamps", gather=gathered_about, erase=forget_person))
