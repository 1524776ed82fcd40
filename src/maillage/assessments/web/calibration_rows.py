"""What the page of a calibration shows, in the shapes that the parts of ui take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.assessments.web.bank_rows import NONE, thresholds_told, with_error
from maillage.ui.formats import number
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maillage.assessments.models import Calibration

Row = dict[str, Any]


def link_rows(calibrations: Iterable[Calibration]) -> list[Row]:
    return [
        {
            "label": _("Étalonnage %(number)s") % {"number": one.pk},
            "note": one.get_state_display(),
            "url": one.get_absolute_url(),
        }
        for one in calibrations
    ]


def facts_of(calibration: Calibration) -> list[Row]:
    rows: list[Row] = [
        {"label": _("Demandé par"), "value": str(calibration.asked_by or NONE)},
        {"label": _("Demandé le"), "day": calibration.asked_at},
    ]
    if report := calibration.report:
        slope, shift = report["link"]
        rows += [
            {"label": _("Personnes"), "value": _figure(report["people"])},
            {"label": _("Réponses"), "value": _figure(report["answers"])},
            {"label": _("Questions placées"), "value": _figure(len(report["items"]))},
            {
                "label": _("Questions laissées à leur auteur"),
                "value": _figure(len(report["prices"]) - len(report["items"])),
            },
            {"label": _("Log-vraisemblance"), "value": _figure(report["log_likelihood"], decimals=1)},
            {
                "label": _("Lien avec l’échelle en usage"),
                "value": _("pente %(slope)s, décalage %(shift)s")
                % {"slope": _figure(slope, decimals=3), "shift": _figure(shift, decimals=3)},
            },
            {
                "label": _("Corrélations"),
                "value": _("estimées, prises au plus bas") if report["correlation"] else _("celles d’avant"),
            },
            {
                "label": _("Calcul"),
                "value": _("stable") if report["settled"] else _("arrêté avant d’être stable"),
            },
        ]
    if calibration.decided_at is not None:
        rows += [
            {"label": _("Décidé par"), "value": str(calibration.decided_by or NONE)},
            {"label": _("Décidé le"), "day": calibration.decided_at},
            {"label": _("Parce que"), "value": calibration.reason},
        ]
    return rows


def signs_of(calibration: Calibration, codes: Mapping[int, str]) -> list[Row]:
    """What the model explains ill: a heading, and the questions."""
    report = calibration.report or {}
    told = [
        (
            _("Mal expliquées : les meilleurs les ratent, ou chacun y répond au hasard"),
            [[one] for one in report["ill"]],
        ),
        (_("Liées deux à deux : l’une donne l’autre"), report["together"]),
        (
            _("Plus dures pour une langue que pour l’autre, à compétence égale"),
            [[one] for one in report["favouring"].get("language", ())],
        ),
        (
            _("Plus dures dans un pays que dans l’autre, à compétence égale"),
            [[one] for one in report["favouring"].get("country", ())],
        ),
    ]
    return [
        {
            "title": title,
            "links": [
                {
                    "label": " · ".join(codes[one] for one in those),
                    "url": reverse(
                        "assessments:bank_item", args=[calibration.instrument.code, codes[those[0]]]
                    ),
                }
                for those in groups
            ],
        }
        for title, groups in told
        if groups
    ]


def item_table(calibration: Calibration, codes: Mapping[int, str]) -> Row:
    labels = [_("Question"), _("Réponses"), _("Pente"), _("Seuils"), _("Ajustement"), _("Écart")]
    rows = [
        [
            {
                "text": codes[row["item"]],
                "url": reverse(
                    "assessments:bank_item", args=[calibration.instrument.code, codes[row["item"]]]
                ),
            },
            {"text": _figure(row["answers"]), "number": True},
            {"text": with_error(row["slope"], row["slope_error"])},
            {"text": thresholds_told(row["thresholds"], row["threshold_errors"])},
            {"text": NONE if row["fit"] is None else _figure(row["fit"], decimals=3), "number": True},
            {"text": _figure(row["drift"], decimals=1), "number": True},
        ]
        for row in (calibration.report or {})["items"]
    ]
    columns = [{"label": label, "number": place in {1, 4, 5}} for place, label in enumerate(labels)]
    return {"columns": columns, "rows": rows}


def _figure(value: float, *, decimals: int = 0) -> str:
    return number(round(value, decimals) if decimals else value, spoken(), decimals=decimals or 3)
