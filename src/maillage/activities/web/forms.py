"""What is filled in about an activity of any kind, its moments and those who come."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import ActivityKind, Audience, ItemKind
from maillage.activities.rules.places import KNOWN_ZONES, ZONES
from maillage.agreements.enums import Visibility
from maillage.agreements.models import Agreement, Strand
from maillage.common.refusals import Refusal
from maillage.common.zones import instant
from maillage.directory.models import Network, Organisation
from maillage.directory.queries import networks_coordinated_by, organisations_spoken_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.activities.models import Activity, ProgrammeItem, Registration
    from maillage.common.viewer import Viewer

NOBODY = ""  # comes forward by herself
HOUR = "%Y-%m-%dT%H:%M"


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LocalHour(forms.Field):
    """A day and an hour on the clocks of a place: a moment only once the place is known."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=HOUR)

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            return datetime.strptime(str(value)[:16], HOUR)  # noqa: DTZ007 - the place gives the zone
        except ValueError as error:
            raise forms.ValidationError(_("Donnez un jour et une heure.")) from error


class ActivityForm(forms.Form):
    """An activity: what, when, where, for whom, and how people come forward."""

    title = forms.CharField(label=_("Titre"), max_length=160)
    kind = forms.ChoiceField(label=_("Genre"), choices=ActivityKind, initial=ActivityKind.WORKSHOP)
    summary = forms.CharField(
        label=_("De quoi il s’agit"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Pour qui, ce qu’on y fait, ce qu’on en rapporte."),
    )
    starts_on = Day(label=_("Premier jour"))
    ends_on = Day(label=_("Dernier jour"), required=False, help_text=_("Vide : le même jour."))
    time_zone = forms.ChoiceField(label=_("Heure de quel endroit"), choices=ZONES, initial="America/Toronto")
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    online_url = forms.URLField(
        label=_("Lien de la rencontre en ligne"),
        required=False,
        assume_scheme="https",
        help_text=_("Montré seulement à celles et ceux qui ont une place."),
    )
    network = forms.ModelChoiceField(
        label=_("Réseau qui l’organise"), queryset=Network.objects.none(), empty_label=None
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation qui reçoit"), queryset=Organisation.objects.none(), empty_label=None
    )
    agreement = forms.ModelChoiceField(
        label=_("Entente"),
        queryset=Agreement.objects.none(),
        required=False,
        empty_label=_("Hors d’une entente"),
    )
    strand = forms.ModelChoiceField(
        label=_("Volet"),
        queryset=Strand.objects.order_by("position"),
        required=False,
        empty_label=_("Aucun en particulier"),
    )
    visibility = forms.ChoiceField(
        label=_("Qui peut la voir"), choices=Visibility, widget=forms.RadioSelect, initial=Visibility.PUBLIC
    )
    audience = forms.ChoiceField(
        label=_("Qui peut s’inscrire"),
        choices=[(NOBODY, _("Personne : sur invitation")), *Audience.choices],
        required=False,
        widget=forms.RadioSelect,
        initial=Audience.MEMBERS,
    )
    places = forms.IntegerField(
        label=_("Nombre de places"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Vide : sans limite. Au-delà, les gens attendent leur tour."),
    )
    closes_on = Day(label=_("Dernier jour pour s’inscrire"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, kept: Activity | None = None, **options: Any) -> None:
        """`kept`: the activity being changed, whose choices stay offered."""
        super().__init__(*args, **options)
        networks = networks_coordinated_by(viewer)
        organisations = organisations_spoken_for(viewer)
        if not organisations:  # she coordinates without speaking for anybody
            organisations = Organisation.objects.active().filter(networks__in=viewer.coordinated_network_ids)
        agreements = Agreement.objects.filter(networks__in=viewer.coordinated_network_ids)
        if kept:
            networks |= Network.objects.filter(pk=kept.network_id)
            agreements |= Agreement.objects.filter(activities=kept)
            organisations |= Organisation.objects.filter(pk=kept.organisation_id)
        self._offer("network", networks)
        self._offer("organisation", organisations.order_by("sort_key", "pk").distinct())
        self._offer("agreement", agreements.order_by("name", "pk").distinct())
        if kept and kept.time_zone not in KNOWN_ZONES:
            field: Any = self.fields["time_zone"]
            field.choices = [*ZONES, (kept.time_zone, kept.time_zone)]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The fields in the order in which one thinks of them."""
        told = [
            ("quoi", _("Quoi"), ["title", "kind", "summary"]),
            ("quand", _("Quand et où"), ["starts_on", "ends_on", "time_zone", "place", "online_url"]),
            ("cadre", _("Dans quel cadre"), ["network", "organisation", "agreement", "strand"]),
            ("qui", _("Pour qui"), ["visibility", "audience", "places", "closes_on"]),
        ]
        return [
            {"id": name, "title": title, "fields": [self[field] for field in fields]}
            for name, title, fields in told
        ]

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first = cleaned.get("starts_on")
        cleaned["ends_on"] = cleaned.get("ends_on") or first
        if first and cleaned["ends_on"] < first:
            self.add_error("ends_on", _("Le dernier jour ne peut pas précéder le premier."))
        if cleaned.get("visibility") == Visibility.PARTNERS and not cleaned.get("strand"):
            self.add_error("strand", _("Choisissez le volet : c’est lui qui ouvre l’accès aux partenaires."))
        if cleaned.get("audience") == Audience.ANYONE and cleaned.get("visibility") != Visibility.PUBLIC:
            self.add_error("audience", _("Pour que tout le monde s’inscrive, tout le monde doit la voir."))
        return cleaned

    def told(self) -> dict[str, Any]:
        """What the operations take: the fields of the activity, and `registration` or None."""
        fields = dict(self.cleaned_data)
        registration = {name: fields.pop(name) for name in ("audience", "places", "closes_on")}
        return fields | {"registration": registration if registration["audience"] else None}


def initial_of(activity: Activity, registration: Registration | None) -> dict[str, Any]:
    """An activity as its form shows it."""
    names = [name for name in ActivityForm.base_fields if name not in {"audience", "places", "closes_on"}]
    initial = {name: getattr(activity, name) for name in names} | {"audience": NOBODY}
    if registration:
        initial |= {name: getattr(registration, name) for name in ("audience", "places", "closes_on")}
    return initial


class ItemForm(forms.Form):
    """A moment: what, from when to when on the clocks of which place, where."""

    title = forms.CharField(label=_("Titre"), max_length=160)
    kind = forms.ChoiceField(label=_("Genre"), choices=ItemKind, initial=ItemKind.SESSION)
    starts = LocalHour(label=_("Début"))
    ends = LocalHour(label=_("Fin"))
    time_zone = forms.ChoiceField(label=_("Heure de quel endroit"), choices=ZONES)
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    room = forms.CharField(label=_("Salle"), max_length=80, required=False)
    online_url = forms.URLField(label=_("Lien en ligne"), required=False, assume_scheme="https")
    note = forms.CharField(
        label=_("Note"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, zones: Sequence[str] = (), **options: Any) -> None:
        """`zones`: those already in use that nobody would choose from the list."""
        super().__init__(*args, **options)
        field: Any = self.fields["time_zone"]
        field.choices = [*ZONES, *((zone, zone) for zone in zones if zone not in KNOWN_ZONES)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        zone = cleaned.get("time_zone")
        if not zone:
            return cleaned
        for name in ("starts", "ends"):
            local = cleaned.get(name)
            if local is None:
                continue
            try:
                cleaned[f"{name}_at"] = instant(local, ZoneInfo(zone))
            except Refusal as refusal:
                self.add_error(name, str(refusal))
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("La fin ne peut pas précéder le début."))
        return cleaned

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"starts", "ends"}}


def initial_of_item(item: ProgrammeItem) -> dict[str, Any]:
    names = [name for name in ItemForm.base_fields if name not in {"starts", "ends"}]
    initial = {name: getattr(item, name) for name in names}
    return initial | {"starts": item.starts_there, "ends": item.ends_there}


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi"), max_length=300, help_text=_("Les personnes inscrites le liront.")
    )


class VisitorForm(forms.Form):
    """Somebody without an account, or added by the coordination."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    email = forms.EmailField(
        label=_("Courriel"),
        help_text=_("Il sert à vous écrire au sujet de cette activité, et à rien d’autre."),
    )
    office = forms.CharField(label=_("Fonction et organisation"), max_length=160, required=False)


class MemberForm(forms.Form):
    """Somebody whom her account names already."""

    office = forms.CharField(label=_("Fonction et organisation"), max_length=160, required=False)


class AddedForm(VisitorForm):
    """Somebody added by the coordination, perhaps without an address."""

    email = forms.EmailField(
        label=_("Courriel"), required=False, help_text=_("Sans courriel, rien ne lui sera envoyé.")
    )
