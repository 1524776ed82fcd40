"""One closed object behind each address, and the arguments that lead to it."""

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
    document_of_those_who_come,
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
from maillage.assessments.models import Calibration
from maillage.assessments.tests import factories as assessments
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.learning.tests import badges, cohorts
from maillage.learning.tests import factories as learning
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
from maillage.skills.tests.frameworks import framework


def need() -> dict[str, object]:
    return {"pk": NeedFactory(visibility="organisation").pk}


def offer() -> dict[str, object]:
    return {"pk": OfferFactory(visibility="organisation").pk}


def a_programme() -> dict[str, object]:
    return {"pk": programme("Un prêt.").offer_id}


def programme_fact() -> dict[str, object]:
    return {"pk": programme("Un prêt.").facts.create(field="text").pk}


def need_and_offer() -> dict[str, object]:
    return {
        "need_pk": NeedFactory(visibility="organisation").pk,
        "offer_pk": OfferFactory(visibility="public").pk,
    }


def need_to_explain() -> dict[str, object]:
    return {"need_pk": NeedFactory(visibility="organisation").pk}


def introduction() -> dict[str, object]:
    return {"pk": IntroductionFactory().pk}


def forged_link() -> dict[str, object]:
    return {"token": "WzEsMSwidW5lLWNsw6kiLDFd.forged"}


def webhook() -> dict[str, object]:
    return {"pk": WebhookFactory().pk}


def advisor_link() -> dict[str, object]:
    return {"token": AdvisorLinkFactory().token}


def advisor() -> dict[str, object]:
    return {"pk": AdvisorLinkFactory().membership_id}


def absence() -> dict[str, object]:
    absence = AbsenceFactory()
    return {"pk": absence.offer_id, "absence_pk": absence.pk}


def routed_need() -> dict[str, object]:
    return {"pk": RoutedNeedFactory().pk}


def agreement_in_force() -> dict[str, object]:
    agreement = VersionFactory().agreement
    PartyFactory(agreement=agreement)
    return {"slug": agreement.slug}


def signed_version() -> dict[str, object]:
    signed = VersionFactory(agreement=PartyFactory().agreement)
    return {"slug": signed.agreement.slug, "number": signed.number}


def draft_version() -> dict[str, object]:
    draft = VersionFactory(agreement=PartyFactory().agreement, draft=True)
    return {"slug": draft.agreement.slug, "number": draft.number}


def commitment() -> dict[str, object]:
    owed = CommitmentFactory()
    return {"slug": owed.opening.version.agreement.slug, "pk": owed.pk}


def document() -> dict[str, object]:
    document = document_for_parties()
    return {"slug": document.version.agreement.slug, "pk": document.pk}


def project_of_an_agreement() -> dict[str, object]:
    agreement = crossing().agreement
    return {"slug": agreement.slug, "pk": agreement.projects.create(name="Parcours").pk}


def money_line() -> dict[str, object]:
    bound = crossing()
    said = vars(told(bound.here, "5"))
    return {"slug": bound.agreement.slug, "pk": bound.agreement.money_lines.create(**said).pk}


def exchange_rate() -> dict[str, object]:
    agreement = crossing().agreement
    rate = agreement.exchange_rates.create(day="2026-01-05", rate="1.5", source="Banque")
    return {"slug": agreement.slug, "pk": rate.pk}


def hosting_year() -> dict[str, object]:
    bound = crossing()
    bound.agreement.hosting_years.create(year=2027, host=bound.here)
    return {"slug": bound.agreement.slug, "year": 2027}


def welcome_host() -> dict[str, object]:
    bound = crossing()
    return {"slug": bound.agreement.slug, "pk": host_of(bound.here).pk}


def stay() -> dict[str, object]:
    bound = crossing()
    return {"slug": bound.agreement.slug, "pk": asked(bound, host_of(bound.here)).pk}


def after_a_stay() -> dict[str, object]:
    return stay() | {"months": 3}


def practice() -> dict[str, object]:
    return {"pk": practice_of(visibility="organisation").pk}


def transfer() -> dict[str, object]:
    return {"pk": adopted(practice_of(visibility="public")).pk}


def bank() -> dict[str, object]:
    return {"code": assessments.bank().instrument.code}


def calibration() -> dict[str, object]:
    scale = assessments.bank()
    asked = Calibration.objects.create(instrument=scale.instrument, scale=scale, asked_at=NOON)
    return {"code": scale.instrument.code, "pk": asked.pk}


def bank_item() -> dict[str, object]:
    return bank() | {"item": "strategie-0"}


def framework_version() -> dict[str, object]:
    return {"slug": framework().slug}


def competence() -> dict[str, object]:
    return framework_version() | {"code": "1.1"}


def role_profile() -> dict[str, object]:
    return framework_version() | {"role": "employee"}


def sitting() -> dict[str, object]:
    return {"key": assessments.SittingFactory().key}


def share() -> dict[str, object]:
    shown = assessments.shown_result()
    return {"key": shown.sitting.key, "pk": shown.pk}


def campaign() -> dict[str, object]:
    return {"key": assessments.CampaignFactory().key}


def network() -> dict[str, object]:
    return {"slug": NetworkFactory().slug}


def organisation() -> dict[str, object]:
    return {"slug": OrganisationFactory().slug}


def answer_of_a_firm() -> dict[str, object]:
    return organisation() | {"key": "revenue"}


def search() -> dict[str, object]:
    return {"pk": SavedSearchFactory().pk}


def stop() -> dict[str, object]:
    return {"token": stop_token(UserFactory().pk)}


def need_with_history() -> dict[str, object]:
    return {"kind": "besoin"} | need()


def a_round() -> dict[str, object]:
    return {"pk": RoundFactory().pk}


def meeting_person() -> dict[str, object]:
    person = MeetingPersonFactory()
    return {"pk": person.round_id, "person_pk": person.pk}


def meeting_plan() -> dict[str, object]:
    round_, _people = round_of(0)
    plan = MeetingPlan.objects.create(
        round=round_, number=1, sequence=0, made_at=NOON, value=0, bound=0, is_proved=True
    )
    return {"pk": round_.pk, "plan_pk": plan.pk}


def activity() -> dict[str, object]:
    return {"slug": ActivityFactory().slug}


def document_of_an_activity() -> dict[str, object]:
    document = document_of_those_who_come()
    return {"slug": document.activity.slug, "pk": document.pk}


def person_of_a_visit() -> dict[str, object]:
    person = ParticipantFactory()
    return {"slug": person.activity.slug, "pk": person.pk}


def host_of_a_visit() -> dict[str, object]:
    host = VisitHostFactory()
    return {"slug": host.activity.slug, "pk": host.pk}


def moment() -> dict[str, object]:
    item = ItemFactory()
    return {"slug": item.activity.slug, "pk": item.pk}


def participant() -> dict[str, object]:
    person = ParticipantFactory()
    return {"slug": person.activity.slug, "pk": person.pk}


def follow_up() -> dict[str, object]:
    return {"pk": FollowUpFactory().pk}


def sheet() -> dict[str, object]:
    return activity() | {"sheet": "programme"}


def a_camp() -> dict[str, object]:
    return {"slug": camp().series.slug}


def edition() -> dict[str, object]:
    return {"slug": camp().activity.slug}


def edition_in_draft() -> dict[str, object]:
    return {"slug": camp(announced=False).activity.slug}


def application() -> dict[str, object]:
    edition = camp()
    reader(edition)
    row = applied(edition, edition.here, "elle@exemple.test")
    return {"slug": edition.activity.slug, "pk": row.pk}


def session() -> dict[str, object]:
    item = ItemFactory(kind="session")
    return {"slug": item.activity.slug, "pk": item.pk}


def consent() -> dict[str, object]:
    return {"pk": ConsentFactory().pk}


def signed_in() -> dict[str, object]:
    session = UserSession.objects.create(
        user=UserFactory(), ip="127.0.0.1", session_key="x" * 32, user_agent="essai"
    )
    return {"pk": session.pk}


def letter() -> dict[str, object]:
    return {"name": "1.eml"}


def badge() -> dict[str, object]:
    return {"key": badges.badge().key}


def award() -> dict[str, object]:
    return {"key": badges.awarded().key}


def network_that_signs() -> dict[str, object]:
    return {"slug": badges.awarded().badge.network.slug}


def learning_path() -> dict[str, object]:
    return {"code": learning.path(learning.module()).path.code}


def learning_module() -> dict[str, object]:
    return {"code": learning.module().module.code}


def learning_block() -> dict[str, object]:
    return learning_module() | {"number": 1}


def learning_template() -> dict[str, object]:
    text = "## Garder\n\n::: gabarit Fiche\nÀ remplir.\n:::\n"
    return {"code": learning.module(text=text).module.code, "number": 1, "rank": 1, "form": "md"}


def learning_picture() -> dict[str, object]:
    shown = learning.picture()
    return {"code": shown.module.code, "name": shown.name}


def learning_exercise() -> dict[str, object]:
    return {"code": learning.module().module.code, "number": 2, "rank": 1}


def learning_answer() -> dict[str, object]:
    return {"pk": learning.answer().pk}


def a_cohort() -> dict[str, object]:
    return {"slug": cohorts.cohort().activity.slug}


def somebody_of_a_cohort() -> dict[str, object]:
    part = cohorts.join(cohorts.cohort())
    return {"slug": part.activity.slug, "pk": part.pk}


def session_of_a_cohort() -> dict[str, object]:
    session = cohorts.session_of(cohorts.cohort())
    return {"slug": session.activity.slug, "pk": session.pk}


def a_path_given() -> dict[str, object]:
    given = cohorts.cohort()
    return {"network": given.activity.network.slug, "code": given.version.path.code}


def a_roll_out() -> dict[str, object]:
    return {"pk": cohorts.roll_out().pk}


def target_of_a_roll_out() -> dict[str, object]:
    planned = cohorts.roll_out()
    return {"pk": planned.pk, "target": planned.targets.get().pk}
