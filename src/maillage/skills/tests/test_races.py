"""Two imports of one version at the same instant, each with its own connection."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from maillage.skills.models import FrameworkVersion
from maillage.skills.tests.frameworks import framework_told, imported, written


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_imports_finds_the_version_already_there(tmp_path):
    file = written(tmp_path, framework_told())
    start = Barrier(2)

    def run(_number):
        start.wait()
        try:
            return imported(file).counts["created"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        created = sorted(pool.map(run, range(2)))

    assert created == [0, 1]
    assert FrameworkVersion.objects.count() == 1
