import csv

import pytest
from django.conf import settings

from maillage.ui.pictures import region_map
from maillage.ui.pictures.regions import FILES, tiles_of


def spot(picture, name):
    return next(each for each in picture.drawing.spots if each.name.startswith(name))


@pytest.mark.parametrize(("country", "count"), [("CA", 17), ("FR", 18)])
def test_every_region_has_one_tile_of_its_own(country, count):
    with (settings.CONTENT / "territories" / FILES[country]).open() as file:
        regions = {
            f"{row['parent']}/{row['code']}"
            for row in csv.DictReader(file)
            if row["level"] == "region" and row["designation"] != "collectivité d’outre-mer"
        }

    tiles = tiles_of(country)

    assert {tile.path for tile in tiles} == regions
    assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles) == count


def test_the_largest_is_the_darkest_and_equals_are_alike():
    picture = region_map("CA", {"CA/24/04": 41, "CA/24/02": 41, "CA/24/06": 3})

    shades = [spot(picture, name).marks[0].kind for name in ("Mauricie", "Saguenay", "Montréal")]
    assert shades == ["tile t4", "tile t4", "tile t2"]
    assert picture.legend == [("t2", "3"), ("t4", "41")]


def test_zero_is_known_and_has_no_shade_while_the_unknown_is_hatched():
    picture = region_map("CA", {"CA/24/04": 0, "CA/24/02": None})

    assert spot(picture, "Mauricie, 0").marks[0].kind == "tile t0"
    for unknown in ("Saguenay–Lac-Saint-Jean, pas de donnée", "Laval, pas de donnée"):
        assert [mark.kind for mark in spot(picture, unknown).marks] == ["tile unknown", "hatching"]
    assert picture.has_unknown


def test_a_place_without_a_tile_is_told_and_stays_in_the_table():
    picture = region_map("FR", {"FR/84": 5, "FR/988": 9}, names={"FR/988": "Nouvelle-Calédonie"})

    assert picture.elsewhere == 1
    assert [{"text": "Nouvelle-Calédonie"}, {"text": "9", "number": True}] in picture.table["rows"]
    assert picture.legend == [("t4", "5")]


def test_a_region_leads_to_its_page_from_the_map_and_from_the_table():
    picture = region_map("CA", {"CA/24/04": 5}, urls={"CA/24/04": "/mauricie/"})

    assert spot(picture, "Mauricie").url == "/mauricie/"
    assert picture.table["rows"][0][0].get("url") is None
    assert {"text": "Mauricie", "url": "/mauricie/"} in [row[0] for row in picture.table["rows"]]


def test_a_country_that_nobody_placed_is_refused():
    with pytest.raises(KeyError):
        region_map("BE", {})
