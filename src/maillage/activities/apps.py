from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "maillage.activities"
    label = "activities"
    verbose_name = _("Activités")

    def ready(self) -> None:
        from maillage.activities.operations import (  # noqa: PLC0415 - models are ready now
            erasing,
            personal_data,
            visits,
        )
        from maillage.activities.queries import camp_results, visit_data  # noqa: PLC0415 - models are ready now
        from maillage.activities.queries import personal_data as kept  # noqa: PLC0415 - models are ready now
        from maillage.people.personal_data import Keeper, declare  # noqa: PLC0415 - models are ready now

        declare(Keeper(name="visits", gather=visit_data.gathered_about, erase=visits.forget_needs))
        declare(Keeper(name="bootcamps", gather=camp_results.gathered_about, erase=erasing.forget_person))
        declare(Keeper(name="activities", gather=kept.gathered_about, erase=personal_data.forget_participant))
