from datetime import date

import pytest

from maillage.directory.enums import Scheme
from maillage.directory.rules.classes import (
    Heading,
    Link,
    headings_and_links,
    holders_of,
    level_of,
    naf_heading,
    naics_edition_link,
    naics_nace_link,
    same_codes,
    scian_heading,
    with_shares,
)
from maillage.directory.rules.lines import Line, LineIsRefused, tidy
from maillage.directory.rules.places import (
    french_commune,
    kind_of,
    places_in,
    quebec_municipality,
    succession_in,
)
from maillage.directory.rules.plans import Known, is_too_much, planned, told_once
from maillage.directory.rules.routes import route, tour

NOWHERE = Line(file="essai.csv", number=2, cells={})


def line(number=2, **cells):
    return Line(file="essai.csv", number=number, cells=cells)


def commune(**changes):
    cells = {
        "code": "73065",
        "nom": "Chambéry",
        "type": "commune-actuelle",
        "departement": "73",
        "population": "59172",
    }
    return line(**(cells | changes))


def municipality(**changes):
    cells = {
        "mcode": "36033", "munnom": "Shawinigan", "mcodedesi": "10", "mdes": "Ville", "regadm": "Mauricie (04)",
        "divrec": "Shawinigan (36)", "mrc": "", "admregionale": "", "mpopul": "51561",
    }  # fmt: skip
    return line(**(cells | changes))


@pytest.mark.parametrize(
    ("raw", "typeset"),
    [
        ("L'Abergement-Clémenciat", "L’Abergement-Clémenciat"),
        ("Saguenay--Lac-Saint-Jean", "Saguenay–Lac-Saint-Jean"),
        ("  eau ;  assainissement ", "eau\u00a0; assainissement"),
    ],
)
def test_names_take_our_typography(raw, typeset):
    assert tidy(raw) == typeset


def test_a_commune_lies_in_its_departement():
    [place] = french_commune(commune())

    assert (place.key, place.parent, place.population) == (
        ("municipality", "73065"),
        ("county", "73"),
        59_172,
    )


def test_a_commune_without_population_is_unknown_and_not_empty():
    [place] = french_commune(commune(population=""))

    assert place.population is None


@pytest.mark.parametrize(
    "changes",
    [
        {"nom": ""},
        {"code": "7306"},
        {"population": "beaucoup"},
        {"type": "hameau"},
        {"nom": "ChambÃ©ry"},
        {"nom": "x" * 201},
    ],
    ids=["no name", "short code", "words for a number", "unknown type", "spoilt text", "endless name"],
)
def test_a_line_that_cannot_be_understood_is_refused(changes):
    with pytest.raises(LineIsRefused):
        list(french_commune(commune(**changes)))


def test_a_delegated_commune_is_noted_and_left_aside():
    places, [remark] = places_in([commune(type="commune-deleguee")], french_commune)

    assert places == []
    assert not remark.is_refusal


def test_a_municipality_comes_with_its_mrc():
    mrc, place = quebec_municipality(
        municipality(mcode="51020", munnom="Yamachiche", divrec="Maskinongé (51)", mrc="MRC Maskinongé (510)")
    )

    assert (mrc.key, mrc.name, mrc.parent) == (("county", "510"), "Maskinongé", ("region", "04"))
    assert place.parent == ("county", "510")


@pytest.mark.parametrize(
    ("changes", "parent"),
    [
        ({}, ("county", "360")),
        ({"mcodedesi": "20", "mdes": "Réserve indienne", "divrec": "La Tuque (90)"}, ("region", "04")),
        (
            {"admregionale": "Administration régionale Kativik (992)", "regadm": "Nord-du-Québec (10)"},
            ("county", "992"),
        ),
        (
            {"mcodedesi": "07", "divrec": "Nord-du-Québec (99)", "regadm": "Nord-du-Québec (10)"},
            ("county", "993"),
        ),
        (
            {"mcodedesi": "10", "divrec": "Nord-du-Québec (99)", "regadm": "Nord-du-Québec (10)"},
            ("county", "991"),
        ),
        (
            {"mcodedesi": "25", "divrec": "Nord-du-Québec (99)", "regadm": "Nord-du-Québec (10)"},
            ("region", "10"),
        ),
    ],
    ids=[
        "a town is its own MRC",
        "a reserve is in none",
        "Kativik",
        "Cree village",
        "Jamésie",
        "unknown: the region",
    ],
)
def test_a_place_outside_every_mrc_lies_where_the_official_list_puts_it(changes, parent):
    [place] = quebec_municipality(municipality(**changes))

    assert place.parent == parent


def test_a_file_is_known_by_its_columns():
    assert kind_of(frozenset({"code", "nom", "region", "chefLieu", "zone"})).title.startswith("départements")
    assert kind_of(frozenset({"code", "nom", "chefLieu"})).title.startswith("régions")
    assert kind_of(frozenset({"a", "b"})) is None


@pytest.mark.parametrize("mod", ["20", "21"], ids=["created", "restored"])
def test_a_split_is_no_succession(mod):
    assert (
        succession_in(
            line(COM_AV="73065", COM_AP="73066", LIBELLE_AV="Chambéry", DATE_EFF="2026-01-01", MOD=mod)
        )
        is None
    )


def test_a_merger_of_the_statistics_office_names_its_day():
    told = succession_in(
        line(COM_AV="73001", COM_AP="73065", LIBELLE_AV="Vieux-Bourg", DATE_EFF="2026-01-01", MOD="32")
    )

    assert (told.code, told.successor, told.on) == ("73001", "73065", date(2026, 1, 1))


def test_a_code_given_twice_is_refused_at_its_second_line():
    places = [place for number in (2, 3) for place in french_commune(line(**commune().cells, number=number))]

    _, [remark] = told_once(places)

    assert (remark.number, remark.is_refusal) == (3, True)


def known(pk, code, path, *, level="municipality", name="Chambéry", is_current=True):
    return Known(
        pk=pk,
        key=(level, code),
        path=path,
        name=name,
        designation="commune",
        population=59_172,
        is_current=is_current,
    )


def plan_for(*rows, lines=(), lists=("municipality",)):
    places = [place for one in lines for place in french_commune(one)]
    wanted, _ = told_once(places)
    department = known(1, "73", "FR/84/73", level="county", name="Savoie")
    held = {row.key: row for row in (department, *rows)}
    return planned(root="FR", wanted=wanted, known=held, listed_levels=lists, successions=[])


def test_a_plan_for_what_we_have_changes_nothing():
    plan = plan_for(known(2, "73065", "FR/84/73/73065"), lines=[commune()])

    assert plan.counts == dict.fromkeys(plan.counts, 0) | {"unchanged": 1}


def test_a_plan_tells_a_new_name_from_a_new_holder():
    renamed = plan_for(known(2, "73065", "FR/84/73/73065", name="Chambéri"), lines=[commune()])
    moved = plan_for(known(2, "73065", "FR/84/74/73065"), lines=[commune()])

    assert (len(renamed.renamed), len(renamed.moved)) == (1, 0)
    assert (len(moved.renamed), len(moved.moved)) == (0, 1)


def test_a_departement_that_changes_region_does_not_move_its_communes():
    plan = plan_for(known(2, "73065", "FR/82/73/73065"), lines=[commune()])

    assert (len(plan.updated), len(plan.moved)) == (1, 0)


def test_a_code_that_left_a_full_list_is_withdrawn_and_from_an_extract_is_not():
    gone = known(2, "73001", "FR/84/73/73001")

    assert [row.key for row in plan_for(gone, lines=[commune()]).withdrawn] == [("municipality", "73001")]
    assert plan_for(gone, lines=[commune()], lists=()).withdrawn == []


def test_a_place_that_comes_back_is_restored():
    plan = plan_for(known(2, "73065", "FR/84/73/73065", is_current=False), lines=[commune()])

    assert len(plan.restored) == 1


@pytest.mark.parametrize(
    ("gone", "held", "too_much"), [(5, 10, False), (6, 10, True), (600, 35_000, False), (701, 35_000, True)]
)
def test_a_year_of_mergers_is_told_from_a_cut_file(gone, held, too_much):
    assert is_too_much(gone, held) is too_much


def test_levels_go_from_sector_to_national_industry():
    assert [
        level_of(Scheme.SCIAN_2017, code) for code in ("31-33", "54", "541", "5415", "54151", "541514")
    ] == [1, 1, 2, 3, 4, 5]
    assert [level_of(Scheme.NAF_2, code) for code in ("J", "62", "62.0", "62.01", "62.01Z")] == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_a_heading_is_held_by_the_closest_shorter_code():
    assert holders_of(Scheme.SCIAN_2017, "33451") == ["3345", "334", "31-33"]
    assert holders_of(Scheme.NAF_2, "62.01Z") == ["62.01", "62.0", "62"]


def scian(code, mark):
    return line(**{"Level": "5", "Code": code, "Class title": "Soybean farming", "Superscript": mark})


def test_six_digits_are_comparable_only_where_the_publisher_says_so():
    comparable = list(scian_heading(scian("111110", "US")))
    canadian = list(scian_heading(scian("541514", "CAN")))

    assert [type(found) for found in comparable] == [Heading, Link]
    assert [type(found) for found in canadian] == [Heading]


def test_wholesale_trade_has_another_code_across_the_border_and_is_partial():
    _, link = scian_heading(scian("41", ""))

    assert (link.source, link.is_partial) == ((Scheme.NAICS_2017, "42"), True)


def edition(code, title, mark=""):
    return line(
        **{"NAICS 2017": code, "NAICS 2022": code, "2017 NAICS Title": title, "Change Indicator": mark}
    )


def test_the_mark_of_comparability_is_no_letter_of_the_title():
    heading, link = naics_edition_link(edition("111", "Crop ProductionT"))

    assert (heading.title_en, link.is_partial) == ("Crop Production", False)


def test_a_changed_content_makes_a_partial_link():
    _, link = naics_edition_link(edition("441", "Motor Vehicle and Parts Dealers", "****"))

    assert link.is_partial


def crosswalk(naics, nace, note=""):
    return line(**{"NAICS 2017": naics, "NACE Rev. 2": nace, "US NAICS 2017": "Wheat Farming", "Notes": note})


def test_a_link_among_several_is_partial_at_both_ends():
    pairs = [("111140", "01.11"), ("111150", "01.11"), ("541511", "62.01")]
    _, links, _ = headings_and_links([crosswalk(*pair) for pair in pairs], naics_nace_link)

    assert [link.is_partial for link in with_shares(links)] == [True, True, False]


def test_a_line_about_the_whole_classification_is_noted():
    _, links, [remark] = headings_and_links([crosswalk("00", "98.10")], naics_nace_link)

    assert (links, remark.is_refusal) == ([], False)


def test_a_french_heading_gives_its_title_to_the_european_one():
    found = list(naf_heading(line(id="62.01", label="Programmation informatique")))

    assert [(heading.scheme, heading.title_fr) for heading in found] == [
        (Scheme.NAF_2, "Programmation informatique"),
        (Scheme.NACE_2, "Programmation informatique"),
    ]


def test_a_lone_fifth_level_is_its_class_and_one_of_several_is_a_part():
    links = same_codes(["62.01", "62.02"], ["62.01", "62.01Z", "62.02A"], NOWHERE)

    assert [(link.target[1], link.is_partial) for link in links] == [
        ("62.01", False),
        ("62.01Z", False),
        ("62.02A", True),
    ]


def test_every_classification_leads_to_every_other_one():
    assert route(Scheme.NAF_2, Scheme.SCIAN_2017) == [Scheme.NACE_2, Scheme.NAICS_2017, Scheme.SCIAN_2017]
    assert all(route(start, goal) for start in Scheme.values for goal in Scheme.values if start != goal)
    assert route(Scheme.NAF_2, Scheme.NAF_2) == []


def test_a_tour_reaches_every_other_classification_once():
    steps = tour(Scheme.SCIAN_2017)

    assert {there for _, there in steps} == set(Scheme.values) - {Scheme.SCIAN_2017}
    assert len(steps) == len(Scheme.values) - 1
