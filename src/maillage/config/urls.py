"""Every address of the site. Each context brings its own; the language comes first."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("compte/", include("allauth.urls")),
        path("moi/", include("maillage.people.web.urls")),
        path("", include("maillage.directory.web.urls")),
        path("", include("maillage.skills.web.urls")),
        path("evaluations/", include("maillage.assessments.web.urls")),
        path("", include("maillage.learning.web.badge_urls")),
        path("apprendre/", include("maillage.learning.web.urls")),
        path("", include("maillage.agreements.web.urls")),
        path("", include("maillage.initiatives.web.urls")),
        path("", include("maillage.activities.web.urls")),
        path("", include("maillage.matching.web.urls")),
        path("", include("maillage.outcomes.web.urls")),
        path("", include("maillage.outcomes.web.open_data_urls")),
        path("", include("maillage.ui.web.urls")),
        path("", include("maillage.pages.web.urls")),
    ),
    path("", include("maillage.learning.web.badge_plain_urls")),
    path("", include("maillage.pages.web.plain_urls")),
]
