"""A worker that dies in the middle: nothing is lost, nothing leaves twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest
from django.db import connection

from maillage.common import clock
from maillage.common.jobs import LOST_AFTER
from maillage.config.tests import working
from maillage.directory.tests.factories import member_of
from maillage.matching import operations
from maillage.matching.models import Letter
from maillage.matching.tests.lives import two_sides

ALL = 1000
SWEEPS = 5  # the server may take a moment to see that a worker died, and hold what it had locked


def work(mailbox, *, takes):
    """Let a worker empty the queue; the code it ends with."""
    command = [sys.executable, working.__file__, connection.settings_dict["NAME"], str(mailbox), str(takes)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*sys.path, "."])}
    return subprocess.run(command, env=environment, check=False, timeout=600, capture_output=True).returncode


def received(mailbox):
    letters = [message_from_bytes(path.read_bytes()) for path in Path(mailbox).iterdir()]
    return Counter(letter["To"] for letter in letters)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_two_letters_loses_none_and_sends_none_twice(run_jobs, tmp_path):
    sides = two_sides(now=clock.now())
    others = [member_of(sides.offer.organisation, sides.offer.network, "offer_holder") for _ in range(3)]

    killed = work(tmp_path, takes=2)
    before = received(tmp_path)
    for _sweep in range(SWEEPS):
        operations.queue_what_is_due(now=clock.now() + LOST_AFTER)
        ended = work(tmp_path, takes=ALL)
        if not Letter.objects.filter(sent_at=None).exists():
            break

    assert (killed, ended) == (-signal.SIGKILL, 0)
    assert sum(before.values()) == 2
    assert received(tmp_path) == dict.fromkeys([sides.holder.email, *(o.email for o in others)], 1)
    assert not Letter.objects.filter(sent_at=None).exists()
