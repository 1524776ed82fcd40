"""Two imports of one version at the same instant, each with its own connection."""

import pytest

from maillage.common.tests.at_once import at_once
from maillage.skills.models import FrameworkVersion
from maillage.skills.tests.frameworks import framework_told, imported, written


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_imports_finds_the_version_already_there(tmp_path):
    file = written(tmp_path, framework_told())
    created = []

    def take():
        created.append(imported(file).counts["created"])

    assert at_once(take, take) == ["done", "done"]
    assert sorted(created) == [0, 1]
    assert FrameworkVersion.objects.count() == 1
