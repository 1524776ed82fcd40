"""An advisor's personal address, and the needs that firms open to her: tried by each side and by strangers."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.models import Advising, AdvisorLink, Need
from maillage.matching.operations import close_link, end_advising, open_link
from maillage.matching.tests.factories import (
    NOON,
    AdvisingFactory,
    AdvisorLinkFactory,
    IntroductionFactory,
    NeedFactory,
)
from maillage.people.errors import AlreadyWithdrawn
from maillage.people.operations import erase_person
from maillage.people.queries import personal_data_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WORDS = "Notre comptable part et personne ne sait faire la paie."


def advisor(network=None, **membership):
    return MembershipFactory(role="advisor", network=network or NetworkFactory(), **membership)


def head_of_a_firm(network=None):
    return MembershipFactory(network=network or NetworkFactory())


def status(client, user, url):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(url).status_code


# The address


def test_a_new_address_closes_the_one_before():
    membership = advisor()
    first = open_link(membership=membership, now=NOON)
    second = open_link(membership=membership, now=NOON + timedelta(days=1))

    first.refresh_from_db()
    assert (first.closed_at, second.closed_at) == (NOON + timedelta(days=1), None)
    assert first.token != second.token


def test_the_address_tells_anybody_who_answers_there_and_no_machine_lists_it(client):
    link = AdvisorLinkFactory(membership__user__full_name="Lucie Hamelin")

    page = client.get(link.get_absolute_url()).content.decode()

    assert "Lucie Hamelin" in page
    assert str(link.membership.organisation) in page
    assert link.membership.user.email not in page
    assert 'content="noindex"' in page


def test_an_address_without_a_language_leads_to_the_reader_s(client):
    link = AdvisorLinkFactory()

    answer = client.get(f"/avec/{link.token}/", headers={"accept-language": "en"})

    assert answer.headers["Location"] == f"/en/avec/{link.token}/"


@pytest.mark.parametrize("why", ["closed", "left", "erased"])
def test_an_address_that_no_longer_works_says_so_and_names_nobody(client, why):
    link = AdvisorLinkFactory(membership__user__full_name="Lucie Hamelin")
    if why == "closed":
        close_link(membership=link.membership, now=NOON)
    elif why == "left":
        link.membership.ends_on = date(2025, 1, 1)
        link.membership.save()
    else:
        erase_person(user_id=link.membership.user_id, now=NOON)

    answer = client.get(link.get_absolute_url())
    told = client.post(link.get_absolute_url(), {"text": WORDS})

    assert (answer.status_code, told.status_code) == (410, 410)
    assert "Cette adresse ne sert plus" in answer.content.decode()
    assert "Lucie" not in answer.content.decode()


def test_an_address_nobody_gave_does_not_exist(client):
    assert client.get(reverse("matching:with_advisor", args=["inventee"])).status_code == 404


def test_an_advisor_opens_changes_and_closes_her_address_and_nobody_else_does(client):
    membership = advisor()
    stranger = advisor().user
    for user, found in ((stranger, 404), (membership.user, 302)):
        client.force_login(user)
        for verb in ("renew", "close"):
            url = reverse(f"matching:advisor_link_{verb}", args=[membership.pk])
            assert client.post(url).status_code == found

    assert AdvisorLink.objects.get().closed_at is not None


def test_the_page_of_her_addresses_is_for_advisors(client):
    url = reverse("matching:advisor_links")
    people = [advisor().user, head_of_a_firm().user, UserFactory()]

    assert [status(client, person, url) for person in people] == [200, 404, 404]


def test_the_card_is_one_small_sheet_with_her_name_and_address(client):
    link = AdvisorLinkFactory(membership__user__full_name="Lucie Hamelin")
    client.force_login(link.membership.user)

    answer = client.get(reverse("matching:advisor_card", args=[link.membership_id]))

    (sheet,) = PdfReader(BytesIO(answer.content)).pages
    text = sheet.extract_text()
    assert "Lucie Hamelin" in text
    assert f"/avec/{link.token}/" in text.replace("\n", "")
    assert round(float(sheet.mediabox.width) * 25.4 / 72) == 148


def test_without_an_open_address_there_is_no_card(client):
    membership = advisor()

    assert status(client, membership.user, reverse("matching:advisor_card", args=[membership.pk])) == 404


# From the address to a need


def say(client, link, firm, **changes):
    form = {
        "text": WORDS,
        "kind": "expertise",
        "visibility": "organisation",
        "organisation": firm.organisation_id,
        "consents": "on",
    }
    client.force_login(firm.user)
    return client.post(reverse("matching:say_to_advisor", args=[link.token]), form | changes)


def test_words_typed_before_sign_in_are_there_after_it(client):
    link, firm = AdvisorLinkFactory(), head_of_a_firm()

    sent = client.post(link.get_absolute_url(), {"text": WORDS})
    asked = client.get(sent.headers["Location"])
    client.force_login(firm.user)
    page = client.get(sent.headers["Location"]).content.decode()

    assert asked.headers["Location"].startswith(reverse("account_login"))
    assert WORDS in page
    assert not Need.objects.exists()


def test_a_need_said_at_her_address_is_the_firm_s_and_open_to_her_alone_besides(client):
    link, firm = AdvisorLinkFactory(), head_of_a_firm()

    answer = say(client, link, firm)

    need = Need.objects.get()
    assert answer.headers["Location"] == need.get_absolute_url()
    assert (need.organisation, need.written_by) == (firm.organisation, firm.user)
    consent = need.advising.consent
    assert (consent.user, consent.purpose) == (firm.user, "advising")
    assert str(link.membership.user) in consent.text
    people = [firm.user, link.membership.user, advisor(link.membership.network).user, UserFactory(), None]
    statuses = [status(client, person, need.get_absolute_url()) for person in people]
    assert statuses == [200, 200, 404, 404, 404]


def test_without_consent_nothing_is_stored_and_the_words_come_back(client):
    answer = say(client, AdvisorLinkFactory(), head_of_a_firm(), consents="")

    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    assert not Need.objects.exists()


def test_who_speaks_for_no_firm_is_told_whom_to_write_to(client):
    link = AdvisorLinkFactory()
    client.post(link.get_absolute_url(), {"text": WORDS})
    client.force_login(UserFactory())

    page = client.get(reverse("matching:say_to_advisor", args=[link.token])).content.decode()

    assert link.membership.network.contact_email in page
    assert WORDS in page


def test_a_need_cannot_be_said_in_the_name_of_somebody_else_s_firm(client):
    other = OrganisationFactory()

    assert say(client, AdvisorLinkFactory(), head_of_a_firm(), organisation=other.pk).status_code == 422


# What the accompaniment opens, and its end


def test_the_advisor_reads_leads_and_introductions_but_changes_nothing(client):
    advising = AdvisingFactory()
    need = advising.need
    introduction = IntroductionFactory(need=need)
    user = advising.membership.user

    client.force_login(user)
    page = client.get(need.get_absolute_url()).content.decode()

    assert "Vous accompagnez cette entreprise" in page
    assert str(introduction.offer.organisation) in page
    closed = [
        reverse(f"matching:{name}", args=[need.pk]) for name in ("need_edit", "need_close", "advising_end")
    ]
    closed += [
        introduction.get_absolute_url(),
        reverse("matching:ask", args=[need.pk, introduction.offer_id]),
    ]
    assert [status(client, user, url) for url in closed] == [404] * 5


@pytest.mark.parametrize("why", ["ended", "withdrawn", "left", "role"])
def test_what_was_opened_closes_at_once(client, why):
    advising = AdvisingFactory()
    membership = advising.membership
    if why == "ended":
        end_advising(need_id=advising.need_id, now=NOON)
    elif why == "withdrawn":
        advising.consent.withdrawn_at = NOON
        advising.consent.save()
    elif why == "left":
        membership.ends_on = date(2025, 1, 1)
        membership.save()
    else:
        membership.role = "researcher"
        membership.save()
        advisor(user=membership.user)  # she advises elsewhere

    assert status(client, membership.user, advising.need.get_absolute_url()) == 404


def test_the_firm_sees_who_accompanies_it_and_ends_it(client):
    firm = head_of_a_firm()
    need = NeedFactory(organisation=firm.organisation, network=firm.network, visibility="organisation")
    advising = AdvisingFactory(need=need, membership__user__full_name="Lucie Hamelin")
    url = reverse("matching:advising_end", args=[need.pk])
    client.force_login(firm.user)

    assert "Accompagnée par Lucie Hamelin" in client.get(need.get_absolute_url()).content.decode()
    assert "Lucie Hamelin" in client.get(url).content.decode()
    assert client.post(url).headers["Location"] == need.get_absolute_url()
    assert "Lucie Hamelin" not in client.get(need.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 404
    advising.consent.refresh_from_db()
    assert advising.consent.withdrawn_at is not None


def test_ending_twice_is_refused():
    advising = AdvisingFactory()
    end_advising(need_id=advising.need_id, now=NOON)

    with pytest.raises(AlreadyWithdrawn):
        end_advising(need_id=advising.need_id, now=NOON)


def test_an_accompaniment_opens_one_need_and_not_its_neighbours(client):
    advising = AdvisingFactory()
    other = NeedFactory(organisation=advising.need.organisation, visibility="organisation")

    assert status(client, advising.membership.user, other.get_absolute_url()) == 404


def test_she_still_reads_what_the_firm_closed(client):
    advising = AdvisingFactory(need__state="closed")

    assert status(client, advising.membership.user, advising.need.get_absolute_url()) == 200


def test_her_export_holds_her_addresses_and_whom_she_advises():
    link = AdvisorLinkFactory()
    AdvisingFactory(membership=link.membership)

    held = personal_data_of(link.membership.user, now=NOON)["matching"]

    assert [row["token"] for row in held["advisor_links"]] == [link.token]
    assert len(held["advised"]) == Advising.objects.count() == 1
