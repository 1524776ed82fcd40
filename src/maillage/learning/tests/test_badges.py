"""Badges given, shown, revoked; keys made and changed."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from maillage.learning import bridge
from maillage.learning.enums import Validity
from maillage.learning.errors import AlreadyRevoked, BadgeIsRetired, KeyIsUnreadable, PathIsNotFinished
from maillage.learning.models import (
    Award,
    Enrolment,
    PathVersion,
    RevocationLetter,
    RevocationList,
    SigningKey,
    Submission,
)
from maillage.learning.operations import (
    award_badge,
    change_key,
    queue_revocation_letters,
    retire_badge,
    revoke_award,
)
from maillage.learning.queries.badges import checked, evidence_of, standing_of
from maillage.learning.tests.badges import NAME, awarded, badge, earner
from maillage.learning.tests.factories import LATER, NOON, module, path
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def reread(award):
    return Award.objects.select_related("badge__network").get(pk=award.pk)


def test_a_badge_says_what_she_chose_and_verifies():
    award = awarded()

    assert standing_of(reread(award)) == Validity.VALID
    assert award.credential["credentialSubject"]["identifier"][0]["identityHash"] == NAME
    assert "evidence" not in award.credential


def test_a_badge_without_a_name_names_nobody():
    award = awarded(shows_name=False)

    assert NAME not in json.dumps(award.credential, ensure_ascii=False)
    assert award.person.email not in json.dumps(award.credential)


def test_only_what_she_ticked_is_shown():
    given = badge()
    person = earner(given)
    offered = evidence_of(given, Enrolment.objects.get(person=person))

    award = awarded(badge=given, person=person, evidence=[offered[0].key, "module-0"])

    assert [row["name"] for row in award.credential["evidence"]] == ["Module compter-ses-planches"]
    assert standing_of(reread(award)) == Validity.VALID


def test_an_exercise_that_was_accepted_may_be_shown_and_no_other():
    given = badge()
    person = earner(given)
    version = given.path.versions.get().steps.get().module.versions.get()
    told = {
        "person": person,
        "version": version,
        "text": "Il en manque deux.",
        "saved_at": NOON,
        "sent_at": NOON,
    }
    accepted = Submission.objects.create(
        block=2, rank=1, state="accepted", facts=2, reasoning=2, action=1, reviewed_at=LATER, **told
    )
    offered = evidence_of(given, Enrolment.objects.get(person=person))

    Submission.objects.filter(pk=accepted.pk).update(state="returned")
    assert [row.name for row in offered] == ["Module compter-ses-planches", "La scierie"]
    assert "relu et accepté le" in offered[1].narrative
    assert len(evidence_of(given, Enrolment.objects.get(person=person))) == 1


def test_the_evidence_of_somebody_else_is_not_hers_to_show():
    given = badge()
    other = earner(given)
    theirs = evidence_of(given, Enrolment.objects.get(person=other))[0].key

    award = awarded(badge=given, evidence=[theirs])

    assert "evidence" not in award.credential


def test_asked_twice_it_is_given_once():
    first = awarded()

    second = awarded(badge=first.badge, person=first.person, shows_name=False)

    assert second == first
    assert Award.objects.count() == 1


def test_without_the_end_of_the_path_there_is_no_badge():
    given = badge()
    person = earner(given)
    Enrolment.objects.update(finished_at=None)

    with pytest.raises(PathIsNotFinished):
        awarded(badge=given, person=person)


def test_a_badge_that_is_retired_is_given_no_more_and_kept_by_who_has_it():
    award = awarded()
    retire_badge(badge_id=award.badge_id, now=LATER)

    with pytest.raises(BadgeIsRetired):
        awarded(badge=award.badge)
    assert standing_of(reread(award)) == Validity.VALID


def test_a_network_has_one_badge_for_a_path_and_a_language():
    given = badge()

    with pytest.raises(ValidationError, match="a déjà un badge"):
        badge(network=given.network)
    retire_badge(badge_id=given.pk, now=LATER)
    assert badge(network=given.network).pk != given.pk


def test_the_words_of_a_badge_stay():
    given = badge()
    given.criteria = "Rien."

    with pytest.raises(Error, match="Cannot"), transaction.atomic():
        given.save()


def test_a_revoked_badge_is_told_here_and_in_the_signed_list():
    award = awarded()
    other = awarded(badge=award.badge)

    revoke_award(award_id=award.pk, reason="Donné par erreur.", now=LATER)

    revocations = RevocationList.objects.get()
    told = revocations.credential["credentialSubject"]["encodedList"]
    key = SigningKey.objects.get()
    assert bridge.is_genuine(revocations.credential, key.public)
    assert (bridge.is_set(told, award.index), bridge.is_set(told, other.index)) == (True, False)
    assert (standing_of(reread(award)), standing_of(reread(other))) == (Validity.REVOKED, Validity.VALID)
    with pytest.raises(AlreadyRevoked):
        revoke_award(award_id=award.pk, reason="Encore.", now=LATER)


def test_after_a_revocation_it_may_be_given_again_with_another_bit():
    award = awarded()
    revoke_award(award_id=award.pk, reason="Nom mal écrit.", now=LATER)

    again = awarded(badge=award.badge, person=award.person)

    assert again.index != award.index
    assert standing_of(reread(again)) == Validity.VALID


def test_a_changed_key_leaves_what_the_old_one_signed_valid_and_no_private_part():
    award = awarded()
    network = award.badge.network
    change_key(network=network, now=LATER)
    after = awarded(badge=award.badge)

    assert [standing_of(reread(one)) for one in (award, after)] == [Validity.VALID, Validity.VALID]
    old, new = SigningKey.objects.order_by("number")
    assert (old.sealed, old.retired_at) == (None, LATER)
    assert after.credential["proof"]["verificationMethod"].endswith(f"#{new.name}")


def test_a_key_sealed_with_another_secret_gives_nothing_and_says_why(settings):
    award = awarded()
    other = earner(award.badge)
    settings.SIGNING_SECRET = "un autre secret, assez long pour être vrai"

    with pytest.raises(KeyIsUnreadable):
        awarded(badge=award.badge, person=other)
    assert Award.objects.count() == 1

    change_key(network=award.badge.network, now=LATER)
    assert standing_of(reread(awarded(badge=award.badge, person=other))) == Validity.VALID


def test_what_is_kept_and_no_longer_signed_is_told_altered():
    award = awarded()
    award.credential["name"] = "Autre chose"
    award.save()

    assert standing_of(reread(award)) == Validity.ALTERED


def test_a_pasted_copy_is_held_to_the_word():
    award = awarded()
    copy = json.loads(json.dumps(award.credential))
    told = {
        "same": json.dumps(copy, indent=2),
        "baked": f"<svg><c><![CDATA[{json.dumps(copy)}]]></c></svg>",
        "address": copy["id"],
        "altered": json.dumps(copy | {"name": "Directrice"}),
        "unknown": json.dumps(copy | {"id": copy["id"].replace(str(award.key), str(award.badge.key))}),
        "nothing": "[1, 2",
        "deep": "[" * 100_000,
    }

    found = {name: checked(text).standing.value for name, text in told.items()}

    assert found == {
        "same": "valid", "baked": "valid", "address": "valid", "altered": "altered",
        "unknown": "unknown", "nothing": "unknown", "deep": "unknown",
    }  # fmt: skip


def test_erasing_a_person_takes_her_badges_and_leaves_the_bit_set():
    from maillage.learning.operations.personal_data import forget_person
    from maillage.learning.queries.personal_data import gathered_about

    award = awarded()
    revoke_award(award_id=award.pk, reason="Donné par erreur.", now=LATER)
    gathered = gathered_about(award.person)

    forget_person(award.person, NOON)

    assert gathered["badges"][0]["credential"] == award.credential
    assert not Award.objects.exists()
    assert RevocationList.objects.get().revoked == [award.index]


def test_a_private_key_is_never_in_clear_in_the_database():
    awarded()
    key = SigningKey.objects.get()

    assert bytes(key.sealed) != bridge.opened(key.sealed)
    assert bridge.opened(key.sealed) not in bytes(key.sealed)


def test_nobody_is_given_what_another_finished():
    given = badge()
    earner(given)

    with pytest.raises(PathIsNotFinished):
        award_badge(badge_id=given.pk, person=UserFactory(), shows_name=True, evidence=[], now=LATER)


def test_the_command_changes_the_key_of_a_network():
    from typer.testing import CliRunner

    from maillage.learning.commands.badges import badges_app

    award = awarded()

    done = CliRunner().invoke(badges_app, ["change-key", award.badge.network.slug])
    wrong = CliRunner().invoke(badges_app, ["change-key", "nulle-part"])

    assert (done.exit_code, wrong.exit_code) == (0, 1)
    assert "cle-2" in done.output
    assert standing_of(reread(award)) == Validity.VALID


def test_whoever_had_it_is_written_to_once_with_the_reason(run_jobs):
    award = awarded()
    revoke_award(award_id=award.pk, reason="Donné par erreur.", now=LATER)
    run_jobs()
    queue_revocation_letters(now=LATER + timedelta(hours=1))
    run_jobs()

    letter = mail.outbox[0]
    assert [sent.to for sent in mail.outbox] == [[award.person.email]]
    assert "Donné par erreur." in letter.body
    assert award.get_absolute_url() in letter.body
    assert award.badge.title in letter.subject


def test_a_letter_left_behind_goes_and_one_to_a_closed_account_does_not(run_jobs):
    award = awarded()
    closed = awarded(badge=award.badge)
    closed.person.is_active = False
    closed.person.save()
    for one in (award, closed):
        RevocationLetter.objects.create(award=one, written_at=LATER)

    queued = queue_revocation_letters(now=LATER + timedelta(hours=1))
    run_jobs()

    assert queued == 2
    assert [sent.to for sent in mail.outbox] == [[award.person.email]]
    assert closed.letter.__class__.objects.get(award=closed).dropped_at is not None


def test_levels_measured_for_what_the_path_leads_to_may_be_shown():
    from maillage.assessments.tests.factories import COMPETENCES, result_of

    whole = path(module("autre"), code="autre").path
    version = PathVersion.objects.create(
        path=whole, number="2", title="Autre", language="fr", after=[COMPETENCES[1]], published_at=NOON
    )
    given = badge(path=whole)
    person = UserFactory()
    result_of(person, 1.5, 0.5, finished_at=LATER, asked=5)
    enrolment = Enrolment.objects.create(
        person=person, path=whole, version=version, started_at=NOON, finished_at=LATER
    )

    shown = evidence_of(given, enrolment)

    assert [row.genre for row in shown] == ["Niveau mesuré"]
    assert shown[0].key.endswith(COMPETENCES[1])
    assert "très probablement au niveau" in shown[0].narrative
    award = awarded(badge=given, person=person, evidence=[shown[0].key])
    assert award.credential["evidence"][0]["narrative"] == shown[0].narrative
