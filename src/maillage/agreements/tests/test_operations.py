from datetime import date, timedelta

import pytest

from maillage.agreements import errors
from maillage.agreements.enums import VersionState
from maillage.agreements.models import Commitment, Strand
from maillage.agreements.operations import (
    agree_version,
    create_agreement,
    draft_version,
    end_agreement,
    found_agreement,
    renew_agreement,
    revise_version,
    sign_version,
)
from maillage.agreements.queries import versions_of
from maillage.agreements.rules import CommitmentText, SignatoryText, StrandText, VersionText, text_of
from maillage.agreements.tests.factories import (
    TODAY,
    AgreementFactory,
    CommitmentFactory,
    OpeningFactory,
    PartyFactory,
    StrandFactory,
    VersionFactory,
    agreement_between,
)
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SIGNED = date(2021, 11, 19)
LAST = date(2027, 12, 31)


def text(*strands, **changes):
    return VersionText(**{"starts_on": SIGNED, "ends_on": LAST, "strands": strands} | changes)


def sign(version, **changes):
    told = {"signed_on": TODAY, "replaces": False, "by": None, "reason": "", "day": TODAY} | changes
    return sign_version(version_id=version.pk, **told)


def agree(version, *networks, **changes):
    told = {"read_revision": version.revision, "by": UserFactory(), "reason": "", "day": TODAY} | changes
    return agree_version(version_id=version.pk, network_ids={network.pk for network in networks}, **told)


def revise(version, new_text, **changes):
    told = {"read_revision": version.revision, "by": UserFactory(), "reason": "", "day": TODAY} | changes
    return revise_version(version_id=version.pk, text=new_text, **told)


@pytest.fixture
def shores():
    return NetworkFactory(), NetworkFactory()


@pytest.fixture
def draft(shores):
    agreement = AgreementFactory()
    for network, shore in zip(shores, "ab", strict=True):
        PartyFactory(agreement=agreement, network=network, shore=shore)
    told = text(StrandText(strand=StrandFactory()))
    return draft_version(agreement=agreement, text=told, by=UserFactory(), day=TODAY)


def test_an_agreement_binds_two_networks_each_on_its_shore(shores):
    here, there = shores

    agreement = create_agreement(
        slug="shawinigan-chambery",
        name="Entente",
        purpose="Coopérer.",
        parties={"Ici": here, "Là-bas": there},
    )

    assert list(agreement.parties.order_by("pk").values_list("name", "network", "shore")) == [
        ("Ici", here.pk, "a"),
        ("Là-bas", there.pk, "b"),
    ]


def test_an_agreement_with_oneself_is_refused():
    with pytest.raises(errors.TooFewParties):
        create_agreement(slug="seul", name="Seul", purpose="…", parties={"Ici": NetworkFactory()})


def test_two_agreements_of_one_name_have_two_addresses_and_none_takes_that_of_a_page(shores):
    parties = dict(zip(("Ici", "Là-bas"), shores, strict=True))
    told = {"purpose": "Coopérer.", "parties": parties, "by": UserFactory(), "day": TODAY}

    founded = [found_agreement(name="Nouvelle", **told).agreement for _ in range(2)]

    assert [row.slug for row in founded] == ["nouvelle-2", "nouvelle-3"]
    assert {row.name for row in founded} == {"Nouvelle"}


def test_versions_are_numbered_from_one():
    agreement = AgreementFactory()

    numbers = [draft_version(agreement=agreement, text=text(), by=None, day=TODAY).number for _ in range(3)]

    assert numbers == [1, 2, 3]


def strand_text(**changes):
    return StrandText(strand=StrandFactory(), **changes)


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        (lambda: {"starts_on": LAST, "ends_on": SIGNED}, errors.EndsBeforeItStarts),
        (
            lambda: {"strands": (strand_text(starts_on=TODAY, ends_on=SIGNED),)},
            errors.StrandEndsBeforeItStarts,
        ),
        (
            lambda: {"strands": (strand_text(ends_on=LAST + timedelta(days=1)),)},
            errors.StrandOutsideItsVersion,
        ),
        (
            lambda: {"signatories": (SignatoryText(party=None, office="Mairie", body="Ville"),)},
            errors.SignatoryWithoutParty,
        ),
        (
            lambda: {"signatories": (SignatoryText(party=PartyFactory(), office="Mairie", body="Ville"),)},
            errors.PartyOfAnother,
        ),
        (
            lambda: {
                "strands": (strand_text(commitments=(CommitmentText(text="x", party=PartyFactory()),)),)
            },
            errors.PartyOfAnother,
        ),
    ],
)
def test_a_draft_that_cannot_be_is_refused_and_nothing_is_written(draft, fault, refusal):
    with pytest.raises(refusal):
        revise(draft, text(**fault()))

    draft.refresh_from_db()
    assert (draft.revision, draft.starts_on, draft.openings.count()) == (1, SIGNED, 1)


def test_a_draft_says_all_that_was_written(draft):
    party = draft.agreement.parties.get(shore="b")
    town = OrganisationFactory(name="Ville de Chambéry", networks=[party.network], kind="municipality")
    owed = CommitmentText(text="Recevoir la mission", party=party, body="Mairie", due_on=TODAY)
    strand = strand_text(objectives="Se connaître.", starts_on=TODAY, commitments=(owed,))
    signing = SignatoryText(party=party, office="Mairie", body="ville de chambery")

    revise(draft, text(strand, languages=("fr", "en"), signatories=(signing,)))

    stored = versions_of(draft.agreement).get()
    row = Commitment.objects.get()
    assert text_of(stored) == text(
        StrandText(
            strand=strand.strand,
            objectives="Se connaître.",
            starts_on=TODAY,
            commitments=(CommitmentText(**vars(owed) | {"pk": row.pk}),),
        ),
        languages=("fr", "en"),
        signatories=(signing,),
    )
    assert stored.signatories.get().organisation == town


def test_a_strand_that_nobody_had_named_comes_after_the_others(draft):
    StrandFactory()
    last = Strand.objects.order_by("position").last()

    revise(draft, text(StrandText(strand=Strand(name="Économie d’eau", name_en="Water"))))

    named = draft.strands.get()
    assert (named.slug, named.position) == ("economie-d-eau", last.position + 1)


def test_the_second_coordinator_to_save_is_told_and_overwrites_nothing(draft):
    first = UserFactory(full_name="Coordination de Chambéry")
    revise(draft, text(StrandText(strand=StrandFactory(), objectives="Le sien.")), by=first)

    with pytest.raises(errors.SomebodyWroteIt, match="Coordination de Chambéry a enregistré ce projet"):
        revise(draft, text(), read_revision=1)

    assert draft.openings.get().objectives == "Le sien."


def test_a_version_is_agreed_when_every_party_accepted_it(draft, shores):
    here, there = shores

    half = agree(draft, here).agreed_on
    whole = agree(draft, there, reason="Bon texte.").agreed_on

    assert (half, whole) == (None, TODAY)
    steps = draft.steps.filter(state=VersionState.AGREED).order_by("pk")
    assert [(step.party.network, step.reason) for step in steps] == [(here, ""), (there, "Bon texte.")]


def test_a_network_accepts_once_and_a_stranger_never(draft, shores):
    agree(draft, shores[0])

    for network in (shores[0], NetworkFactory()):
        with pytest.raises(errors.AlreadyAgreed):
            agree(draft, network)


def test_nobody_accepts_a_text_that_changed_since_it_was_read(draft, shores):
    revise(draft, text(StrandText(strand=StrandFactory())))

    with pytest.raises(errors.TextChanged):
        agree(draft, shores[0], read_revision=1)


def test_a_version_that_opens_nothing_is_not_accepted(draft, shores):
    revised = revise(draft, text())

    with pytest.raises(errors.NoStrandYet):
        agree(revised, shores[0])


def test_changing_an_accepted_text_takes_a_reason_and_asks_every_party_again(draft, shores):
    agree(draft, *shores)
    new_text = text(StrandText(strand=StrandFactory()))

    with pytest.raises(errors.ReasonNeeded):
        revise(draft, new_text)
    changed = revise(draft, new_text, reason="Un volet de plus.")

    assert changed.agreed_on is None
    assert changed.steps.last().reason == "Un volet de plus."
    assert agree(changed, shores[0]).agreed_on is None


def test_what_a_party_has_not_accepted_is_not_signed(draft, shores):
    agree(draft, shores[0])

    with pytest.raises(errors.NotYetAgreed):
        sign(draft)


def test_a_signature_opens_the_strands_and_says_who_noted_it(draft, shores):
    agree(draft, *shores)
    by = UserFactory()

    sign(draft, by=by, reason="À la fin de la mission.")

    step = draft.steps.get(state=VersionState.SIGNED)
    assert (step.by, step.on, step.reason) == (by, TODAY, "À la fin de la mission.")
    assert draft.agreement.versions.in_force(TODAY).get() == draft


def test_a_signature_is_not_noted_before_its_day():
    with pytest.raises(errors.SignedTooSoon):
        sign(VersionFactory(agreed=True), signed_on=TODAY + timedelta(days=1))


def test_a_signed_version_keeps_its_first_signature_and_its_text():
    version = VersionFactory(signed_on=SIGNED)

    with pytest.raises(errors.AlreadySigned):
        sign(version)
    with pytest.raises(errors.AlreadySigned):
        revise(version, text())

    version.refresh_from_db()
    assert version.signed_on == SIGNED


def test_signing_over_a_signed_version_is_refused_and_says_which():
    version = VersionFactory(number=3)
    overlapping = VersionFactory(agreement=version.agreement, agreed=True, starts_on=LAST, ends_on=LAST)

    with pytest.raises(errors.VersionsOverlap, match="la version 3"):
        sign(overlapping)

    overlapping.refresh_from_db()
    assert overlapping.signed_on is None


def test_a_renewal_may_replace_the_version_in_force_from_its_first_day():
    version = VersionFactory(number=1)
    renewal = VersionFactory(agreement=version.agreement, number=2, agreed=True, starts_on=TODAY)

    sign(renewal, replaces=True)

    version.refresh_from_db()
    assert version.ended_on == TODAY
    assert version.steps.get().reason == "Remplacée par la version 2."
    assert version.agreement.versions.in_force(TODAY).get() == renewal


def test_a_renewal_replaces_nothing_that_starts_with_it():
    version = VersionFactory()
    same_days = VersionFactory(agreement=version.agreement, agreed=True)

    with pytest.raises(errors.VersionsOverlap):
        sign(same_days, replaces=True)

    version.refresh_from_db()
    assert version.ended_on is None


def test_a_renewal_starts_from_the_last_version():
    agreement = agreement_between(NetworkFactory(), NetworkFactory(), strands=[])
    version = agreement.versions.get()
    opening = OpeningFactory(version=version, objectives="Se connaître.", ends_on=TODAY)
    kept = CommitmentFactory(opening=opening, state="kept")
    late = CommitmentFactory(opening=opening, due_on=TODAY)
    waiting = CommitmentFactory(opening=opening, state="under_way", due_on=LAST + timedelta(days=90))

    renewed = renew_agreement(agreement_id=agreement.pk, by=UserFactory(), day=TODAY)

    assert (renewed.starts_on, renewed.ends_on - renewed.starts_on) == (
        date(2028, 1, 1),
        version.ends_on - version.starts_on,
    )
    copy = renewed.openings.get()
    assert (copy.strand, copy.objectives, copy.ends_on) == (opening.strand, "Se connaître.", None)
    carried = copy.commitments.order_by("carried_from")
    assert [(row.carried_from, row.due_on) for row in carried] == [(late, None), (waiting, waiting.due_on)]
    assert kept.carried_to.count() == 0


def test_an_expired_agreement_is_renewed_from_today():
    agreement = VersionFactory(ends_on=date(2025, 12, 31)).agreement

    assert renew_agreement(agreement_id=agreement.pk, by=UserFactory(), day=TODAY).starts_on == TODAY


def test_a_renewal_under_way_is_not_started_twice_nor_one_of_what_nobody_signed():
    agreement, unsigned = VersionFactory(number=1).agreement, VersionFactory(draft=True).agreement
    renew_agreement(agreement_id=agreement.pk, by=UserFactory(), day=TODAY)

    with pytest.raises(errors.RenewalUnderWay, match="la version 2"):
        renew_agreement(agreement_id=agreement.pk, by=UserFactory(), day=TODAY)
    with pytest.raises(errors.NothingToRenew):
        renew_agreement(agreement_id=unsigned.pk, by=UserFactory(), day=TODAY)


def test_ending_takes_a_version_in_force_and_a_reason():
    version = VersionFactory()
    told = {"agreement_id": version.agreement_id, "by": None, "day": TODAY}

    with pytest.raises(errors.ReasonNeeded):
        end_agreement(reason=" ", **told)
    end_agreement(reason="Autre priorité.", **told)
    with pytest.raises(errors.NotInForce):
        end_agreement(reason="Encore.", **told)

    assert version.steps.get().reason == "Autre priorité."
