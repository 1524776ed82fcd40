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


class ChangedMeanwhile(Refusal):
    message = _(
        "Quelqu’un d’autre a enregistré un changement pendant que vous écriviez. Ce que vous avez écrit est gardé : "
        "comparez, puis enregistrez de nouveau."
    )


class NotAParty(Refusal):
    message = _("%(party)s n’est pas une partie de cette entente.")


class RateTwice(Refusal):
    message = _("Ce jour a déjà son taux. Retirez-le d’abord.")


class ProjectTwice(Refusal):
    message = _("Cette entente a déjà un projet de ce nom.")


class YearTwice(Refusal):
    message = _("L’année %(year)s est déjà au calendrier.")


class NotYetHeld(Refusal):
    message = _("L’année %(year)s n’a pas commencé : la visite ne peut pas être déjà tenue.")


class SkippedWithoutReason(Refusal):
    message = _("Dites pourquoi l’année %(year)s est sautée.")


class HostMissing(Refusal):
    message = _("Dites qui reçoit en %(year)s.")


class NothingToSwap(Refusal):
    message = _("On échange deux années prévues, reçues par deux communautés différentes.")


class NotAcross(Refusal):
    message = _("Aucune entente en vigueur ne relie aujourd’hui cette entreprise à ce lieu d’accueil.")


class StrandNotCovered(Refusal):
    message = _("L’entente en vigueur ne couvre pas ce volet.")


class DatesReversed(Refusal):
    message = _("Le dernier jour ne peut pas précéder le premier.")


class WelcomeClosed(Refusal):
    message = _("%(host)s ne reçoit pas de demandes en ce moment.")


class WelcomeAlreadyAsked(Refusal):
    message = _("Une demande attend déjà la réponse de %(host)s.")


class NoPlaceLeft(Refusal):
    message = _("Plus de place à ces dates : %(places)s au plus en même temps. La demande reste ouverte.")


class StayMoved(Refusal):
    message = _("Ce séjour est déjà « %(state)s » : cette étape n’est plus possible.")


class ConsentToWelcomeMissing(Refusal):
    message = _(
        "Sans votre accord, vos coordonnées ne partent pas : l’organisme ne pourrait pas vous répondre."
    )


class PlacesTaken(Refusal):
    message = _("Des séjours acceptés occupent déjà une place au-delà de %(places)s.")


class AlreadyAWelcomeHost(Refusal):
    message = _("%(host)s est déjà un lieu d’accueil.")


class AlreadyToldWhatCame(Refusal):
    message = _("La suite de ce séjour est déjà écrite.")
