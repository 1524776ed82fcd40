"""The tables of an initiative for a spreadsheet: its figures, then the rows that make them."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.outcomes.enums import Certainty, OutcomeKind, PayBand, ShareMethod
from maillage.outcomes.rules.book import NOTHING
from maillage.outcomes.rules.detail import CUTS
from maillage.outcomes.rules.workbook import Column, Kind, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.db.models import Model

    from maillage.outcomes.rules.book import Book, Given
    from maillage.outcomes.rules.detail import Detail
    from maillage.outcomes.rules.workbook import Value

    Address = Callable[[Model], str]


def tables_of(book: Book, details: Sequence[Detail], address: Address) -> list[Table]:
    """details: of its outcomes. address: of the page of a row, in full."""
    return [
        _summary(book, address),
        *_detailed(details),
        _outcomes(book, address),
        _contributions(book, address),
        _allocations(book),
        _shares(book, address),
    ]


def _column(title: str, kind: Kind, meaning: str) -> Column:
    return Column(title=title, kind=kind, meaning=meaning)


def _summary(book: Book, address: Address) -> Table:
    columns = (
        _column(_("Chiffre"), Kind.TEXT, _("ce qui est compté")),
        _column(_("Lignes"), Kind.NUMBER, _("combien de lignes font ce chiffre")),
        _column(_("Total"), Kind.NUMBER, _("leur somme ; chaque retombée est comptée une fois")),
        _column(_("Unité"), Kind.TEXT, _("la monnaie, ou vide quand on compte une à une")),
        _column(_("Où les lire"), Kind.LINK, _("la page d’où l’on ouvre chacune de ces lignes")),
    )
    where = address(book.initiative)
    rows = [(*told, where) for told in (*_given_in_all(book), *_reached(book))]
    if not book.is_open:
        rows.append(
            (
                _("Des lignes ne sont pas publiées : ce classeur n’est pas une donnée ouverte."),
                None,
                None,
                None,
                where,
            )
        )
    return Table(title=_("Résumé"), columns=columns, rows=tuple(rows))


def _given_in_all(book: Book) -> Iterator[tuple[Value, ...]]:
    """Money and gifts in kind are never added, nor two currencies."""
    found: dict[tuple[bool, str], list[Given]] = defaultdict(list)
    for one in book.given:
        found[not one.is_money, one.contribution.currency].append(one)
    for (is_in_kind, currency), several in sorted(found.items()):
        name = _("Apports en nature, à leur valeur déclarée") if is_in_kind else _("Contributions en argent")
        yield name, len(several), sum((one.allocation.amount for one in several), NOTHING), currency
        placed = sum((one.allocation.placed for one in several), NOTHING)
        told = (
            _("dont placé sur des activités, en nature") if is_in_kind else _("dont placé sur des activités")
        )
        yield told, len(several), placed, currency


def _reached(book: Book) -> Iterator[tuple[Value, ...]]:
    for (kind, currency), (several, total) in book.sums().items():
        yield str(OutcomeKind(kind).label), several, total, currency


def _detailed(details: Sequence[Detail]) -> list[Table]:
    """No sheet when nothing is told apart."""
    columns = (
        _column(_("Indicateur"), Kind.TEXT, _("ce qui est compté")),
        _column(_("Détail"), Kind.TEXT, _("par secteur (section de NACE) ou par salaire")),
        _column(_("Ligne"), Kind.TEXT, _("le secteur ou le salaire ; des lignes de peu d’organisations sont regroupées")),
        _column(_("Retombées"), Kind.NUMBER, _("combien de retombées, chacune sur une seule ligne")),
        _column(_("Total"), Kind.NUMBER, _("leur somme ; les lignes d’un détail redonnent le total de l’indicateur")),
        _column(_("Monnaie"), Kind.TEXT, _("la monnaie d’un montant ; vide pour le reste")),
    )  # fmt: skip
    rows = tuple(
        (
            str(detail.indicator),
            str(CUTS[detail.cut]),
            detail.label(line),
            line.outcomes,
            line.value,
            detail.currency,
        )
        for detail in details
        for line in detail.lines
    )
    return [Table(title=_("Détail"), columns=columns, rows=rows)] if rows else []


def _outcomes(book: Book, address: Address) -> Table:
    columns = (
        _column(_("Référence"), Kind.NUMBER, _("le numéro de la retombée dans Maillage")),
        _column(_("Nature"), Kind.TEXT, _("ce qui est arrivé")),
        _column(_("Entreprise"), Kind.TEXT, _("où c’est arrivé ; vide quand ce n’est pas dans une entreprise")),
        _column(_("Lieu"), Kind.TEXT, _("le territoire ; vide quand il n’est pas connu")),
        _column(_("Jour"), Kind.DATE, _("le jour où c’est arrivé")),
        _column(_("Combien"), Kind.NUMBER, _("combien, une à une ou dans la monnaie")),
        _column(_("Monnaie"), Kind.TEXT, _("la monnaie d’un montant ; vide pour le reste")),
        _column(_("Équivalents temps plein"), Kind.NUMBER, _("pour des emplois ; vide quand ils ne sont pas connus")),
        _column(_("Salaire"), Kind.TEXT, _("pour des emplois, par rapport au salaire minimum ; vide quand il n’est pas connu")),
        _column(_("Certitude"), Kind.TEXT, _("déclarée, documentée ou vérifiée")),
        _column(_("Vérifiée par"), Kind.TEXT, _("qui a regardé les preuves ; vide quand personne")),
        _column(_("Fictive"), Kind.TEXT, _("« oui » pour ce qui est inventé pour une démonstration")),
        _column(_("Page"), Kind.LINK, _("la page de la retombée, avec ses preuves")),
    )  # fmt: skip
    rows = tuple(
        (
            one.outcome_id,
            str(OutcomeKind(one.outcome.kind).label),
            one.outcome.organisation.name if one.outcome.organisation else None,
            one.outcome.territory.name if one.outcome.territory else None,
            one.happened_on,
            one.value,
            one.currency,
            one.full_time_equivalents,
            str(PayBand(one.pay_band).label) if one.pay_band else None,
            str(Certainty(one.certainty).label),
            one.verified_by.name if one.verified_by else None,
            _("oui") if one.outcome.is_fictitious else None,
            address(one.outcome),
        )
        for one in book.statements
    )
    return Table(title=_("Retombées"), columns=columns, rows=rows)


def _contributions(book: Book, address: Address) -> Table:
    columns = (
        _column(_("Référence"), Kind.NUMBER, _("le numéro de la contribution dans Maillage")),
        _column(_("Bailleur"), Kind.TEXT, _("qui donne")),
        _column(_("Nature"), Kind.TEXT, _("argent, heures d’expertise, locaux ou matériel")),
        _column(_("Usage"), Kind.TEXT, _("à quoi c’est destiné")),
        _column(_("Objet"), Kind.TEXT, _("le titre de la contribution")),
        _column(_("Promise le"), Kind.DATE, _("le jour de la promesse")),
        _column(_("Total"), Kind.MONEY, _("toute la contribution, dont une part peut aller ailleurs")),
        _column(_("Reçu"), Kind.MONEY, _("ce qui est reçu de toute la contribution")),
        _column(_("Monnaie"), Kind.TEXT, _("la monnaie des montants")),
        _column(_("Fictive"), Kind.TEXT, _("« oui » pour ce qui est inventé pour une démonstration")),
        _column(_("Page"), Kind.LINK, _("la page de la contribution")),
    )
    rows = tuple(
        (
            one.contribution.pk,
            one.contribution.funder.name,
            one.contribution.get_kind_display(),
            one.contribution.get_purpose_display(),
            one.contribution.title,
            one.contribution.promised_on,
            one.contribution.total,
            sum((part.amount for part in one.instalments if part.received_on), NOTHING),
            one.contribution.currency,
            _("oui") if one.contribution.is_fictitious else None,
            address(one.contribution),
        )
        for one in book.given
    )
    return Table(title=_("Contributions"), columns=columns, rows=rows)


def _allocations(book: Book) -> Table:
    columns = (
        _column(_("Contribution"), Kind.NUMBER, _("son numéro, celui de la feuille des contributions")),
        _column(_("Montant"), Kind.MONEY, _("ce que la contribution donne à cette initiative")),
        _column(_("Placé"), Kind.MONEY, _("ce que des activités en prennent")),
        _column(_("Monnaie"), Kind.TEXT, _("la monnaie des montants")),
        _column(_("Inscrite le"), Kind.DATE, _("le jour où l’affectation a été inscrite")),
    )
    rows = tuple(
        (
            one.contribution.pk,
            one.allocation.amount,
            one.allocation.placed,
            one.contribution.currency,
            one.allocation.recorded_at.date(),
        )
        for one in book.given
    )
    return Table(title=_("Affectations"), columns=columns, rows=rows)


def _shares(book: Book, address: Address) -> Table:
    columns = (
        _column(_("Retombée"), Kind.NUMBER, _("son numéro, celui de la feuille des retombées")),
        _column(_("Contribution"), Kind.NUMBER, _("son numéro, celui de la feuille des contributions")),
        _column(_("Part"), Kind.SHARE, _("la part de la retombée reconnue à la contribution ; les parts d’une retombée font un")),
        _column(_("Crédité"), Kind.NUMBER, _("la part, multipliée par ce que compte la retombée")),
        _column(_("Comment"), Kind.TEXT, _("comment la part a été décidée")),
        _column(_("Page"), Kind.LINK, _("la page de la retombée")),
    )  # fmt: skip
    values = {one.outcome_id: one.value for one in book.statements}
    rows = tuple(
        (
            one.outcome_id,
            one.contribution_id,
            one.share,
            Decimal(one.share * values[one.outcome_id]),
            str(ShareMethod(one.method).label),
            address(one.outcome),
        )
        for one in book.shares
    )
    return Table(title=_("Parts"), columns=columns, rows=rows)
