"""Tables of statistics offices for tests, in their own layouts: invented numbers, real headings."""

from maillage.directory.tests.official import shipped

STATCAN = (
    "REF_DATE", "GEO", "DGUID", "Employment size", "North American Industry Classification System (NAICS)", "UOM",
    "VALUE", "STATUS",
)  # fmt: skip
STATCAN_FR = (
    "PÉRIODE DE RÉFÉRENCE", "GÉO", "DGUID", "Tranches d'effectif",
    "Système de classification des industries de l'Amérique du Nord (SCIAN)", "VALEUR",
)  # fmt: skip
MELODI = ("ACTIVITY", "GEO", "GEO_OBJECT", "SIDE_MEASURE", "TIME_PERIOD", "OBS_VALUE")
SDMX = (
    "DATAFLOW",
    "LAST UPDATE",
    "freq",
    "indic_sbs",
    "nace_r2",
    "sizeclas",
    "geo",
    "TIME_PERIOD",
    "OBS_VALUE",
)
EACH = 10


def subsectors():
    """As Canada cuts them since 2022: its own wholesale trade, and the retail trade of both countries."""
    older = [row["code"] for row in shipped("sectors/scian2017.csv") if row["parent"] not in {"", "44-45"}]
    newer = [row["code"] for row in shipped("sectors/naics2022.csv") if row["parent"] == "44-45"]
    return [*older, *newer]


def sections():
    return [row["code"] for row in shipped("sectors/nace_naf.csv") if not row["parent"]]


def divisions():
    return [row["code"] for row in shipped("sectors/nace_naf.csv") if row["parent"]]


def statcan(numbers=(), *, whole=None, place="Canada", size="Total, with employees"):
    """Every subsector with EACH, but for those told; the whole, a sector, and a finer line that is not counted."""
    told = dict.fromkeys(subsectors(), EACH) | dict(numbers)
    total = sum(int(number) for number in told.values() if str(number).isdigit()) if whole is None else whole
    lines = [("1", total), ("2", 0), ("31-33", 210), ("3111", 4), *told.items()]
    return [
        ("2026-01", place, "2021A000011124", size, f"Heading, {code} [{code}]", "Number", number, "")
        for code, number in lines
    ]


def statcan_fr():
    return [
        (period, place, guid, "Total, avec employés", heading, number)
        for period, place, guid, _size, heading, _unit, number, _status in statcan()
    ]


def melodi(codes, *, measure="UNIT_LOC", year="2023", place="F", of="FRANCE"):
    whole = [("_T", place, of, measure, year, EACH * len(codes))]
    return [*whole, *((code, place, of, measure, year, EACH) for code in codes)]


def sdmx(codes, *, year="2022", place="FR", size="TOTAL", measure="ENT_NR", number=EACH):
    return [
        ("ESTAT:BD_SIZE(1.0)", "01/10/26", "A", measure, code, size, place, year, number) for code in codes
    ]


def lettered():
    """The divisions as Eurostat writes them: « C10 »."""
    return [f"{row['parent']}{row['code']}" for row in shipped("sectors/nace_naf.csv") if row["parent"]]
