from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from maillage.pages.tasks import KEPT, forget_done_jobs

pytestmark = pytest.mark.django_db
LONG_AGO = KEPT + timedelta(hours=1)


def a_job(*, state: str, ended: timedelta) -> int:
    job = app.configure_task("matching.encode_offer").defer(offer_id=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [state, job])
        cursor.execute("UPDATE procrastinate_events SET at = now() - %s WHERE job_id = %s", [ended, job])
    return job


def test_work_done_long_ago_is_forgotten_and_the_rest_stays():
    forgotten = a_job(state="succeeded", ended=LONG_AGO)
    kept = {
        a_job(state="succeeded", ended=KEPT - timedelta(hours=1)),
        a_job(state="failed", ended=LONG_AGO),
        a_job(state="doing", ended=LONG_AGO),
    }

    forget_done_jobs()

    left = set(ProcrastinateJob.objects.values_list("id", flat=True))
    assert left >= kept
    assert forgotten not in left


def test_workers_ask_for_it_by_themselves():
    asked = {task for task, _number in app.periodic_registry.periodic_tasks}

    assert "pages.forget_done_jobs" in asked
