from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class AlreadySigned(Refusal):
    message = _("Cette version de l’entente est déjà signée.")


class NotInForce(Refusal):
    message = _("Cette entente n’est pas en vigueur : il n’y a rien à terminer.")


class VersionsOverlap(Refusal):
    message = _("Ces dates chevauchent une version déjà signée de la même entente.")


class TooFewParties(Refusal):
    message = _("Une entente lie au moins deux réseaux.")


class DocumentArchived(Refusal):
    message = _("Ce document est archivé : il reste dans l’histoire de l’entente et ne change plus.")
