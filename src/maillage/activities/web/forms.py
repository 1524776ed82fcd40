"""What is filled in about an activity of any kind, its moments and those who come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import ActivityKind, Audience, ItemKind
from maillage.activities.models.activities import OWN_PAGES
from maillage.activities.rules.hours import zones_offered
from maillage.agreements.enums import Visibility
from maillage.agreements.models import Agreement, Strand
from maillage.common.refusals import Refusal
from maillage.common.zones import instant
from maillage.directory.models import Network, Organisation
from maillage.directory.queries import networks_coordinated_by, organisations_spoken_for
from maillage.initiatives.models import Initiative
from maillage.initiatives.queries import initiatives_to_choose
from maillage.ui.editing import VersionedForm
from maillage.ui.fields import DayField, LocalMomentField, WordsField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.activities.models import Activity, ProgrammeItem, Registration
    from maillage.common.viewer import Viewer

NOBODY = ""  # comes forward by herself
OF_THE_REGISTRATION = ("audience", "places", "closes_on")
LAST_BEFORE_FIRST = _("Le dernier jour ne peut pas précéder le premier.")
ENDS_BEFORE = _("La fin ne peut pas précéder le début.")
SECTIONS = (  # the fields in the order in which one thinks of them
    ("quoi", _("Quoi"), ("title", "kind", "summary")),
    ("quand", _("Quand et où"), ("starts_on", "ends_on", "time_zone", "place", "online_url")),
    ("cadre", _("Dans quel cadre"), ("network", "organisation", "agreement", "strand", "initiative")),
    ("qui", _("Pour qui"), ("visibility", "audience", "places", "closes_on")),
)


class PlacedForm(VersionedForm):
    """Something on the clocks of a place."""

    time_zone = forms.ChoiceField(label=_("Heure de quel endroit"), choices=zones_offered)
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)

    def __init__(self, *args: Any, zones: Sequence[str] = (), **options: Any) -> None:
        """`zones`: those in use, besides its own, that nobody would choose from the list."""
        super().__init__(*args, **options)
        field: Any = self.fields["time_zone"]
        field.choices = zones_offered(*filter(None, [self.initial.get("time_zone"), *zones]))

    def place_in_time(self, **local: datetime | None) -> None:
        """Keep each hour as the moment that it is there, `starts` as `starts_at`; what the clocks skip is refused."""
        zone = self.cleaned_data.get("time_zone")
        for name, hour in local.items():
            if zone and hour:
                try:
                    self.cleaned_data[f"{name}_at"] = instant(hour, ZoneInfo(zone))
                except Refusal as refusal:
                    self.add_error(name, str(refusal))


class DaysForm(PlacedForm):
    """Something that lasts some days at a place."""

    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Dernier jour"), required=False, help_text=_("Vide : le même jour."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first = cleaned.get("starts_on")
        cleaned["ends_on"] = cleaned.get("ends_on") or first
        if first and cleaned["ends_on"] < first:
            self.add_error("ends_on", LAST_BEFORE_FIRST)
        return cleaned


class AboutForm(DaysForm):
    """What every activity says of itself."""

    title = forms.CharField(label=_("Titre"), max_length=160)
    summary = WordsField(
        label=_("De quoi il s’agit"),
        max_length=4_000,
        required=False,
        help_text=_("Pour qui, ce qu’on y fait, ce qu’on en rapporte."),
        rows=5,
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation qui organise"), queryset=Organisation.objects.none(), empty_label=None
    )
    strand = forms.ModelChoiceField(
        label=_("Volet"),
        queryset=Strand.objects.order_by("position"),
        required=False,
        empty_label=_("Aucun en particulier"),
    )
    initiative = forms.ModelChoiceField(
        label=_("Initiative"),
        queryset=Initiative.objects.none(),
        required=False,
        empty_label=_("Hors d’une initiative"),
    )
    visibility = forms.ChoiceField(
        label=_("Qui peut la voir"), choices=Visibility, widget=forms.RadioSelect, initial=Visibility.PUBLIC
    )

    @property
    def sections(self) -> list[dict[str, Any]]:
        return [
            {"id": key, "title": title, "fields": [self[name] for name in names if name in self.fields]}
            for key, title, names in SECTIONS
        ]

    def offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("visibility") == Visibility.PARTNERS and not cleaned.get("strand"):
            self.add_error("strand", _("Choisissez le volet : c’est lui qui ouvre l’accès aux partenaires."))
        return cleaned


class ActivityForm(AboutForm):
    """An activity: what, when, where, for whom, and how people come forward."""

    kind = forms.ChoiceField(label=_("Genre"), choices=ActivityKind, initial=ActivityKind.WORKSHOP)
    online_url = forms.URLField(
        label=_("Lien de la rencontre en ligne"),
        required=False,
        assume_scheme="https",
        help_text=_("Montré seulement à celles et ceux qui ont une place."),
    )
    network = forms.ModelChoiceField(
        label=_("Réseau qui l’organise"), queryset=Network.objects.none(), empty_label=None
    )
    agreement = forms.ModelChoiceField(
        label=_("Entente"),
        queryset=Agreement.objects.none(),
        required=False,
        empty_label=_("Hors d’une entente"),
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
    closes_on = DayField(label=_("Dernier jour pour s’inscrire"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, kept: Activity | None = None, **options: Any) -> None:
        """`kept`: the activity being changed, whose choices stay offered. A kind with pages of its own begins there."""
        super().__init__(*args, **options)
        kinds: Any = self.fields["kind"]
        own = kept is not None and kept.kind in OWN_PAGES
        kinds.choices = [
            (kind, label)
            for kind, label in ActivityKind.choices
            if (kind == kept.kind if kept and own else kind not in OWN_PAGES)
        ]
        networks = networks_coordinated_by(viewer)
        organisations = organisations_spoken_for(viewer)
        if not organisations:  # she coordinates without speaking for anybody
            organisations = Organisation.objects.active().filter(networks__in=viewer.coordinated_network_ids)
        agreements = Agreement.objects.filter(networks__in=viewer.coordinated_network_ids)
        if kept:
            networks |= Network.objects.filter(pk=kept.network_id)
            agreements |= Agreement.objects.filter(activities=kept)
            organisations |= Organisation.objects.filter(pk=kept.organisation_id)
        self.offer("network", networks)
        self.offer("initiative", initiatives_to_choose(viewer, kept=kept.initiative_id if kept else None))
        self.offer("organisation", organisations.order_by("sort_key", "pk").distinct())
        self.offer("agreement", agreements.order_by("name", "pk").distinct())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("audience") == Audience.ANYONE and cleaned.get("visibility") != Visibility.PUBLIC:
            self.add_error("audience", _("Pour que tout le monde s’inscrive, tout le monde doit la voir."))
        return cleaned

    def told(self) -> dict[str, Any]:
        """What the operations take: the fields of the activity, and `registration` or None."""
        fields = super().told()
        registration = {name: fields.pop(name) for name in OF_THE_REGISTRATION}
        return fields | {"registration": registration if registration["audience"] else None}


def initial_of(activity: Activity, registration: Registration | None) -> dict[str, Any]:
    """An activity as its form shows it."""
    names = [name for name in ActivityForm.base_fields if name not in {*OF_THE_REGISTRATION, "seen"}]
    initial = {name: getattr(activity, name) for name in names}
    initial |= {"audience": NOBODY, "seen": activity.sequence}
    if registration:
        initial |= {name: getattr(registration, name) for name in OF_THE_REGISTRATION}
    return initial


class MomentForm(PlacedForm):
    """A moment: what, where; when is said otherwise in a visit."""

    title = forms.CharField(label=_("Titre"), max_length=160)
    kind = forms.ChoiceField(label=_("Genre"), choices=ItemKind, initial=ItemKind.SESSION)
    room = forms.CharField(label=_("Salle"), max_length=80, required=False)
    note = WordsField(label=_("Note"), max_length=2_000, required=False)


OF_A_MOMENT = ("title", "kind", "time_zone", "place", "room", "note")


class ItemForm(MomentForm):
    """From when to when on the clocks of which place."""

    starts = LocalMomentField(label=_("Début"))
    ends = LocalMomentField(label=_("Fin"))
    online_url = forms.URLField(label=_("Lien en ligne"), required=False, assume_scheme="https")
    field_order = ("title", "kind", "starts", "ends", "time_zone", "place", "room", "online_url", "note")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.place_in_time(starts=cleaned.get("starts"), ends=cleaned.get("ends"))
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends", ENDS_BEFORE)
        return cleaned

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in super().told().items() if name not in {"starts", "ends"}}


def initial_of_item(item: ProgrammeItem) -> dict[str, Any]:
    initial = {name: getattr(item, name) for name in (*OF_A_MOMENT, "online_url")}
    return initial | {"starts": item.starts_there, "ends": item.ends_there, "seen": item.sequence}


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
