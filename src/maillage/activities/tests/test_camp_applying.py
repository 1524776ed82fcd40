from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from maillage.activities import operations
from maillage.activities.errors import (
    AlreadySubmitted,
    AnswersMissing,
    CallClosed,
    CallClosesTooLate,
    CallNotOpen,
    CallStarted,
    ChangedMeanwhile,
    NotConsented,
    NothingToWithdraw,
)
from maillage.activities.models import Application, BootcampEdition
from maillage.activities.rules.links import APPLICATION, FOLLOW_UP, read, signed
from maillage.activities.tests.camps import (
    AFTER,
    BEFORE,
    CONSENT,
    PLAN,
    again,
    applied,
    camp,
    draft,
    marked,
    reader,
    written,
)
from maillage.activities.tests.factories import NOON

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def plan_of(edition, **changes):
    return replace(PLAN, quotas={edition.here.pk: 1, edition.there.pk: 1}, **changes)


def test_an_edition_keeps_its_call_on_the_clocks_of_its_call():
    edition = camp()

    assert edition.opens_at == datetime.fromisoformat(
        "2026-11-01T14:00Z"
    )  # winter time began that very night
    assert edition.closes_there.isoformat() == "2026-12-01T17:00:00-05:00"
    assert list(edition.criteria.values_list("name", "weight")) == [("Projet", 2), ("Ouverture", 1)]


def test_the_same_edition_is_written_once():
    edition = camp()

    with pytest.raises(ValidationError):
        operations.create_edition(
            series_id=edition.series_id, number=4, title="Encore", plan=plan_of(edition), now=BEFORE
        )


def test_an_edition_changes_until_its_call_may_have_been_read_and_the_second_author_is_told():
    edition = camp(announced=False)
    change = {"edition_id": edition.pk, "now": BEFORE}
    operations.change_edition(seen=0, plan=plan_of(edition, place="Chambéry"), **change)

    with pytest.raises(ChangedMeanwhile):
        operations.change_edition(seen=0, plan=plan_of(edition, place="Ailleurs"), **change)

    operations.announce_activity(activity_id=edition.activity_id, now=BEFORE)
    with pytest.raises(CallStarted):
        operations.change_edition(edition_id=edition.pk, seen=2, plan=plan_of(edition), now=NOON)
    assert BootcampEdition.objects.get().activity.place == "Chambéry"


def test_a_call_may_last_longer_but_not_into_the_camp_nor_end_yesterday():
    edition = camp()
    operations.extend_call(edition_id=edition.pk, closes=datetime.fromisoformat("2026-12-08T17:00"), now=NOON)
    assert BootcampEdition.objects.get().closes_there.day == 8

    for closes in (datetime.fromisoformat("2027-02-01T09:00"), datetime.fromisoformat("2026-11-02T09:00")):
        with pytest.raises(CallClosesTooLate):
            operations.extend_call(edition_id=edition.pk, closes=closes, now=NOON)


def test_a_call_opens_and_closes_at_its_minute_and_not_before_it_is_announced():
    edition = camp(announced=False)
    with pytest.raises(CallNotOpen):
        draft(edition)
    operations.announce_activity(activity_id=edition.activity_id, now=BEFORE)

    for moment, is_open in [
        (edition.opens_at - MINUTE, False),
        (edition.opens_at, True),
        (edition.closes_at - MINUTE, True),
        (edition.closes_at, False),
    ]:
        ask = {"edition_id": edition.pk, "email": f"a{moment:%d%H%M}@exemple.test", "language": "fr-ca"}
        if is_open:
            assert operations.ask_for_link(now=moment, **ask).state == "draft"
        else:
            with pytest.raises(CallNotOpen):
                operations.ask_for_link(now=moment, **ask)


def test_one_address_has_one_application_and_its_link_comes_again_but_not_every_second(run_jobs):
    edition = camp()
    first = draft(edition, "Elle@exemple.test")
    run_jobs()
    assert draft(edition, "elle@EXEMPLE.test").pk == first.pk
    run_jobs()
    operations.ask_for_link(
        edition_id=edition.pk, email=first.email, language="fr-ca", now=AFTER
    )  # closed, yet hers
    run_jobs()

    assert [message.to for message in mail.outbox] == [["elle@exemple.test"]] * 2
    assert "/fr-ca/candidature/" in mail.outbox[0].body
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            edition=edition, email="ELLE@exemple.test", language="fr-ca", key="x", created_at=NOON
        )


def test_a_draft_is_kept_whole_or_not_and_sent_with_consent_once(run_jobs):
    edition = camp()
    row = draft(edition)
    operations.save_draft(application_id=row.pk, now=NOON, name="Direction")
    assert (again(row).name, again(row).state, again(row).confirmed_at) == ("Direction", "draft", NOON)

    send = {"application_id": row.pk, "now": NOON}
    with pytest.raises(AnswersMissing):
        operations.submit_application(consent_text=CONSENT, firm="Atelier", **send)
    assert again(row).firm == "Atelier"
    with pytest.raises(NotConsented):
        operations.submit_application(consent_text="", **written(edition, edition.here), **send)
    operations.submit_application(consent_text=CONSENT, **written(edition, edition.here), **send)

    sent = again(row)
    assert (sent.state, sent.consent_text, sent.consented_at) == ("submitted", CONSENT, NOON)
    with pytest.raises(AlreadySubmitted):
        operations.submit_application(consent_text=CONSENT, **written(edition, edition.there), **send)
    run_jobs()
    assert len([m for m in mail.outbox if m.subject.startswith("Candidature reçue")]) == 1


def test_an_application_after_the_close_is_told_so_and_kept_as_a_draft():
    edition = camp()
    row = draft(edition)

    with pytest.raises(CallClosed):
        operations.submit_application(
            application_id=row.pk,
            consent_text=CONSENT,
            now=edition.closes_at,
            **written(edition, edition.here),
        )

    assert (again(row).state, again(row).name) == ("draft", "Direction")


def test_who_withdrew_may_come_back_while_the_call_is_open_and_is_read_afresh():
    edition = camp()
    row = applied(edition, edition.here, "elle@exemple.test")
    marked(reader(edition), row, 2)
    operations.withdraw_application(application_id=row.pk, now=NOON)
    with pytest.raises(NothingToWithdraw):
        operations.withdraw_application(application_id=row.pk, now=NOON)
    with pytest.raises(CallClosed):
        operations.save_draft(application_id=row.pk, now=AFTER, name="Direction")

    applied(edition, edition.here, "elle@exemple.test")

    assert (again(row).state, again(row).reviews.count()) == ("submitted", 0)


def test_a_link_opens_one_thing_for_its_time_and_no_other():
    row = draft(camp())
    token = signed(purpose=APPLICATION, about=row.pk, holder=row, now=NOON)

    assert read(token, purpose=APPLICATION, now=NOON).about == row.pk
    assert read(token, purpose=FOLLOW_UP, now=NOON) is None
    assert read(token + "x", purpose=APPLICATION, now=NOON) is None
    assert read(token, purpose=APPLICATION, now=NOON + timedelta(days=366)) is None
