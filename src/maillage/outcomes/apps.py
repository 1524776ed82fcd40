from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    name = "maillage.outcomes"
    label = "outcomes"
    verbose_name = _("Retombées")

    def ready(self) -> None:
        from maillage.matching.enums import FollowUpResult  # noqa: PLC0415 - models are ready now
        from maillage.matching.models.introductions import ASKED_NEXT  # noqa: PLC0415 - models are ready now
        from maillage.outcomes.operations.personal_data import forget_person  # noqa: PLC0415 - models are ready now
        from maillage.outcomes.operations.subscriptions import forget_subscriptions  # noqa: PLC0415 - models are ready now
        from maillage.outcomes.queries.personal_data import gathered_about  # noqa: PLC0415 - models are ready now
        from maillage.outcomes.queries.subscriptions import subscriptions_about  # noqa: PLC0415 - models are ready now
        from maillage.people.personal_data import Keeper, declare  # noqa: PLC0415 - models are ready now

        declare(Keeper(name="outcomes", gather=gathered_about, erase=forget_person))
        declare(Keeper(name="reports", gather=subscriptions_about, erase=forget_subscriptions))
        ASKED_NEXT[FollowUpResult.SOLVED] = ASKED_NEXT[FollowUpResult.PARTLY] = "outcomes:what_came"
