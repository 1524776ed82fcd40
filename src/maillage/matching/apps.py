from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "maillage.matching"
    label = "matching"
    verbose_name = _("Rapprochement")

    def ready(self) -> None:
        from maillage.matching.operations.saved_searches import forget_searches  # noqa: PLC0415 - models are ready now
        from maillage.matching.queries.personal_data import gathered_about  # noqa: PLC0415 - models are ready now
        from maillage.people.personal_data import Keeper, declare  # noqa: PLC0415 - models are ready now

        declare(Keeper(name="matching", gather=gathered_about, erase=forget_searches))
