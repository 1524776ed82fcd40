"""What is filled in about a visit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import ItemKind
from maillage.activities.models import Participant
from maillage.activities.models.visits import LONGEST_WAY
from maillage.activities.queries import delegation_of
from maillage.activities.rules.visits import NEEDS_CONSENT, days_of
from maillage.activities.web.forms import ENDS_BEFORE, OF_A_MOMENT, AboutForm, MomentForm
from maillage.agreements.enums import Visibility
from maillage.agreements.models import Agreement, Party
from maillage.directory.models import Organisation
from maillage.directory.queries import organisations_shown, organisations_spoken_for
from maillage.initiatives.queries import initiatives_to_choose
from maillage.people.models import User
from maillage.ui.editing import VersionedForm
from maillage.ui.fields import DayField, HourField, WordsField
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from maillage.activities.models import Activity, ProgrammeItem
    from maillage.common.viewer import Viewer

KINDS = [choice for choice in ItemKind.choices if choice[0] != ItemKind.SESSION]


def _said_days(activity: Activity) -> list[tuple[str, str]]:
    return [
        (day.isoformat(), plain_day(day, spoken())) for day in days_of(activity.starts_on, activity.ends_on)
    ]


class VisitForm(AboutForm):
    """A visit is held under an agreement, which does not change."""

    agreement = forms.ModelChoiceField(
        label=_("Entente"), queryset=Agreement.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, viewer: Viewer, kept: Activity | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["visibility"].initial = Visibility.NETWORK
        self.offer("initiative", initiatives_to_choose(viewer, kept=kept.initiative_id if kept else None))
        if kept is not None:
            del self.fields["agreement"], self.fields["organisation"]
            return
        mine = Party.objects.filter(network__in=viewer.coordinated_network_ids).values("agreement")
        self.offer("agreement", Agreement.objects.filter(pk__in=mine).order_by("name", "pk"))
        self.offer("organisation", organisations_spoken_for(viewer))


def initial_of_visit(visit: Activity) -> dict[str, Any]:
    """A visit as its form shows it."""
    return {name: getattr(visit, name) for name in AboutForm.base_fields if name != "seen"} | {
        "seen": visit.sequence
    }


class DelegateForm(forms.Form):
    name = forms.CharField(label=_("Nom, ou fonction"), max_length=120)
    office = forms.CharField(label=_("Fonction"), max_length=160, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label="–"
    )
    party = forms.ModelChoiceField(
        label=_("Communauté"), queryset=Party.objects.none(), required=False, empty_label="–"
    )
    email = forms.EmailField(
        label=_("Courriel"),
        required=False,
        help_text=_(
            "Celui de son compte : elle verra la mission et pourra dire elle-même ce dont elle a besoin."
        ),
    )

    def __init__(self, *args: Any, visit: Activity, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        parties = Party.objects.filter(agreement=visit.agreement).order_by("shore", "pk")
        fields["party"].queryset = parties
        fields["organisation"].queryset = _near(visit)


class NeedsForm(forms.Form):
    """Her own words, and her consent; both boxes empty erase what was kept."""

    diet = forms.CharField(label=_("Ce que vous mangez ou évitez"), max_length=400, required=False)
    access = forms.CharField(label=_("Ce qu’il faut pour vous accueillir"), max_length=400, required=False)
    consents = forms.BooleanField(label=NEEDS_CONSENT, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (cleaned.get("diet") or cleaned.get("access")) and not cleaned.get("consents"):
            self.add_error(
                "consents", _("Sans votre accord, nous ne gardons rien de ce que vous écrivez ici.")
            )
        return cleaned


class HostForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    office = forms.CharField(label=_("Qui reçoit, par sa fonction"), max_length=160, required=False)
    opens = HourField(label=_("Ouvre à"), required=False)
    closes = HourField(label=_("Ferme à"), required=False)
    days = forms.TypedMultipleChoiceField(
        label=_("Jours où elle reçoit"),
        required=False,
        coerce=date.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Sans réponse, nous ne disons rien de ses heures."),
    )

    def __init__(self, *args: Any, visit: Activity, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = _near(visit)
        fields["days"].choices = _said_days(visit)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if (opens is None) != (closes is None) or (opens and closes and closes <= opens):
            self.add_error("closes", _("Dites l’ouverture et la fermeture, dans cet ordre, ou aucune."))
        return cleaned


class WayForm(forms.Form):
    one_place = forms.CharField(label=_("D’un lieu"), max_length=200)
    other_place = forms.CharField(label=_("À l’autre"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=LONGEST_WAY)


class VisitMomentForm(MomentForm):
    """A day of the visit and two hours of it; `starts_at` and `ends_at` are instants once it is clean."""

    kind = forms.ChoiceField(label=_("Genre"), choices=KINDS, initial=ItemKind.MEETING)
    day = forms.TypedChoiceField(label=_("Jour"), coerce=date.fromisoformat)
    starts = HourField(label=_("De"))
    ends = HourField(label=_("À"), help_text=_("Un trajet de nuit peut finir le lendemain."))
    hosts = forms.ModelMultipleChoiceField(
        label=_("Hôtes"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Personnes attendues"),
        queryset=Participant.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Sans choix, toute la délégation."),
    )
    field_order = (
        "kind", "title", "day", "starts", "ends", "time_zone", "place", "room", "hosts", "people", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, visit: Activity, **options: Any) -> None:
        super().__init__(*args, zones=[visit.time_zone], **options)
        fields: dict[str, Any] = self.fields
        fields["day"].choices = _said_days(visit)
        fields["time_zone"].initial = visit.time_zone
        hosts = visit.visit_hosts.values("organisation")
        fields["hosts"].queryset = Organisation.objects.filter(pk__in=hosts).order_by("sort_key", "pk")
        fields["people"].queryset = delegation_of(visit)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, starts, ends = (cleaned.get(name) for name in ("day", "starts", "ends"))
        if day is None or starts is None or ends is None:
            return cleaned
        is_next_day = ends <= starts and cleaned.get("kind") == ItemKind.TRAVEL
        if ends <= starts and not is_next_day:
            self.add_error("ends", ENDS_BEFORE)
            return cleaned
        self.place_in_time(
            starts=datetime.combine(day, starts),
            ends=datetime.combine(day + timedelta(days=is_next_day), ends),
        )
        return cleaned

    def told(self) -> dict[str, Any]:
        return {
            name: value for name, value in super().told().items() if name not in {"day", "starts", "ends"}
        }


def initial_of(item: ProgrammeItem) -> dict[str, Any]:
    """The form of a moment as it stands."""
    return {name: getattr(item, name) for name in OF_A_MOMENT} | {
        "day": item.starts_there.date().isoformat(),
        "starts": item.starts_there.time(),
        "ends": item.ends_there.time(),
        "hosts": [host.pk for host in item.hosts.order_by("pk")],
        "people": [person.pk for person in item.people.order_by("pk")],
        "seen": item.sequence,
    }


class MinutesForm(VersionedForm):
    text = WordsField(label=_("Ce qui s’est dit"), max_length=20_000, required=False, rows=8)
    decisions = WordsField(
        label=_("Décisions"), help_text=_("Une par ligne."), max_length=4_000, required=False, rows=4
    )


class FollowUpForm(forms.Form):
    text = forms.CharField(label=_("Ce qui est à faire"), max_length=400)
    due_on = DayField(label=_("Avant le"))
    office = forms.CharField(label=_("Fonction de qui s’en charge"), max_length=160, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label="–"
    )
    user = forms.ModelChoiceField(
        label=_("Personne qui a un compte"), queryset=User.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, visit: Activity, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = _near(visit)
        known = delegation_of(visit).filter(user__isnull=False).values("user")
        fields["user"].queryset = User.objects.filter(pk__in=known).order_by("full_name", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("office", "organisation", "user")):
            self.add_error(
                "office", _("Dites qui s’en charge : une fonction, une organisation ou une personne.")
            )
        return cleaned


class BecameForm(forms.Form):
    address = forms.CharField(
        label=_("Adresse de ce que c’est devenu"),
        help_text=_("Copiez l’adresse de la fiche que vous venez de créer. Laissez vide s’il n’y en a pas."),
        required=False,
        max_length=400,
    )
    note = forms.CharField(label=_("Un mot"), required=False, max_length=400)


def _near(visit: Activity) -> Any:
    """Organisations of the networks that the visit brings together, in French order."""
    networks = [visit.network_id]
    if visit.agreement_id is not None:
        networks += Party.objects.filter(agreement=visit.agreement_id).values_list("network", flat=True)
    return organisations_shown().filter(networks__in=networks).distinct().order_by("sort_key", "pk")
