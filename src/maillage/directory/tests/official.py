"""Official files for tests: small, but covering a whole country as the real ones do."""

import csv
from pathlib import Path

from django.conf import settings

COMMUNE = ("code", "nom", "type", "departement", "region", "zone", "population", "codes_postaux")
CHANGES = ("avant", "nom_avant", "apres", "le")
NAF_SECTIONS = 21


def shipped(name):
    with (settings.CONTENT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def departements():
    return [row["code"] for row in shipped("territories/france.csv") if row["level"] == "county"]


def whole_france(communes=2):
    """Communes of every département; 73001 and 73002 lie in Savoie."""
    return [
        [
            f"{code}{number:0{5 - len(code)}}",
            f"Commune {code} {number}",
            "commune-actuelle",
            code,
            "",
            "metro",
            "100",
            "",
        ]
        for code in departements()
        for number in range(1, communes + 1)
    ]


def whole_naf():
    """A class under each division, with its fifth level."""
    divisions = [row["code"] for row in shipped("sectors/nace_naf.csv") if row["parent"]]
    return [
        {"id": code, "label": f"Activité {code}"}
        for division in divisions
        for code in (f"{division}.0", f"{division}.01", f"{division}.01Z")
    ]


def write(path: Path, header, rows, *, encoding="utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path
