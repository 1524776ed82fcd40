"""What every test may count on: a server that runs, walls that hold, jobs run on demand."""

import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from maillage.common import postgres
from tests import emptying, walls

# How fast a machine is tells nothing of what is true.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")
walls.shuffle_unordered_querysets()
walls.locks_name_their_tables()
emptying.only_what_was_filled()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", type=Path, metavar="FOLDER", help="keep the screenshots of the journeys in FOLDER"
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The server is up before the first test database is made."""
    postgres.ensure_running(os.environ)


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> None:
    """What one process remembers (how often somebody asked) does not pass from test to test."""
    caches["local"].clear()


@pytest.fixture
def run_jobs(db: None) -> Callable[[], list[str]]:
    """Run the jobs that wait, and those they ask for in turn, here and now; returns their names in order.

    The tables of jobs are not Django's: what a test with real transactions left there is forgotten first.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    def run() -> list[str]:
        names = []
        while job := ProcrastinateJob.objects.filter(status="todo").order_by("-priority", "pk").first():
            _close(job, "doing")
            app.tasks[job.task_name].func(**job.args)
            _close(job, "succeeded")
            names.append(job.task_name)
        return names

    return run


def _close(job: ProcrastinateJob, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job.pk])


@pytest.fixture
def assert_constant_queries() -> Callable[[Client, str, Callable[[], object]], None]:
    """A page that lists asks as many queries for three rows as for one."""

    def check(client: Client, url: str, make_row: Callable[[], object]) -> None:
        make_row()
        _queries_of(client, url)  # what is read once and kept is read now
        for_one = _queries_of(client, url)
        make_row()
        make_row()
        for_three = _queries_of(client, url)
        assert len(for_three) == len(for_one), "\n".join(["one row:", *for_one, "three rows:", *for_three])

    return check


def _queries_of(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, f"{url} answers {answer.status_code}"
    return [query["sql"] for query in queries]
