"""Every address of the site and who may open it. A new address without its line here fails the house."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from allauth.usersessions.models import UserSession

from maillage.activities.models import MeetingPlan
from maillage.activities.tests.camps import applied, camp, reader
from maillage.activities.tests.factories import (
    NOON,
    ActivityFactory,
    FollowUpFactory,
    ItemFactory,
    MeetingPersonFactory,
    ParticipantFactory,
    RoundFactory,
    VisitHostFactory,
    round_of,
)
from maillage.agreements.tests.crossings import asked, crossing, host_of, told
from maillage.agreements.tests.factories import (
    CommitmentFactory,
    PartyFactory,
    VersionFactory,
    document_for_parties,
)
from maillage.agreements.tests.practices import adopted, practice_of
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.matching.operations.alerts import stop_token
from maillage.matching.tests.factories import (
    AbsenceFactory,
    AdvisorLinkFactory,
    IntroductionFactory,
    NeedFactory,
    OfferFactory,
    RoutedNeedFactory,
    SavedSearchFactory,
    WebhookFactory,
)
from maillage.matching.tests.programmes import programme
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


def _programme() -> dict[str, object]:
    return {"pk": programme("Un prêt.").offer_id}


def _programme_fact() -> dict[str, object]:
    return {"pk": programme("Un prêt.").facts.create(field="text").pk}


def _need_and_offer() -> dict[str, object]:
    return {
        "need_pk": NeedFactory(visibility="organisation").pk,
        "offer_pk": OfferFactory(visibility="public").pk,
    }


def _need_to_explain() -> dict[str, object]:
    return {"need_pk": NeedFactory(visibility="organisation").pk}


def _introduction() -> dict[str, object]:
    return {"pk": IntroductionFactory().pk}


def _forged_link() -> dict[str, object]:
    return {"token": "WzEsMSwidW5lLWNsw6kiLDFd.forged"}


def _webhook() -> dict[str, object]:
    return {"pk": WebhookFactory().pk}


def _advisor_link() -> dict[str, object]:
    return {"token": AdvisorLinkFactory().token}


def _advisor() -> dict[str, object]:
    return {"pk": AdvisorLinkFactory().membership_id}


def _absence() -> dict[str, object]:
    absence = AbsenceFactory()
    return {"pk": absence.offer_id, "absence_pk": absence.pk}


def _routed_need() -> dict[str, object]:
    return {"pk": RoutedNeedFactory().pk}


def _agreement_in_force() -> dict[str, object]:
    agreement = VersionFactory().agreement
    PartyFactory(agreement=agreement)
    return {"slug": agreement.slug}


def _signed_version() -> dict[str, object]:
    signed = VersionFactory(agreement=PartyFactory().agreement)
    return {"slug": signed.agreement.slug, "number": signed.number}


def _draft_version() -> dict[str, object]:
    draft = VersionFactory(agreement=PartyFactory().agreement, draft=True)
    return {"slug": draft.agreement.slug, "number": draft.number}


def _commitment() -> dict[str, object]:
    owed = CommitmentFactory()
    return {"slug": owed.opening.version.agreement.slug, "pk": owed.pk}


def _document() -> dict[str, object]:
    document = document_for_parties()
    return {"slug": document.version.agreement.slug, "pk": document.pk}


def _project_of_an_agreement() -> dict[str, object]:
    agreement = crossing().agreement
    return {"slug": agreement.slug, "pk": agreement.projects.create(name="Parcours").pk}


def _money_line() -> dict[str, object]:
    bound = crossing()
    said = vars(told(bound.here, "5"))
    return {"slug": bound.agreement.slug, "pk": bound.agreement.money_lines.create(**said).pk}


def _exchange_rate() -> dict[str, object]:
    agreement = crossing().agreement
    rate = agreement.exchange_rates.create(day="2026-01-05", rate="1.5", source="Banque")
    return {"slug": agreement.slug, "pk": rate.pk}


def _hosting_year() -> dict[str, object]:
    bound = crossing()
    bound.agreement.hosting_years.create(year=2027, host=bound.here)
    return {"slug": bound.agreement.slug, "year": 2027}


def _welcome_host() -> dict[str, object]:
    bound = crossing()
    return {"slug": bound.agreement.slug, "pk": host_of(bound.here).pk}


def _stay() -> dict[str, object]:
    bound = crossing()
    return {"slug": bound.agreement.slug, "pk": asked(bound, host_of(bound.here)).pk}


def _after_a_stay() -> dict[str, object]:
    return _stay() | {"months": 3}


def _practice() -> dict[str, object]:
    return {"pk": practice_of(visibility="organisation").pk}


def _transfer() -> dict[str, object]:
    return {"pk": adopted(practice_of(visibility="public")).pk}


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


def _round() -> dict[str, object]:
    return {"pk": RoundFactory().pk}


def _meeting_person() -> dict[str, object]:
    person = MeetingPersonFactory()
    return {"pk": person.round_id, "person_pk": person.pk}


def _meeting_plan() -> dict[str, object]:
    round_, _people = round_of(0)
    plan = MeetingPlan.objects.create(
        round=round_, number=1, sequence=0, made_at=NOON, value=0, bound=0, is_proved=True
    )
    return {"pk": round_.pk, "plan_pk": plan.pk}


def _activity() -> dict[str, object]:
    return {"slug": ActivityFactory().slug}


def _person_of_a_visit() -> dict[str, object]:
    person = ParticipantFactory()
    return {"slug": person.activity.slug, "pk": person.pk}


def _host_of_a_visit() -> dict[str, object]:
    host = VisitHostFactory()
    return {"slug": host.activity.slug, "pk": host.pk}


def _moment() -> dict[str, object]:
    item = ItemFactory()
    return {"slug": item.activity.slug, "pk": item.pk}


def _participant() -> dict[str, object]:
    person = ParticipantFactory()
    return {"slug": person.activity.slug, "pk": person.pk}


def _follow_up() -> dict[str, object]:
    return {"pk": FollowUpFactory().pk}


def _sheet() -> dict[str, object]:
    return _activity() | {"sheet": "programme"}


def _camp() -> dict[str, object]:
    return {"slug": camp().series.slug}


def _edition() -> dict[str, object]:
    return {"slug": camp().activity.slug}


def _edition_in_draft() -> dict[str, object]:
    return {"slug": camp(announced=False).activity.slug}


def _application() -> dict[str, object]:
    edition = camp()
    reader(edition)
    row = applied(edition, edition.here, "elle@exemple.test")
    return {"slug": edition.activity.slug, "pk": row.pk}


def _session() -> dict[str, object]:
    item = ItemFactory(kind="session")
    return {"slug": item.activity.slug, "pk": item.pk}


def _consent() -> dict[str, object]:
    return {"pk": ConsentFactory().pk}


def _signed_in() -> dict[str, object]:
    session = UserSession.objects.create(
        user=UserFactory(), ip="127.0.0.1", session_key="x" * 32, user_agent="essai"
    )
    return {"pk": session.pk}


def _letter() -> dict[str, object]:
    return {"name": "1.eml"}


PUBLIC, PUBLIC_ACTION, ACCOUNT = Door(Access.PUBLIC), Door(Access.PUBLIC_ACTION), Door(Access.ACCOUNT)

DOORS = {
    "agreements:agreements": PUBLIC,
    "agreements:new": Door(Access.GRANTED),
    "agreements:end": Door(Access.GRANTED, _agreement_in_force),
    "activities:activities": PUBLIC,
    "activities:activity": Door(Access.GRANTED, _activity),
    "agreements:renew": Door(Access.GRANTED, _agreement_in_force),
    "agreements:compare": Door(Access.PUBLIC, _agreement_in_force),
    "agreements:version": Door(Access.PUBLIC, _signed_version),
    "agreements:edit-version": Door(Access.GRANTED, _draft_version),
    "agreements:agree": Door(Access.GRANTED, _draft_version),
    "agreements:sign": Door(Access.GRANTED, _draft_version),
    "agreements:publish": Door(Access.GRANTED, _signed_version),
    "agreements:commitment": Door(Access.GRANTED, _commitment),
    "agreements:documents": Door(Access.PUBLIC, _agreement_in_force),
    "agreements:document_add": Door(Access.GRANTED, _agreement_in_force),
    "agreements:document": Door(Access.GRANTED, _document),
    "agreements:document_change": Door(Access.GRANTED, _document),
    "agreements:money": Door(Access.GRANTED, _agreement_in_force),
    "agreements:money_project": Door(Access.GRANTED, _project_of_an_agreement),
    "agreements:money_project_new": Door(Access.GRANTED, _agreement_in_force),
    "agreements:money_line_new": Door(Access.GRANTED, _agreement_in_force),
    "agreements:money_line": Door(Access.GRANTED, _money_line),
    "agreements:money_line_remove": Door(Access.GRANTED, _money_line),
    "agreements:money_rate_new": Door(Access.GRANTED, _agreement_in_force),
    "agreements:money_rate_remove": Door(Access.GRANTED, _exchange_rate),
    "agreements:rotation": Door(Access.PUBLIC, _agreement_in_force),
    "agreements:rotation_year_new": Door(Access.GRANTED, _agreement_in_force),
    "agreements:rotation_year": Door(Access.GRANTED, _hosting_year),
    "agreements:rotation_swap": Door(Access.GRANTED, _agreement_in_force),
    "agreements:welcome": Door(Access.PUBLIC, _agreement_in_force),
    "agreements:welcome_host_new": Door(Access.GRANTED, _agreement_in_force),
    "agreements:welcome_host": Door(Access.GRANTED, _welcome_host),
    "agreements:welcome_ask": Door(Access.GRANTED, _welcome_host),
    "agreements:stay": Door(Access.GRANTED, _stay),
    "agreements:stay_accept": Door(Access.GRANTED, _stay),
    "agreements:stay_decline": Door(Access.GRANTED, _stay),
    "agreements:stay_move": Door(Access.GRANTED, _stay),
    "agreements:stay_what_came": Door(Access.GRANTED, _after_a_stay),
    "agreements:niches": Door(Access.PUBLIC, _agreement_in_force),
    "agreements:practices": PUBLIC,
    "agreements:practice_new": ACCOUNT,
    "agreements:practice": Door(Access.GRANTED, _practice),
    "agreements:practice_edit": Door(Access.GRANTED, _practice),
    "agreements:practice_retire": Door(Access.GRANTED, _practice),
    "agreements:practice_propose": Door(Access.GRANTED, _practice),
    "agreements:practice_adopt": Door(Access.GRANTED, _practice),
    "agreements:transfer": Door(Access.GRANTED, _transfer),
    "activities:new": Door(Access.GRANTED),
    "activities:edit": Door(Access.GRANTED, _activity),
    "activities:announce": Door(Access.GRANTED, _activity),
    "activities:cancel": Door(Access.GRANTED, _activity),
    "activities:item_new": Door(Access.GRANTED, _activity),
    "activities:item_edit": Door(Access.GRANTED, _moment),
    "activities:item_cancel": Door(Access.GRANTED, _moment),
    "activities:calendar": Door(Access.GRANTED, _activity),
    "activities:item_calendar": Door(Access.GRANTED, _moment),
    "activities:register": Door(Access.GRANTED, _activity),
    "activities:withdraw": Door(Access.GRANTED, _forged_link),
    "activities:participants": Door(Access.GRANTED, _activity),
    "activities:presence": Door(Access.GRANTED, _participant),
    "activities:remove": Door(Access.GRANTED, _participant),
    "activities:subscribe": PUBLIC,
    "activities:feed": Door(Access.GRANTED, _forged_link),
    "activities:network_feed": Door(Access.PUBLIC, _network),
    "activities:agreement_feed": Door(Access.PUBLIC, _agreement_in_force),
    "activities:visit_new": Door(Access.GRANTED),
    "activities:visit_edit": Door(Access.GRANTED, _activity),
    "activities:visit_announce": Door(Access.GRANTED, _activity),
    "activities:visit_cancel": Door(Access.GRANTED, _activity),
    "activities:visit_day": Door(Access.GRANTED, _activity),
    "activities:visit_programme": Door(Access.GRANTED, _activity),
    "activities:visit_paper": Door(Access.GRANTED, _sheet),
    "activities:visit_people": Door(Access.GRANTED, _activity),
    "activities:visit_delegate_add": Door(Access.GRANTED, _activity),
    "activities:visit_delegate_withdraw": Door(Access.GRANTED, _person_of_a_visit),
    "activities:visit_needs": Door(Access.GRANTED, _activity),
    "activities:visit_host": Door(Access.GRANTED, _activity),
    "activities:visit_host_remove": Door(Access.GRANTED, _host_of_a_visit),
    "activities:visit_way": Door(Access.GRANTED, _activity),
    "activities:visit_moment_new": Door(Access.GRANTED, _activity),
    "activities:visit_moment": Door(Access.GRANTED, _moment),
    "activities:visit_moment_check": Door(Access.GRANTED, _moment),
    "activities:visit_moment_cancel": Door(Access.GRANTED, _moment),
    "activities:visit_minutes": Door(Access.GRANTED, _moment),
    "activities:visit_follow_up_add": Door(Access.GRANTED, _moment),
    "activities:visit_follow_ups": Door(Access.GRANTED, _activity),
    "activities:visit_follow_up": Door(Access.GRANTED, _follow_up),
    "activities:visit_follow_up_close": Door(Access.GRANTED, _follow_up),
    "activities:camps": PUBLIC,
    "activities:camp": Door(Access.PUBLIC, _camp),
    "activities:camp_new": Door(Access.GRANTED),
    "activities:edition_new": Door(Access.GRANTED, _camp),
    "activities:apply": Door(Access.GRANTED, _edition_in_draft),
    "activities:board": Door(Access.GRANTED, _edition),
    "activities:edition_edit": Door(Access.GRANTED, _edition),
    "activities:camp_announce": Door(Access.GRANTED, _edition),
    "activities:camp_extend": Door(Access.GRANTED, _edition),
    "activities:reviewer_add": Door(Access.GRANTED, _edition),
    "activities:draw_up": Door(Access.GRANTED, _edition),
    "activities:camp_sheet": Door(Access.GRANTED, _edition),
    "activities:application_file": Door(Access.GRANTED, _application),
    "activities:attendance": Door(Access.GRANTED, _session),
    "activities:review_desk": Door(Access.GRANTED, _edition),
    "activities:review": Door(Access.GRANTED, _application),
    "activities:application": Door(Access.GRANTED, _forged_link),
    "activities:satisfaction": Door(Access.GRANTED, _forged_link),
    "activities:camp_follow_up": Door(Access.GRANTED, _forged_link),
    "activities:meetings_mine": Door(Access.GRANTED, _round),
    "activities:meetings_wishes": Door(Access.GRANTED, _round),
    "matching:meetings_new": Door(Access.GRANTED, _activity),
    "matching:meetings": Door(Access.GRANTED, _round),
    "matching:meetings_change": Door(Access.GRANTED, _round),
    "matching:meetings_slots": Door(Access.GRANTED, _round),
    "matching:meetings_plan": Door(Access.GRANTED, _round),
    "matching:meetings_publish": Door(Access.GRANTED, _meeting_plan),
    "matching:meetings_leave": Door(Access.GRANTED, _meeting_person),
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
    "matching:advising_end": Door(Access.GRANTED, _need),
    "matching:with_advisor": Door(Access.PUBLIC, _advisor_link),
    "matching:say_to_advisor": Door(Access.ACCOUNT, _advisor_link),
    "matching:advisor_links": Door(Access.GRANTED),
    "matching:advisor_link_renew": Door(Access.GRANTED, _advisor),
    "matching:advisor_link_close": Door(Access.GRANTED, _advisor),
    "matching:advisor_card": Door(Access.GRANTED, _advisor),
    "matching:need_answer": Door(Access.GRANTED, _need),
    "matching:firm_answers": Door(Access.GRANTED, _organisation),
    "matching:firm_answer": Door(Access.GRANTED, _answer_of_a_firm),
    "matching:searches": ACCOUNT,
    "matching:search_keep": ACCOUNT,
    "matching:search_change": Door(Access.GRANTED, _search),
    "matching:searches_stop": Door(Access.PUBLIC, _stop),
    "matching:need_understood": Door(Access.GRANTED, _need),
    "matching:why_find": Door(Access.GRANTED, _need_to_explain),
    "matching:why": Door(Access.GRANTED, _need_and_offer),
    "matching:weights": Door(Access.GRANTED, _network),
    "matching:offers": PUBLIC,
    "matching:offer_new": ACCOUNT,
    "matching:offer": Door(Access.GRANTED, _offer),
    "matching:offer_edit": Door(Access.GRANTED, _offer),
    "matching:offer_close": Door(Access.GRANTED, _offer),
    "matching:offer_capacity": Door(Access.GRANTED, _offer),
    "matching:absence_add": Door(Access.GRANTED, _offer),
    "matching:absence_remove": Door(Access.GRANTED, _absence),
    "matching:routing": Door(Access.GRANTED, _network),
    "matching:routing_again": Door(Access.GRANTED, _network),
    "matching:routing_propose": Door(Access.GRANTED, _routed_need),
    "matching:facts_to_review": ACCOUNT,
    "matching:programme_new": ACCOUNT,
    "matching:programme_edit": Door(Access.GRANTED, _programme),
    "matching:programme_versions": Door(Access.GRANTED, _programme),
    "matching:programme_archive": Door(Access.GRANTED, _programme),
    "matching:fact_confirm": Door(Access.GRANTED, _programme_fact),
    "matching:ask": Door(Access.GRANTED, _need_and_offer),
    "matching:introductions": ACCOUNT,
    "matching:introduction": Door(Access.GRANTED, _introduction),
    "matching:accept": Door(Access.GRANTED, _introduction),
    "matching:decline": Door(Access.GRANTED, _introduction),
    "matching:meet": Door(Access.GRANTED, _introduction),
    "matching:close": Door(Access.GRANTED, _introduction),
    "matching:answer": Door(Access.GRANTED, _forged_link),
    "matching:follow_up": Door(Access.GRANTED, _forged_link),
    "matching:tracking": ACCOUNT,
    "matching:tracking_table": ACCOUNT,
    "matching:webhooks": Door(Access.GRANTED, _organisation),
    "matching:webhook_rotate": Door(Access.GRANTED, _webhook),
    "matching:webhook_stop": Door(Access.GRANTED, _webhook),
    "matching:terms": Door(Access.GRANTED, _network),
    "pages:home": PUBLIC,
    "pages:today": ACCOUNT,
    "pages:agreement": Door(Access.PUBLIC, _agreement_in_force),
    "pages:opens": Door(Access.PUBLIC, _agreement_in_force),
    "pages:exchanges": PUBLIC,
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
    "people:end_session": Door(Access.GRANTED, _signed_in),
    "people:erase": ACCOUNT,
    "ui:gallery": PUBLIC,
}
