"""What a text is, how well an offer answers it, and the words that say why."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.matching.enums import Fit, PartName
from maillage.matching.errors import EmptyNeed, TextTooLong
from maillage.matching.models import LONGEST_TEXT
from maillage.matching.rules.discretion import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.matching.rules.score import Part

CONSENT_TEXT = gettext_lazy(
    "J’accepte que mon nom et mon adresse courriel soient transmis à l’organisation qui tient cette offre, "
    "ou à la coordination de son réseau qui répond pour elle, pour répondre à ce besoin et à rien d’autre."
)
LONGEST_TITLE = 90
FEWEST_LETTERS = 3
STRONG_FIT = 3.5  # sum of two z-scores: far above what unrelated offers reach
PARTIAL_FIT = 2.8
NEAR_MEANING = 1.4  # a z-score: nearer than nine texts in ten
LEAST_SHOWN = 1.6  # below, an offer stands out from the others by chance alone
SHOWN_WORDS = 4
MOST_TO_CONFIRM = 2  # the rest is under « Ses conditions »
OLD = 365  # days
MOST_OTHER_WORDS = 2
FEWEST_FIRMS = 3  # fewer could be guessed by name
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s|\n")


def checked_text(text: str) -> str:
    """The person's words, without control characters or outer spaces.

    Raises EmptyNeed under three letters or digits, TextTooLong beyond LONGEST_TEXT characters.
    """
    cleaned = _CONTROL.sub(" ", text.replace("\r\n", "\n")).strip()
    if len(cleaned) > LONGEST_TEXT:
        raise TextTooLong(length=len(cleaned), limit=LONGEST_TEXT)
    if sum(char.isalnum() for char in cleaned) < FEWEST_LETTERS:
        raise EmptyNeed
    return cleaned


def title_from(text: str) -> str:
    """The first sentence, cut between words to fit a list."""
    first = _SENTENCE_END.split(text, maxsplit=1)[0].strip().rstrip(".")
    if len(first) <= LONGEST_TITLE:
        return first
    return first[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def fit_of(total: float, *, halves: int) -> Fit:
    """How well an offer answers, from the summed z-scores of `halves` (1: words alone, 2: words and meaning)."""
    if total >= STRONG_FIT * halves / 2:
        return Fit.STRONG
    return Fit.PARTIAL if total >= PARTIAL_FIT * halves / 2 else Fit.WEAK


def is_worth_showing(total: float) -> bool:
    return total >= LEAST_SHOWN


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why an offer is shown: a code and its facts, worded in the language of whoever reads it."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """One plain sentence. Raises KeyError for a code that nobody ever gave."""
        facts = self.facts
        if self.code == "words":
            quoted = ", ".join(_("« %(word)s »") % {"word": word} for word in facts["words"])
            sentence = ngettext(
                "Un mot en commun : %(words)s.",
                "Des mots en commun : %(words)s.",
                len(facts["words"]),
            )
            return sentence % {"words": quoted}
        if self.code == "helped":
            sentence = ngettext(
                "A déjà réglé le besoin de %(firms)s entreprise.",
                "A déjà réglé le besoin de %(firms)s entreprises.",
                facts["firms"],
            )
            return sentence % facts
        return SENTENCES[self.code] % facts

    @property
    def doubt(self) -> bool:
        """A doubt is said as such."""
        return self.code in DOUBTS

    def stored(self) -> dict[str, Any]:
        return {"code": self.code, "facts": self.facts}


DOUBTS = {"unclear", "to_confirm", "old"}
SENTENCES = {
    "meaning": gettext_lazy("Le sens de votre texte et celui de l’offre sont proches."),
    "meaning_alone": gettext_lazy("Pas un mot en commun, mais le sens est proche."),
    "agreement": gettext_lazy("Le volet %(strand)s de l’entente vous ouvre cette offre."),
    "near": gettext_lazy("Dans votre réseau (%(place)s)."),
    "helped_some": gettext_lazy("A déjà aidé par une mise en relation d’ici."),
    "town": gettext_lazy("Dans votre ville (%(place)s)."),
    "region": gettext_lazy("Dans votre région (%(place)s)."),
    "sector": gettext_lazy("Votre secteur : %(sector)s."),
    "strand": gettext_lazy("Même volet : %(strand)s."),
    "to_confirm": gettext_lazy("À confirmer : %(condition)s."),
    "old": gettext_lazy("Offre mise à jour il y a plus d’un an."),
    "other_words": gettext_lazy("Votre « %(ours)s » se dit ici « %(theirs)s »."),
    "similar_firms": gettext_lazy("A aidé %(firms)s entreprises au besoin semblable."),
    "similar_need": gettext_lazy("Déjà utile à un besoin semblable."),
    "unclear": gettext_lazy("Rien ne dit clairement que cette offre vous convient : lisez-la avant."),
}


def reasons_for(
    *,
    shared_words: Sequence[str],
    meaning: float | None,
    place: str,
    near: bool,
    agreement: bool,
    strand: str,
    past: Reason | None = None,
    other_words: Sequence[tuple[str, str]] = (),
) -> list[Reason]:
    """What a person reads under « Pourquoi ». `meaning` is a z-score, None when only words count; `past`: see `past_reason`."""
    reasons = []
    if shared_words:
        reasons.append(Reason(code="words", facts={"words": list(shared_words[:SHOWN_WORDS])}))
    reasons += [
        Reason(code="other_words", facts={"ours": ours, "theirs": theirs})
        for ours, theirs in other_words[:MOST_OTHER_WORDS]
    ]
    if meaning is not None and meaning >= NEAR_MEANING:
        reasons.append(Reason(code="meaning" if shared_words or other_words else "meaning_alone"))
    if past is not None:
        reasons.append(past)
    if agreement:
        reasons.append(Reason(code="agreement", facts={"strand": strand.lower()}))
    elif near:
        reasons.append(Reason(code="near", facts={"place": place}))
    return reasons or [Reason(code="unclear")]


def reasons_of_parts(
    parts: Mapping[str, Part],
    *,
    place: str,
    strand: str,
    sector: str,
    to_confirm: Sequence[str],
    agreement: bool,
    helped: bool,
) -> list[Reason]:
    """What the parts of the score add, for those that say something. `strand` was said already where an agreement opens it."""
    near = parts[PartName.TERRITORY].facts.get("near")
    reasons = [Reason(code=near, facts={"place": place})] if near in {"town", "region"} else []
    if parts[PartName.SECTOR].value and sector:
        reasons.append(Reason(code="sector", facts={"sector": sector}))
    if parts[PartName.STRAND].value and not agreement:
        reasons.append(Reason(code="strand", facts={"strand": strand.lower()}))
    firms = parts[PartName.TRACK_RECORD].facts.get("firms", 0)
    if firms and helped:
        number = told(firms)
        reasons.append(
            Reason(code="helped", facts={"firms": number}) if number else Reason(code="helped_some")
        )
    reasons += [Reason(code="to_confirm", facts={"condition": said}) for said in to_confirm[:MOST_TO_CONFIRM]]
    if parts[PartName.FRESHNESS].facts.get("days", 0) > OLD:
        reasons.append(Reason(code="old"))
    return reasons


def past_reason(*, firms: int, one_is_visible: bool) -> Reason | None:
    """What may be said of the firms with a similar need that an offer helped.

    Their number from FEWEST_FIRMS on; below, only that there was a need, to whoever may read it anyway.
    """
    if firms >= FEWEST_FIRMS:
        return Reason(code="similar_firms", facts={"firms": firms})
    return Reason(code="similar_need") if one_is_visible else None
