"""The badges of a network: opened, retired, and each one that was given, to be revoked with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.common import clock
from maillage.directory.models import Network
from maillage.learning import operations, permissions
from maillage.learning.models import LearningPath
from maillage.learning.models.badges import LONGEST_CRITERIA, LONGEST_DESCRIPTION
from maillage.learning.models.modules import LONGEST_REASON, LONGEST_TITLE
from maillage.learning.queries import badges as queries
from maillage.learning.web.rows import crumbs as from_learning
from maillage.ui.editing import done, drawn
from maillage.ui.fields import WordsField

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse, QueryDict

    from maillage.common.http import Request
    from maillage.learning.models import Badge

ON_A_PAGE = 50
LANGUAGES = [("fr", gettext_lazy("Français")), ("en", gettext_lazy("Anglais"))]


class BadgeForm(forms.Form):
    network = forms.ModelChoiceField(
        label=gettext_lazy("Réseau qui le donne"), queryset=Network.objects.none(), empty_label=None
    )
    path = forms.ModelChoiceField(
        label=gettext_lazy("Parcours qu’il faut avoir terminé"),
        queryset=LearningPath.objects.none(),
        empty_label=None,
    )
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=LONGEST_TITLE)
    description = WordsField(
        label=gettext_lazy("Ce que sait faire la personne"), max_length=LONGEST_DESCRIPTION, rows=3
    )
    criteria = WordsField(
        label=gettext_lazy("Ce qu’il faut avoir fait"),
        help_text=gettext_lazy("Qui lit le badge juge d’après ces mots."),
        max_length=LONGEST_CRITERIA,
        rows=4,
    )
    language = forms.ChoiceField(label=gettext_lazy("Langue du badge"), choices=LANGUAGES)
    counts_peers = forms.BooleanField(
        label=gettext_lazy("Un exercice qu’un pair de la cohorte a relu seul peut être montré comme preuve"),
        required=False,
    )

    def __init__(
        self, data: QueryDict | None, *, networks: QuerySet[Network], paths: QuerySet[LearningPath]
    ) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["network"].queryset, fields["path"].queryset = networks, paths
        fields["path"].label_from_instance = lambda path: path.title


class ReasonForm(forms.Form):
    reason = WordsField(
        label=gettext_lazy("Pourquoi"),
        help_text=gettext_lazy("Se lit sur la page du badge. N’y écrivez rien de personnel."),
        max_length=LONGEST_REASON,
        rows=3,
    )


@login_required
@require_GET
def desk(request: Request) -> HttpResponse:
    permissions.networks_that_award(request.viewer)
    context = {"badges": list(queries.badges_of_networks(request.viewer)), "crumbs": crumbs()}
    return render(request, "learning/badges/desk.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    networks = permissions.networks_that_award(request.viewer)
    form = BadgeForm(request.POST or None, networks=networks, paths=queries.paths_for_badges(request.viewer))
    badge = done(form, lambda: operations.open_badge(**form.cleaned_data, now=clock.now()))
    if badge:
        messages.success(request, _("Le badge est ouvert : qui a terminé le parcours peut le demander."))
        return redirect(badge)
    return drawn(request, "learning/badges/new.html", form, crumbs=crumbs(_("Nouveau badge")))


@login_required
@require_GET
def model(request: Request, key: UUID) -> HttpResponse:
    """One badge, and those who have it, the latest first."""
    badge = permissions.badge_to_manage(request.viewer, key)
    page = Paginator(queries.awards_given(badge), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"badge": badge, "page": page, "crumbs": crumbs(badge.title)}
    return render(request, "learning/badges/model.html", context)


@login_required
@require_POST
def retire(request: Request, key: UUID) -> HttpResponse:
    badge = permissions.badge_to_manage(request.viewer, key)
    operations.retire_badge(badge_id=badge.pk, now=clock.now())
    messages.success(request, _("Ce badge ne se donne plus. Qui l’a le garde."))
    return redirect(badge)


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: Request, key: UUID) -> HttpResponse:
    """Asked first: it cannot be undone."""
    award = permissions.award_to_revoke(request.viewer, key)
    form = ReasonForm(request.POST or None)
    revoked = done(
        form,
        lambda: operations.revoke_award(
            award_id=award.pk, reason=form.cleaned_data["reason"], now=clock.now()
        ),
    )
    if revoked:
        messages.success(request, _("Le badge est révoqué : sa page et les portefeuilles le disent."))
        return redirect(award.badge)
    return drawn(
        request, "learning/badges/revoke.html", form, award=award, crumbs=crumbs(_("Révoquer"), award.badge)
    )


def crumbs(here: str = "", badge: Badge | None = None) -> list[dict[str, Any]]:
    """From « Apprendre » to the badges of her networks, or to a page below them."""
    trail: list[tuple[str, str | None]] = [
        (_("Mes badges"), reverse("badges:mine")),
        (_("Badges de mes réseaux"), reverse("badges:desk") if here else None),
    ]
    if badge is not None:
        trail.append((badge.title, badge.get_absolute_url()))
    return from_learning(*trail, *([(here, None)] if here else []))
