from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class UnreadableTable(Refusal):
    message = _("%(where)s : %(what)s.")


class InstrumentIsRefused(Refusal):
    message = _("Le dossier %(folder)s ne décrit pas un instrument : %(reason)s. Rien n’a été importé.")


class NoFramework(Refusal):
    message = _("Importez d’abord le référentiel de compétences : maillage skills import.")


class AlreadyRetired(Refusal):
    message = _("Cette question est déjà retirée.")
