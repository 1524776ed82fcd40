"""Random conditions and random firms, for properties that hold of all of them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from maillage.engines.eligibility import (
    Age,
    AllOf,
    AnyOf,
    Between,
    Facts,
    Flag,
    Member,
    Months,
    Not,
    Statement,
    Window,
    Within,
    statement_fact,
)

DAY = date(2026, 6, 12)

days = st.integers(-900, 900).map(lambda n: DAY + timedelta(days=n))
paths = st.lists(st.sampled_from("ABC"), min_size=1, max_size=3).map("/".join)
some_paths = st.frozensets(paths, min_size=1, max_size=3)
labels = st.frozensets(st.sampled_from("uvwxyz"), max_size=3)
ends = st.tuples(st.integers(0, 6), st.integers(0, 3))


@st.composite
def ranges(draw, kind, fact):
    low, more = draw(ends)
    keep = draw(st.sampled_from(("low", "high", "both")))
    return kind(
        fact=fact,
        at_least=None if keep == "high" else low,
        at_most=None if keep == "low" else low + more,
    )


@st.composite
def windows(draw):
    first, last = sorted((draw(days), draw(days)))
    keep = draw(st.sampled_from(("first", "last", "both")))
    return Window(starts=None if keep == "last" else first, ends=None if keep == "first" else last)


leaves = st.one_of(
    some_paths.map(lambda some: Within(fact="territory", any_of=some)),
    some_paths.map(lambda some: Within(fact="industry", any_of=some)),
    labels.filter(bool).map(lambda some: Member(fact="themes", any_of=some)),
    ranges(Between, "employees"),
    ranges(Age, "founded_on"),
    ranges(Months, "founded_on"),
    st.booleans().map(lambda wanted: Flag(fact="exports", expected=wanted)),
    st.sampled_from("st").map(lambda one: Statement(id=one)),
    windows(),
)


def _groups(conditions):
    several = st.lists(conditions, max_size=4).map(tuple)
    return st.one_of(
        several.map(lambda parts: AllOf(parts=parts)),
        several.filter(bool).map(lambda parts: AnyOf(parts=parts)),
        conditions.map(lambda part: Not(part=part)),
    )


conditions = st.recursive(leaves, _groups, max_leaves=12)
whole_firms = st.fixed_dictionaries(
    {
        "territory": some_paths,
        "industry": some_paths,
        "themes": labels,
        "employees": st.integers(0, 9),
        "founded_on": st.integers(0, 4000).map(lambda n: DAY - timedelta(days=n)),
        "exports": st.booleans(),
        statement_fact("s"): st.booleans(),
        statement_fact("t"): st.booleans(),
    }
)


@st.composite
def firms(draw):
    """A firm of which some facts are known."""
    values = draw(whole_firms)
    return Facts.of({name: value for name, value in values.items() if draw(st.booleans())})


@st.composite
def growing_firms(draw):
    """The same firm, known less and known more; a place may be known from above first."""
    values = draw(whole_firms)
    less = {name: value for name, value in values.items() if draw(st.booleans())}
    if "territory" in less and draw(st.booleans()):
        less["territory"] = frozenset(path.rpartition("/")[0] or path for path in less["territory"])
    return Facts.of(less), Facts.of(values)
