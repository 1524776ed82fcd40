from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import Refusal


class EmptyNeed(Refusal):
    message = _("Dites en une phrase ce qui freine votre entreprise.")


class TextTooLong(Refusal):
    message = _(
        "Votre texte compte %(length)s caractères ; la limite est de %(limit)s. Gardez l’essentiel, le reste se dira de vive voix."
    )


class AlreadyAsked(Refusal):
    message = _("Cette mise en relation est déjà demandée. Vous la retrouvez dans votre liste.")


class AlreadyAnswered(Refusal):
    message = _("Quelqu’un a déjà répondu. Où elle en est : %(state)s.")


class AlreadyTold(Refusal):
    message = _("Vous l’avez déjà dit. Merci.")


class MeetingNotYetHeld(Refusal):
    message = _("Ce jour n’est pas encore passé. Notez la rencontre une fois tenue.")


class AddressNotAllowed(Refusal):
    message = _(
        "Cette adresse ne convient pas : il en faut une qui commence par https://, joignable de partout, sans mot de passe."
    )


class AddressTwice(Refusal):
    message = _("Cette adresse est déjà avisée.")


class OwnOffer(Refusal):
    message = _("Cette offre est la vôtre : il n’y a personne à vous présenter.")


class NoLongerOpen(Refusal):
    message = _("Ce besoin ou cette offre a été retiré des listes.")


class ConsentNeeded(Refusal):
    message = _(
        "Sans votre accord, nous ne transmettons pas vos coordonnées : cochez la case pour continuer."
    )


class SomebodyRevisedIt(Refusal):
    message = _(
        "Quelqu’un a enregistré la version %(version)s pendant que vous écriviez. Rien n’est perdu : voyez ce qui a changé, puis enregistrez si votre texte doit rester."
    )


class UnknownNetwork(Refusal):
    message = _("Le réseau « %(slug)s » n’existe pas.")


class OfferFull(Refusal):
    message = _("Complet pour l’instant : %(holder)s reprend des demandes le %(day)s.")


class AbsencesOverlap(Refusal):
    message = _("Une absence est déjà notée sur une partie de ces jours.")


class AbsenceEndsBeforeItStarts(Refusal):
    message = _("Le dernier jour ne peut pas précéder le premier.")


class WeightOutOfBounds(Refusal):
    message = _("Un poids va de 0 à %(limit)s points ; %(points)s n’est pas permis.")


class UnknownKind(Refusal):
    message = _("Ce genre de besoin n’existe pas dans la référence.")


class NobodyToPropose(Refusal):
    message = _("Personne de %(organisation)s n’a de compte ici : appelez-la plutôt.")


class NotAQuestion(Refusal):
    message = _("Cette question n’existe plus, ou la réponse n’a pas la bonne forme.")
