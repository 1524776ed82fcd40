from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "maillage.agreements"
    label = "agreements"
    verbose_name = _("Ententes")

    def ready(self) -> None:
        from maillage.agreements.queries.personal_data import gathered_about, stays_about  # noqa: PLC0415 - models are ready now
        from maillage.people.personal_data import Keeper, declare  # noqa: PLC0415 - models are ready now

        declare(Keeper(name="agreements", gather=gathered_about))
        declare(Keeper(name="stays", gather=stays_about))
