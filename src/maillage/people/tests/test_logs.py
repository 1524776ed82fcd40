import logging
import sys

import pytest

from maillage.people.logs import AddressFreeFormatter, without_addresses


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("To: marie.roy+a@exemple.test.", "To: <courriel>."),
        ("GET /compte/?email=marie%40exemple.test&x=1", "GET /compte/?email=<courriel>&x=1"),
        ("Key (email)=(marie@exemple.test) already exists.", "Key (email)=(<courriel>) already exists."),
        ("nothing to hide: a @ b, 3 @ 4", "nothing to hide: a @ b, 3 @ 4"),
    ],
)
def test_an_address_is_hidden_and_the_rest_is_kept(written, kept):
    assert without_addresses(written) == kept


def test_an_address_inside_a_traceback_is_hidden_too():
    try:
        int("550 marie@exemple.test refused")
    except ValueError:
        record = logging.LogRecord(
            "mail", logging.ERROR, "", 1, "to %s", ("paul@exemple.test",), sys.exc_info()
        )

    text = AddressFreeFormatter().format(record)

    assert "exemple.test" not in text
    assert "'550 <courriel> refused'" in text
