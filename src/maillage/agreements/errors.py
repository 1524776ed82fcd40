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


class PracticeChanged(Refusal):
    message = _(
        "Quelqu’un d’autre a enregistré entre-temps. Rien n’est perdu : relisez ce qui a changé, puis enregistrez de nouveau."
    )


class NotOpenToTwins(Refusal):
    message = _("Ouvrez d’abord cette pratique aux partenaires d’une entente, sur un volet.")


class NotATwin(Refusal):
    message = _("Aucune entente en vigueur ne vous lie à ce réseau sur ce volet.")


class AlreadyFollowed(Refusal):
    message = _("%(organisation)s reprend déjà cette pratique.")


class OwnPractice(Refusal):
    message = _("Cette pratique est déjà la vôtre.")


class NoSuchMove(Refusal):
    message = _("De « %(here)s », on ne passe pas à « %(there)s ».")


class ReasonMissing(Refusal):
    message = _("Dites pourquoi : qui propose doit le savoir.")


class AdopterMissing(Refusal):
    message = _("Dites d’abord quelle organisation reprend la pratique.")
