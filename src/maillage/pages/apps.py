from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "maillage.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from maillage.learning.rules.cases import SOURCES  # noqa: PLC0415 - models are ready now
        from maillage.pages.queries import closed_cases_of  # noqa: PLC0415 - models are ready now

        SOURCES["matching"] = closed_cases_of
