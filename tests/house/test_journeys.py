"""A journey waits for what it looks at: a click comes back as soon as the next page begins to arrive."""

import re

from tests.house.places import ROOT, here, listed

AT_ONCE = re.compile(r"^\s*assert\b.*(\.locator\(|\.get_by_\w+\(|\bpage\.url\b)", re.MULTILINE)


def test_what_a_page_shows_is_expected_not_asserted():
    hurried = [
        f"{here(path)}: {found.group().strip()}"
        for path in (ROOT / "tests/journeys").glob("test_*.py")
        for found in AT_ONCE.finditer(path.read_text("utf-8"))
    ]

    assert not hurried, listed(hurried)
