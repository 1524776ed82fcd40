from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Template parts, styles, formats and the gallery: knows no context."""

    name = "maillage.ui"
    label = "ui"
    verbose_name = _("Composants")
