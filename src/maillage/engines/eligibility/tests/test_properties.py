import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from maillage.engines.eligibility import (
    VERDICTS,
    AllOf,
    AnyOf,
    Catalogue,
    Inquiry,
    Not,
    Stake,
    profiles_of,
    verdict,
)
from maillage.engines.eligibility.tests.trees import DAY, conditions, firms, growing_firms


@given(st.lists(conditions, max_size=6), firms())
def test_the_batch_says_what_the_explanation_says(programmes, firm):
    codes = Catalogue(programmes).verdicts(firm, DAY)

    assert [VERDICTS[code] for code in codes.tolist()] == [
        verdict(one, firm, DAY).verdict for one in programmes
    ]


@given(st.lists(conditions, max_size=6), st.lists(firms(), max_size=8))
def test_firms_judged_by_profile_are_judged_as_each_alone(programmes, some):
    catalogue = Catalogue(programmes)

    profiles = profiles_of(catalogue, [firm.values for firm in some], DAY)

    bits = np.unpackbits(profiles.not_no, axis=1, count=len(programmes))
    assert [bits[profile].tolist() for profile in profiles.of_firm] == [
        (catalogue.verdicts(firm, DAY) >= 0).astype(int).tolist() for firm in some
    ]


@given(conditions, growing_firms())
def test_learning_a_fact_never_turns_a_settled_verdict(condition, known):
    less, more = known

    before = verdict(condition, less, DAY).verdict

    assert not before.settled or verdict(condition, more, DAY).verdict is before


@given(st.lists(conditions, min_size=1, max_size=5), st.randoms(), firms())
def test_the_order_of_the_parts_changes_nothing(parts, chance, firm):
    shuffled = chance.sample(parts, len(parts))

    for group in (AllOf, AnyOf):
        one, other = group(parts=tuple(parts)), group(parts=tuple(shuffled))
        assert verdict(one, firm, DAY).verdict is verdict(other, firm, DAY).verdict


@given(st.lists(conditions, min_size=1, max_size=5).map(tuple), firms())
def test_not_all_is_one_that_is_not(parts, firm):
    not_all = Not(part=AllOf(parts=parts))
    one_is_not = AnyOf(parts=tuple(Not(part=part) for part in parts))

    assert verdict(not_all, firm, DAY).verdict is verdict(one_is_not, firm, DAY).verdict


@given(conditions, firms())
def test_each_leaf_has_one_reason_and_what_is_missing_explains_what_is_unknown(condition, firm):
    explained = verdict(condition, firm, DAY)

    assert bool(explained.missing()) is not explained.verdict.settled
    assert set(explained.decisive()) <= set(explained.leaves())


@given(st.lists(conditions, min_size=1, max_size=4), growing_firms())
def test_an_interview_asks_nothing_twice_and_leaves_nothing_open_when_the_firm_knows_all(programmes, known):
    less, whole = known
    inquiry = Inquiry([Stake(condition=one) for one in programmes], DAY)

    asked = inquiry.interview(whole, known=less)

    told = less
    for fact in asked:
        told = told.with_(fact, whole.values[fact])
    assert len(set(asked)) == len(asked)
    assert inquiry.question(told, asked=asked) is None
    if all(0 not in Catalogue([one]).verdicts(whole, DAY) for one in programmes):
        assert 0 not in Catalogue(programmes).verdicts(told, DAY)
