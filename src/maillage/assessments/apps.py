from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "maillage.assessments"
    label = "assessments"
    verbose_name = _("Évaluations")

    def ready(self) -> None:
        from maillage.assessments.operations.personal_data import forget_person  # noqa: PLC0415 - models are ready now
        from maillage.assessments.queries.personal_data import gathered_about  # noqa: PLC0415 - models are ready now
        from maillage.people.personal_data import Keeper, declare  # noqa: PLC0415 - models are ready now

        declare(Keeper(name="assessments", gather=gathered_about, erase=forget_person))
