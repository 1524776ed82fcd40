from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import ChangedMeanwhile as ChangedMeanwhile  # noqa: PLC0414 - one for all, refused here too
from maillage.common.refusals import Refusal

SOMEBODY = _("Quelqu’un")  # whose account is gone


class AlreadySigned(Refusal):
    message = _("Cette version de l’entente est déjà signée.")


class NotInForce(Refusal):
    message = _("Cette entente n’est pas en vigueur : il n’y a rien à terminer.")


class VersionsOverlap(Refusal):
    message = _(
        "Ces dates chevauchent la version %(number)s, déjà signée : déplacez-les, ou dites que celle-ci la remplace."
    )


class TooFewParties(Refusal):
    message = _("Une entente lie au moins deux réseaux.")


class NotYetAgreed(Refusal):
    message = _("Cette version n’est pas encore acceptée par toutes les parties.")


class AlreadyAgreed(Refusal):
    message = _("Votre réseau a déjà accepté cette version.")


class NoStrandYet(Refusal):
    message = _("Cette version n’ouvre aucun volet : choisissez-en au moins un avant de l’accepter.")


class ReasonNeeded(Refusal):
    message = _("Dites pourquoi : la raison reste dans l’histoire de l’entente.")


class SignedTooSoon(Refusal):
    message = _("Une signature se note le jour même ou après : ce jour n’est pas encore venu.")


class SomebodyWroteIt(Refusal):
    message = _(
        "%(who)s a enregistré ce projet pendant que vous écriviez. Rien n’est perdu : votre texte est ici, voyez ce qui diffère, puis enregistrez s’il doit rester."
    )


class TextChanged(Refusal):
    message = _("%(who)s a changé ce texte depuis que vous l’avez lu : relisez-le avant de l’accepter.")


class EndsBeforeItStarts(Refusal):
    message = _("Le dernier jour ne peut pas précéder le premier.")


class StrandEndsBeforeItStarts(Refusal):
    message = _("Un volet ne peut pas se fermer avant de s’ouvrir.")


class StrandOutsideItsVersion(Refusal):
    message = _("Un volet ne s’ouvre que pendant sa version : ses jours en sortent.")


class StrandStillOwes(Refusal):
    message = _("Le volet « %(strand)s » porte encore des engagements : gardez-le, ou retirez-les d’abord.")


class SignatoryWithoutParty(Refusal):
    message = _("Dites pour quelle partie signe « %(office)s ».")


class PartyOfAnother(Refusal):
    message = _("Cette partie n’est pas liée par cette entente.")


class RenewalUnderWay(Refusal):
    message = _("Le renouvellement est déjà en projet : c’est la version %(number)s.")


class NothingToRenew(Refusal):
    message = _("Aucune version n’est signée : il n’y a rien à renouveler.")


class NotSignedYet(Refusal):
    message = _("Un engagement se suit une fois la version signée.")


class CarriedOver(Refusal):
    message = _("Cet engagement continue dans la version %(number)s : c’est là qu’il se suit.")


class CommitmentMoved(Refusal):
    message = _(
        "%(who)s a changé cet engagement pendant que vous écriviez : il est « %(state)s ». Rien n’est perdu : relisez, puis enregistrez si votre mot doit rester."
    )


class NoSuchMove(Refusal):
    message = _("De « %(since)s », un engagement ne passe pas à « %(state)s ».")


class EvidenceNeeded(Refusal):
    message = _("Dites ce qui le montre, ou pourquoi : c’est la preuve que d’autres liront.")


class DocumentArchived(Refusal):
    message = _("Ce document est archivé : il reste dans l’histoire de l’entente et ne change plus.")


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


class NoSuchTransferMove(Refusal):
    message = _("De « %(here)s », on ne passe pas à « %(there)s ».")


class ReasonMissing(Refusal):
    message = _("Dites pourquoi : qui propose doit le savoir.")


class AdopterMissing(Refusal):
    message = _("Dites d’abord quelle organisation reprend la pratique.")


class NotInForceForThat(Refusal):
    message = _(
        "Ce volet n’est pas en vigueur aujourd’hui : un engagement s’y prend dans le projet qui le renouvelle."
    )


class VersionWithdrawn(Refusal):
    message = _("Ce projet est retiré : il reste dans l’histoire de l’entente et ne change plus.")


class NothingInTheMaking(Refusal):
    message = _(
        "Le nom et la raison d’être changent pendant qu’une version est en projet. Préparez d’abord un renouvellement."
    )


class NamedMeanwhile(Refusal):
    message = _(
        "Quelqu’un d’autre l’a renommée pendant que vous écriviez. Rien n’est perdu : comparez, puis enregistrez si vos mots doivent rester."
    )
