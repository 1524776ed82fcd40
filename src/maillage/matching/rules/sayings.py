"""A part of a score in plain words, and what would change a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.matching.enums import Answer, AvailabilityState, PartName

if TYPE_CHECKING:
    from collections.abc import Callable

    from maillage.matching.rules.score import Part

DAYS_IN_WEEK, DAYS_IN_MONTH, DAYS_IN_YEAR = 7, 30, 365
ELIGIBILITY = {
    "yes": gettext_lazy("Ses conditions sont remplies."),
    "no": gettext_lazy("Une de ses conditions n’est pas remplie."),
    "unknown": gettext_lazy("Il manque une réponse pour connaître ses conditions."),
    None: gettext_lazy("Elle ne pose pas de condition."),
}
TERRITORY = {
    "town": gettext_lazy("Dans votre ville."),
    "region": gettext_lazy("Dans votre région."),
    "network": gettext_lazy("Dans votre réseau."),
    "twin": gettext_lazy("De l’autre côté d’une entente."),
    "elsewhere": gettext_lazy("Ailleurs."),
    None: gettext_lazy("Le lieu ne compte pas pour un programme, ou le vôtre n’est pas connu."),
}
SAME_SECTOR = gettext_lazy("Le secteur de l’entreprise.")
SECTOR = {
    None: gettext_lazy("Son secteur ne dit rien de qui elle sert."),
    0.0: gettext_lazy("Le programme nomme d’autres secteurs que le vôtre."),
}
STRAND = {
    None: gettext_lazy("Le besoin ou l’offre ne dit pas son volet."),
    0.0: gettext_lazy("Un autre volet."),
    1.0: gettext_lazy("Même volet."),
}
AVAILABILITY = {
    AvailabilityState.FREE: gettext_lazy("Elle prend des demandes."),
    AvailabilityState.FULL: gettext_lazy("Elle est complète ce mois-ci."),
    AvailabilityState.ABSENT: gettext_lazy("Elle est absente en ce moment."),
    AvailabilityState.UNKNOWN: gettext_lazy("Elle n’a pas dit combien de demandes elle prend."),
}
HELPS = {  # for the coordination, who chooses what each weighs
    PartName.ELIGIBILITY: gettext_lazy(
        "Les programmes auxquels l’entreprise a droit montent, ceux qui se ferment à elle descendent."
    ),
    PartName.TERRITORY: gettext_lazy(
        "Ce qui est près monte : la ville, la région, le réseau, puis le jumelage."
    ),
    PartName.SECTOR: gettext_lazy("Ce qui vient du secteur de l’entreprise, ou s’adresse à lui, monte."),
    PartName.STRAND: gettext_lazy("Ce qui est du même volet d’entente monte, ce qui est d’un autre descend."),
    PartName.FRESHNESS: gettext_lazy(
        "Les offres mises à jour il y a peu montent ; après un an, elles descendent."
    ),
    PartName.TRACK_RECORD: gettext_lazy("Les offres qui ont déjà aidé montent, à mesure qu’elles ont servi."),
    PartName.AVAILABILITY: gettext_lazy("Qui prend des demandes monte, qui est complet ou absent descend."),
}


def saying_of(part: Part) -> str:
    """One plain sentence about what this part knows."""
    return SAYINGS[PartName(part.name)](part)


def _age(part: Part) -> str:
    days = part.facts["days"]
    if days < DAYS_IN_WEEK:
        return _("Mise à jour cette semaine.")
    if days < 2 * DAYS_IN_MONTH:
        number = days // DAYS_IN_WEEK
        said = ngettext("Mise à jour il y a %(n)s semaine.", "Mise à jour il y a %(n)s semaines.", number)
    elif days < 2 * DAYS_IN_YEAR:
        number = days // DAYS_IN_MONTH
        said = ngettext("Mise à jour il y a %(n)s mois.", "Mise à jour il y a %(n)s mois.", number)
    else:
        number = days // DAYS_IN_YEAR
        said = ngettext("Mise à jour il y a %(n)s an.", "Mise à jour il y a %(n)s ans.", number)
    return said % {"n": number}


def _record(part: Part) -> str:
    tried, good = part.facts.get("tried", 0), part.facts.get("good", 0)
    if not tried:
        return _("Aucune mise en relation suivie encore.")
    said = ngettext(
        "%(good)s mise en relation suivie sur %(tried)s a aidé.",
        "%(good)s mises en relation suivies sur %(tried)s ont aidé.",
        good,
    )
    return said % {"good": good, "tried": tried}


SAYINGS: dict[PartName, Callable[[Part], str]] = {
    PartName.RELEVANCE: lambda _part: _("Ce que disent vos mots, leur sens et le genre du besoin."),
    PartName.ELIGIBILITY: lambda part: str(ELIGIBILITY[part.facts.get("answer")]),
    PartName.TERRITORY: lambda part: str(TERRITORY[part.facts.get("near")]),
    PartName.SECTOR: lambda part: str(SECTOR.get(part.value, SAME_SECTOR)),
    PartName.STRAND: lambda part: str(STRAND[part.value]),
    PartName.FRESHNESS: _age,
    PartName.TRACK_RECORD: _record,
    PartName.AVAILABILITY: lambda part: str(AVAILABILITY[part.facts["state"]]),
}
WHAT_IFS = {
    "condition": gettext_lazy("Si l’entreprise remplissait « %(condition)s » : %(answer)s, %(rank)s."),
    "all_conditions": gettext_lazy("Si elle remplissait tout ce qui manque : %(answer)s, %(rank)s."),
    "fresh": gettext_lazy("Avec une offre mise à jour aujourd’hui : %(rank)s."),
    "strand": gettext_lazy("Avec un besoin du même volet que l’offre : %(rank)s."),
}
ANSWERS = {
    Answer.YES: gettext_lazy("admissible"),
    Answer.NO: gettext_lazy("pas admissible"),
    Answer.UNKNOWN: gettext_lazy("il manquerait encore une réponse"),
}


def what_if_said(code: str, condition: str, answer: Answer | None, rank: int) -> str:
    """What would be otherwise, and where the offer would stand."""
    place = _("au rang %(rank)s") % {"rank": rank}
    said = str(ANSWERS[answer]) if answer else ""
    return WHAT_IFS[code] % {"condition": condition, "answer": said, "rank": place}
