"""A draft withdrawn with its reason; an agreement called otherwise while a version is in the making."""

from datetime import timedelta

import pytest
from django.urls import reverse

from maillage.agreements import errors
from maillage.agreements.operations import (
    agree_version,
    rename_agreement,
    renew_agreement,
    revise_version,
    sign_version,
    withdraw_version,
)
from maillage.agreements.rules import VersionText, state_of
from maillage.agreements.tests.factories import (
    TODAY,
    OpeningFactory,
    PartyFactory,
    StrandFactory,
    VersionFactory,
    agreement_between,
)
from maillage.common import clock
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def drop(draft, **changes):
    told = {"by": None, "reason": "Les élections approchent.", "day": TODAY} | changes
    return withdraw_version(version_id=draft.pk, **told)


def call(agreement, **changes):
    told = {
        "name": "Entente nouvelle",
        "purpose": "Autrement.",
        "read_revision": 1,
        "reason": "",
        "day": TODAY,
    }
    return rename_agreement(agreement_id=agreement.pk, by=UserFactory(), **told | changes)


def test_a_draft_is_withdrawn_for_a_reason_and_keeps_its_history():
    draft, hers = VersionFactory(draft=True), UserFactory()

    with pytest.raises(errors.ReasonNeeded):
        drop(draft, reason=" ")
    draft = drop(draft, by=hers)

    step = draft.steps.get()
    assert (step.state, step.by, step.on, step.reason) == (
        "withdrawn",
        hers,
        TODAY,
        "Les élections approchent.",
    )
    assert state_of(draft, [draft], TODAY) == "withdrawn"
    with pytest.raises(errors.VersionWithdrawn):
        drop(draft)


def test_a_withdrawn_draft_is_neither_written_accepted_nor_signed():
    draft = VersionFactory(agreed=True)
    OpeningFactory(version=draft)
    drop(draft)
    text = VersionText(starts_on=TODAY, ends_on=TODAY + timedelta(days=30))

    told = {"version_id": draft.pk, "by": UserFactory(), "reason": "", "day": TODAY}
    with pytest.raises(errors.VersionWithdrawn):
        revise_version(text=text, read_revision=1, **told)
    with pytest.raises(errors.VersionWithdrawn):
        agree_version(network_ids=[], read_revision=1, **told)
    with pytest.raises(errors.VersionWithdrawn):
        sign_version(signed_on=TODAY, replaces=False, **told)


def test_what_is_signed_is_not_withdrawn():
    with pytest.raises(errors.AlreadySigned):
        drop(VersionFactory())


def test_a_renewal_starts_again_after_a_withdrawn_one():
    signed = VersionFactory(number=1)
    first = renew_agreement(agreement_id=signed.agreement_id, by=UserFactory(), day=TODAY)
    with pytest.raises(errors.RenewalUnderWay):
        renew_agreement(agreement_id=signed.agreement_id, by=UserFactory(), day=TODAY)

    drop(first)

    assert renew_agreement(agreement_id=signed.agreement_id, by=UserFactory(), day=TODAY).number == 3


def test_an_agreement_is_called_otherwise_while_a_version_is_in_the_making():
    signed = VersionFactory(number=1)
    with pytest.raises(errors.NothingInTheMaking):
        call(signed.agreement)

    VersionFactory(agreement=signed.agreement, number=2, draft=True)
    called = call(signed.agreement)

    assert (called.name, called.purpose, called.slug) == (
        "Entente nouvelle",
        "Autrement.",
        signed.agreement.slug,
    )
    with pytest.raises(errors.NamedMeanwhile):
        call(signed.agreement, name="Encore autrement")


def test_what_a_party_had_accepted_under_another_name_is_to_be_accepted_anew():
    draft = VersionFactory(draft=True)
    party = PartyFactory(agreement=draft.agreement)
    OpeningFactory(version=draft)
    told = {"by": UserFactory(), "reason": "", "day": TODAY}
    agree_version(version_id=draft.pk, network_ids=[party.network_id], read_revision=1, **told)

    with pytest.raises(errors.ReasonNeeded):
        call(draft.agreement)
    call(draft.agreement, reason="Le nom voté au conseil.")

    draft.refresh_from_db()
    assert draft.agreed_on is None
    assert [step.state for step in draft.steps.order_by("pk")] == ["agreed", "draft"]
    again = agree_version(version_id=draft.pk, network_ids=[party.network_id], read_revision=1, **told)
    assert again.agreed_on == TODAY


@pytest.fixture
def shores():
    return NetworkFactory(), NetworkFactory()


@pytest.fixture
def draft(shores):
    """Being written, beside a signed one."""
    agreement = agreement_between(*shores, strands=[StrandFactory()], number=1)
    return VersionFactory(agreement=agreement, number=2, draft=True)


@pytest.fixture
def signed_in(client, shores):
    client.force_login(coordinator_of(shores[0]))
    return client


def coordinator_of(network):
    return MembershipFactory(network=network, organisation=OrganisationFactory(), role="coordinator").user


def test_a_coordinator_withdraws_a_draft_and_reads_why_afterwards(signed_in, draft):
    url = reverse("agreements:withdraw-version", args=[draft.agreement.slug, 2])
    page = draft.get_absolute_url()
    assert url in signed_in.get(page).text

    assert signed_in.post(url, {"reason": ""}).status_code == 422
    assert signed_in.post(url, {"reason": "Plus de budget."}).url == page

    shown = signed_in.get(page).text
    assert "Retirée" in shown
    assert "Plus de budget." in shown
    assert url not in shown
    assert "Préparer le renouvellement" in shown
    for name in ("edit-version", "sign", "withdraw-version"):
        assert signed_in.get(reverse(f"agreements:{name}", args=[draft.agreement.slug, 2])).url == page
    assert "retiré" in signed_in.get(draft.agreement.get_absolute_url()).text


def test_a_withdrawn_draft_stays_hidden_from_members_and_strangers(client, draft, shores):
    drop(draft)
    firm = MembershipFactory(network=shores[0], organisation=OrganisationFactory(), role="firm").user

    for user in (firm, UserFactory(), coordinator_of(NetworkFactory())):
        client.force_login(user)
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert "retiré" not in client.get(draft.agreement.get_absolute_url()).text
        for name, args in (("withdraw-version", [2]), ("rename", [])):
            address = reverse(f"agreements:{name}", args=[draft.agreement.slug, *args])
            assert client.post(address, {"reason": "Non."}).status_code == 404


def test_an_agreement_whose_only_draft_was_withdrawn_still_opens(client, shores):
    draft = VersionFactory(draft=True)
    PartyFactory(agreement=draft.agreement, network=shores[0])
    drop(draft)
    client.force_login(coordinator_of(shores[0]))

    assert client.get(draft.agreement.get_absolute_url()).status_code == 200
    assert "Préparer le renouvellement" not in client.get(draft.get_absolute_url()).text


def test_the_second_to_rename_reads_what_the_first_wrote_and_keeps_her_own(signed_in, client, draft, shores):
    url = reverse("agreements:rename", args=[draft.agreement.slug])
    hers = {"name": "Entente d’ici", "purpose": "Pour nous.", "revision": "1"}
    assert url in signed_in.get(draft.get_absolute_url()).text
    assert signed_in.post(url, hers).status_code == 302
    client.force_login(coordinator_of(shores[1]))

    second = client.post(url, {"name": "Entente de là-bas", "purpose": "Pour eux.", "revision": "1"})

    assert second.status_code == 422
    for words in ("Entente d’ici", "Pour nous.", "Entente de là-bas", "Pour eux."):
        assert words in second.text
    again = {"name": "Entente de là-bas", "purpose": "Pour eux.", "revision": second.context["revision"]}
    assert client.post(url, again).status_code == 302
    draft.agreement.refresh_from_db()
    assert draft.agreement.name == "Entente de là-bas"


def test_a_name_left_empty_keeps_the_rest(signed_in, draft):
    url = reverse("agreements:rename", args=[draft.agreement.slug])

    answer = signed_in.post(url, {"name": "", "purpose": "Des mots gardés.", "revision": "1"})

    assert (answer.status_code, "Des mots gardés." in answer.text) == (422, True)


def test_nothing_in_the_making_leads_back_to_the_agreement(signed_in, draft):
    drop(draft, day=clock.today())

    assert signed_in.get(reverse("agreements:rename", args=[draft.agreement.slug])).url == (
        draft.agreement.get_absolute_url()
    )
