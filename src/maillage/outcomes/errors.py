from django.utils.translation import gettext_lazy as _

from maillage.common.refusals import ChangedMeanwhile as ChangedMeanwhile  # noqa: PLC0414 - one for all, refused here too
from maillage.common.refusals import Refusal


class NotWhole(Refusal):
    message = _("Les parts font %(total)s en tout : elles doivent faire 100 %%.")


class NothingToShare(Refusal):
    message = _("Cette retombée a été retirée : il n’y a plus rien à partager.")


class OtherBook(Refusal):
    message = _("« %(contribution)s » n’est pas dans un livre que vous pouvez créditer ici.")


class NotMoreThanNothing(Refusal):
    message = _("Une retombée est plus grande que zéro. Rien à déclarer ? Ne déclarez rien.")


class OneByOne(Refusal):
    message = _("« %(kind)s » se compte un par un : donnez un nombre entier.")


class CurrencyNeeded(Refusal):
    message = _("Un montant va avec sa monnaie : choisissez-la.")


class CurrencyUnknown(Refusal):
    message = _("La monnaie « %(currency)s » n’est pas connue : choisissez CAD ou EUR.")


class CurrencyNotWanted(Refusal):
    message = _("« %(kind)s » n’est pas un montant : laissez la monnaie vide.")


class JobsOnly(Refusal):
    message = _("Les équivalents temps plein et le salaire vont avec des emplois.")


class FullTimeTooMany(Refusal):
    message = _(
        "Les équivalents temps plein ne dépassent pas le nombre d’emplois, et sont plus grands que zéro."
    )


class NotYetHappened(Refusal):
    message = _("Ce jour n’est pas encore venu : une retombée se déclare une fois arrivée.")


class BeforeWhereItComesFrom(Refusal):
    message = _("Une retombée ne précède pas ce dont elle vient : « %(name)s » commence le %(since)s.")


class NotOfThisNetwork(Refusal):
    message = _("« %(name)s » n’est pas de ce réseau.")


class DoNotGoTogether(Refusal):
    message = _("« %(one)s » et « %(other)s » ne vont pas ensemble.")


class StrandNotOfAgreement(Refusal):
    message = _("Cette entente n’a jamais ouvert ce volet.")


class AlreadyDeclared(Refusal):
    message = _("C’est déjà dit. Pour changer le nombre, corrigez ce qui est inscrit.")


class AlreadyWithdrawn(Refusal):
    message = _("Cette retombée est déjà retirée.")


class WhyNeeded(Refusal):
    message = _("Dites pourquoi : la raison reste dans l’histoire de la retombée.")


class NothingProvesIt(Refusal):
    message = _("Rien ne la prouve encore : ajoutez une preuve avant de la vérifier.")


class AlreadyVerified(Refusal):
    message = _("Cette retombée est déjà vérifiée.")


class VerifiedByItself(Refusal):
    message = _("Une entreprise ne vérifie pas sa propre retombée : choisissez une autre organisation.")


class LinkOrFile(Refusal):
    message = _("Donnez un lien ou un fichier.")


class EvidenceGone(Refusal):
    message = _("Cette preuve est déjà retirée.")


class CurrencyOfATarget(Refusal):
    message = _("Un indicateur en argent va avec sa monnaie ; un autre n’en a pas.")


class UnknownNetwork(Refusal):
    message = _("Aucun réseau n’a l’adresse « %(slug)s ».")


class UnreadableContent(Refusal):
    message = _("« %(file)s » ne se lit pas : %(reason)s.")


class NobodyToAsk(Refusal):
    message = _(
        "Cette retombée n’a pas d’entreprise : son récit vient d’un fait déjà public, avec sa source."
    )


class SourceNeeded(Refusal):
    message = _("Un fait déjà public va avec l’adresse où il se lit.")


class NothingAskedOfYou(Refusal):
    message = _("On ne vous demande plus rien au sujet de ce récit.")


class ConsentNeeded(Refusal):
    message = _("Sans votre accord, nous ne gardons aucune réponse.")


class PeriodNotOver(Refusal):
    message = _("Cette période n’est pas finie : elle se clôt à partir du lendemain de son dernier jour.")


class PeriodClosed(Refusal):
    """first, last: the closed days that these overlap; in words."""

    message = _(
        "Ces jours sont déjà clos, du %(first)s au %(last)s. Une correction reste possible : elle paraît à côté des chiffres gardés."
    )
