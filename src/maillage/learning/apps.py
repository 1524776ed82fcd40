from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "maillage.learning"
    label = "learning"
    verbose_name = _("Apprentissage")

    def ready(self) -> None:
        from maillage.activities.enums import ActivityKind  # noqa: PLC0415 - models are ready now
        from maillage.activities.models.activities import OWN_PAGES  # noqa: PLC0415 - models are ready now
        from maillage.learning.operations.personal_data import forget_person  # noqa: PLC0415 - models are ready now
        from maillage.learning.queries.personal_data import gathered_about  # noqa: PLC0415 - models are ready now
        from maillage.people.personal_data import Keeper, declare  # noqa: PLC0415 - models are ready now

        declare(Keeper(name="learning", gather=gathered_about, erase=forget_person))
        OWN_PAGES[ActivityKind.COHORT] = "learning:cohort"
