"""Files kept with an activity: its invitation, its minutes, what was shown there."""

from __future__ import annotations

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.activities.models.activities import Activity
from maillage.agreements.models.documents import AttachedFile


@pghistory.track()
class ActivityDocument(AttachedFile):
    """Public: for whoever may read the activity; otherwise for those who take part in it."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="documents")

    class Meta(AttachedFile.Meta):
        verbose_name = _("document d’activité")
        verbose_name_plural = _("documents d’activité")

    def get_absolute_url(self) -> str:
        return reverse("activities:document", args=[self.activity.slug, self.pk])
