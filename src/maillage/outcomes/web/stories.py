"""A story: written by the coordination, agreed to by who speaks for the firm, taken back when it wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.directory.queries import speaks_for
from maillage.outcomes.models import Story
from maillage.outcomes.models.outcomes import LONGEST_TITLE, LONGEST_WORDS
from maillage.outcomes.operations.stories import agree_to_story, is_agreed, take_back_story, write_story
from maillage.outcomes.permissions import outcomes as permissions
from maillage.outcomes.queries.outcomes import statement_of
from maillage.outcomes.rules.stories import consent_to_a_story
from maillage.outcomes.web import words
from maillage.outcomes.web.outcomes import crumbs
from maillage.people.permissions import person_behind
from maillage.ui.editing import alone, done
from maillage.ui.fields import WordsField

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


class StoryForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=LONGEST_TITLE)
    text = WordsField(label=gettext_lazy("Récit"), rows=6, max_length=LONGEST_WORDS)
    is_public_fact = forms.BooleanField(
        label=gettext_lazy("C’est déjà publié ailleurs : personne n’a à donner son accord"), required=False
    )
    source = forms.URLField(label=gettext_lazy("Où"), max_length=500, required=False, assume_scheme="https")


@login_required
@require_http_methods(["GET", "POST"])
def write(request: Request, pk: int) -> HttpResponse:
    outcome = permissions.outcome_to_run(request.viewer, pk)
    statement = statement_of(outcome)
    if statement is None:
        raise Http404
    story = Story.objects.filter(outcome=outcome).first()
    initial = {name: getattr(story, name) for name in StoryForm.base_fields} if story else None
    form = StoryForm(request.POST or None, initial=initial)
    written = done(
        form,
        lambda: write_story(outcome_id=pk, by=person_behind(request), now=clock.now(), **form.cleaned_data),
    )
    if written:
        told = written.is_public_fact or is_agreed(written)
        messages.success(
            request,
            _("Le récit se lit dans les rapports.")
            if told
            else _("Le récit est gardé. Il se lira une fois que l’entreprise aura dit oui, sur cette page."),
        )
        return redirect(outcome)
    name, title = words.title_of(outcome, statement), _("Raconter cette retombée")
    return alone(
        request,
        form,
        title=title,
        lead=_("Ce qui s’est passé, en quelques phrases. L’entreprise lit ces mots-là avant de dire oui."),
        button=_("Garder le récit"),
        crumbs=crumbs((name, outcome.get_absolute_url()), here=title),
        back=outcome.get_absolute_url(),
    )


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """For whoever speaks for the firm: say yes to these very words, or take it back."""
    outcome = permissions.outcome_open_to(request.viewer, pk)
    firm = outcome.organisation
    if firm is None or not speaks_for(request.viewer, firm):
        raise Http404
    story = get_object_or_404(
        Story.objects.select_related("consent", "outcome__network"), outcome=outcome, is_public_fact=False
    )
    asked = consent_to_a_story(network=str(outcome.network), title=story.title, text=story.text)
    context: dict[str, Any] = {
        "asked": asked,
        "is_agreed": is_agreed(story),
        "back": outcome.get_absolute_url(),
        "crumbs": crumbs((outcome.get_kind_display(), outcome.get_absolute_url()), here=_("Votre accord")),
        "refusal": "",
    }
    if request.method == "POST":
        try:
            _answered(request, story)
        except Refusal as refusal:
            context["refusal"] = str(refusal)
            return render(request, "outcomes/story_answer.html", context, status=409)
        return redirect(outcome)
    return render(request, "outcomes/story_answer.html", context)


def _answered(request: Request, story: Story) -> None:
    if request.POST.get("do") == "agree":
        read = request.POST.get("read", "")
        agree_to_story(story_id=story.pk, read=read, by=person_behind(request), now=clock.now())
        messages.success(request, _("Merci. Vous pouvez revenir sur votre accord quand vous voulez, ici."))
    else:
        take_back_story(story_id=story.pk, now=clock.now())
        messages.success(request, _("C’est repris : le récit ne se lit plus."))
