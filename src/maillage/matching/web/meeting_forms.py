"""What a coordination asks of a round of meetings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.activities.enums import RoundShape
from maillage.ui.editing import VersionedForm
from maillage.ui.fields import LocalMomentField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage.activities.models import MeetingRound

ROOM = re.compile(r"(tables|links)-(\d+)")
MOST_ROOMS = 500


class RoundForm(VersionedForm):
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=160)
    shape = forms.ChoiceField(label=gettext_lazy("Qui rencontre qui"), choices=RoundShape.choices)
    floor = forms.IntegerField(
        label=gettext_lazy("Rencontres par personne, au moins"),
        help_text=gettext_lazy("Personne ne repart avec moins, quand c’est possible."),
        min_value=0,
        max_value=50,
    )
    most = forms.IntegerField(
        label=gettext_lazy("Rencontres par personne, au plus"), min_value=1, max_value=50
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, instance: MeetingRound | None = None
    ) -> None:
        known: dict[str, Any] = {
            "title": _("Rencontres deux à deux"),
            "shape": RoundShape.EVERYBODY,
            "floor": 4,
            "most": 8,
        }
        if instance is not None:
            known = {name: getattr(instance, name) for name in known} | {"seen": instance.sequence}
        super().__init__(data, initial=known)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("floor", 0) > told.get("most", MOST_ROOMS):
            self.add_error("floor", _("Le minimum ne peut pas dépasser le maximum."))
        return told


class SlotsForm(forms.Form):
    first = LocalMomentField(
        label=gettext_lazy("Début du premier créneau, à l’heure du lieu"),
    )
    number = forms.IntegerField(
        label=gettext_lazy("Combien de créneaux"), min_value=1, max_value=48, initial=6
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes par rencontre"), min_value=5, max_value=120, initial=20
    )
    pause = forms.IntegerField(
        label=gettext_lazy("Minutes entre deux"), min_value=0, max_value=120, initial=5
    )
    tables = forms.IntegerField(label=gettext_lazy("Tables"), min_value=0, max_value=MOST_ROOMS, initial=10)
    links = forms.IntegerField(
        label=gettext_lazy("Rencontres à distance à la fois"), min_value=0, max_value=MOST_ROOMS, initial=5
    )


def rooms_in(told: Mapping[str, str]) -> dict[int, tuple[int, int]]:
    """Tables and links by slot, from fields named tables-12 and links-12; what is not a count is left as it was."""
    said: dict[int, dict[str, int]] = {}
    for name, value in told.items():
        field = ROOM.fullmatch(name)
        if field and value.isdecimal() and int(value) <= MOST_ROOMS:
            said.setdefault(int(field[2]), {})[field[1]] = int(value)
    return {
        slot: (one["tables"], one["links"])
        for slot, one in said.items()
        if len(one) == len({"tables", "links"})
    }
