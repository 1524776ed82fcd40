"""Every address of the site and who may open it. A new address without its line here fails the house."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from allauth.usersessions.models import UserSession

from maillage.agreements.tests.factories import PartyFactory, VersionFactory
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.matching.operations.alerts import stop_token
from maillage.matching.tests.factories import (
    IntroductionFactory,
    NeedFactory,
    OfferFactory,
    SavedSearchFactory,
)
from maillage.people.tests.factories import ConsentFactory, UserFactory


class Access(Enum):
    PUBLIC = auto()  # anybody reads it
    PUBLIC_ACTION = auto()  # anybody sends it, nobody reads it
    ACCOUNT = auto()  # whoever has an account, for herself
    GRANTED = auto()  # those a permission lets in; to anybody else it does not exist
    STAFF = auto()  # the platform's own team
    DEMONSTRATION = auto()  # exists in a demonstration only


@dataclass(frozen=True)
class Door:
    """`sample` makes a closed object and answers the arguments of its address."""

    access: Access
    sample: Callable[[], dict[str, object]] = dict


def _need() -> dict[str, object]:
    return {"pk": NeedFactory(visibility="organisation").pk}


def _offer() -> dict[str, object]:
    return {"pk": OfferFactory(visibility="organisation").pk}


def _need_and_offer() -> dict[str, object]:
    return {
        "need_pk": NeedFactory(visibility="organisation").pk,
        "offer_pk": OfferFactory(visibility="public").pk,
    }


def _introduction() -> dict[str, object]:
    return {"pk": IntroductionFactory().pk}


def _agreement_in_force() -> dict[str, object]:
    agreement = VersionFactory().agreement
    PartyFactory(agreement=agreement)
    return {"slug": agreement.slug}


def _network() -> dict[str, object]:
    return {"slug": NetworkFactory().slug}


def _organisation() -> dict[str, object]:
    return {"slug": OrganisationFactory().slug}


def _answer_of_a_firm() -> dict[str, object]:
    return _organisation() | {"key": "revenue"}


def _search() -> dict[str, object]:
    return {"pk": SavedSearchFactory().pk}


def _stop() -> dict[str, object]:
    return {"token": stop_token(UserFactory().pk)}


def _need_with_history() -> dict[str, object]:
    return {"kind": "besoin"} | _need()


def _consent() -> dict[str, object]:
    return {"pk": ConsentFactory().pk}


def _session() -> dict[str, object]:
    session = UserSession.objects.create(
        user=UserFactory(), ip="127.0.0.1", session_key="x" * 32, user_agent="essai"
    )
    return {"pk": session.pk}


def _letter() -> dict[str, object]:
    return {"name": "1.eml"}


PUBLIC, PUBLIC_ACTION, ACCOUNT = Door(Access.PUBLIC), Door(Access.PUBLIC_ACTION), Door(Access.ACCOUNT)

DOORS = {
    "agreements:agreements": PUBLIC,
    "agreements:end": Door(Access.GRANTED, _agreement_in_force),
    "directory:network": Door(Access.PUBLIC, _network),
    "directory:organisation": Door(Access.PUBLIC, _organisation),
    "directory:organisations": PUBLIC,
    "directory:organisation_edit": Door(Access.GRANTED, _organisation),
    "matching:search": PUBLIC,
    "matching:instant": PUBLIC,
    "matching:needs": PUBLIC,
    "matching:need_new": ACCOUNT,
    "matching:need": Door(Access.GRANTED, _need),
    "matching:need_edit": Door(Access.GRANTED, _need),
    "matching:need_close": Door(Access.GRANTED, _need),
    "matching:need_paper": Door(Access.GRANTED, _need),
    "matching:need_answer": Door(Access.GRANTED, _need),
    "matching:firm_answers": Door(Access.GRANTED, _organisation),
    "matching:firm_answer": Door(Access.GRANTED, _answer_of_a_firm),
    "matching:searches": ACCOUNT,
    "matching:search_keep": ACCOUNT,
    "matching:search_change": Door(Access.GRANTED, _search),
    "matching:searches_stop": Door(Access.PUBLIC, _stop),
    "matching:offers": PUBLIC,
    "matching:offer_new": ACCOUNT,
    "matching:offer": Door(Access.GRANTED, _offer),
    "matching:offer_edit": Door(Access.GRANTED, _offer),
    "matching:offer_close": Door(Access.GRANTED, _offer),
    "matching:ask": Door(Access.GRANTED, _need_and_offer),
    "matching:introductions": ACCOUNT,
    "matching:introduction": Door(Access.GRANTED, _introduction),
    "matching:accept": Door(Access.GRANTED, _introduction),
    "matching:decline": Door(Access.GRANTED, _introduction),
    "matching:close": Door(Access.GRANTED, _introduction),
    "pages:home": PUBLIC,
    "pages:today": ACCOUNT,
    "pages:agreement": Door(Access.PUBLIC, _agreement_in_force),
    "pages:history": Door(Access.GRANTED, _need_with_history),
    "pages:jobs": Door(Access.STAFF),
    "pages:mailbox": Door(Access.DEMONSTRATION),
    "pages:mail": Door(Access.DEMONSTRATION, _letter),
    "pages:privacy": PUBLIC,
    "pages:accessibility": PUBLIC,
    "health": PUBLIC,
    "robots": PUBLIC,
    "favicon": PUBLIC,
    "people:account": ACCOUNT,
    "people:name": ACCOUNT,
    "people:language": PUBLIC_ACTION,
    "people:personal_data": ACCOUNT,
    "people:withdraw_consent": Door(Access.GRANTED, _consent),
    "people:end_session": Door(Access.GRANTED, _session),
    "people:erase": ACCOUNT,
    "ui:gallery": PUBLIC,
}
