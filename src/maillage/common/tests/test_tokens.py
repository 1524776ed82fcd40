"""Tokens say what we signed, for the purpose we signed it for."""

import pytest

from maillage.common.tokens import facts_behind, token_of


def test_a_token_says_what_was_signed():
    assert facts_behind(token_of("garden.gate", 7, "clé"), "garden.gate") == [7, "clé"]


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "7",
        "é.\0",
        token_of("garden.well", 7),
        token_of("garden.gate", 7)[:-1],
        f"x{token_of('garden.gate', 7)}",
    ],
)
def test_a_token_for_another_purpose_or_of_another_hand_says_nothing(forged):
    assert facts_behind(forged, "garden.gate") is None
