"""Refusals of the competence reference, each with its sentence and its facts."""

from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class VersionIsPublished(Refusal):
    message = _(
        "La version %(number)s est déjà publiée avec un autre contenu : elle ne change plus. "
        "Donnez un nouveau numéro. Rien n’a été importé."
    )


class NoSuchVersion(Refusal):
    message = _("Aucune version %(slug)s du référentiel. Importez-la d’abord : maillage skills import.")


class NotInThisLanguage(Refusal):
    message = _("La version %(slug)s n’est pas écrite dans cette langue : %(language)s.")


class FrameworkIsRefused(Refusal):
    message = _("%(file)s ne décrit pas un référentiel : %(reason)s. Rien n’a été importé.")
