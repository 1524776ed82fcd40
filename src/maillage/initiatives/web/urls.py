from django.urls import path

from maillage.initiatives.web import book, contributions, documents, giving, initiatives

INITIATIVE = "initiatives/<slug:slug>/"
GIFT = "contributions/<int:pk>/"

app_name = "initiatives"
urlpatterns = [
    path("initiatives/", initiatives.initiative_list, name="initiatives"),
    path("initiatives/nouvelle/", initiatives.new, name="new"),
    path(f"{INITIATIVE}modifier/", initiatives.edit, name="edit"),
    path(f"{INITIATIVE}publier/", initiatives.publish, name="publish"),
    path(f"{INITIATIVE}ajouter/<slug:what>/", initiatives.add, name="add"),
    path(f"{INITIATIVE}retirer/<slug:what>/<int:pk>/", initiatives.remove, name="remove"),
    path("contributions/", book.book, name="contributions"),
    path("contributions/nouvelle/", contributions.new, name="contribution_new"),
    path(GIFT, contributions.detail, name="contribution"),
    path(f"{GIFT}modifier/", contributions.edit, name="contribution_edit"),
    path(f"{GIFT}versements/nouveau/", contributions.instalment_new, name="instalment_new"),
    path(f"{GIFT}versements/<int:row>/", contributions.instalment, name="instalment"),
    path(
        f"{GIFT}versements/<int:row>/retirer/", contributions.instalment_withdraw, name="instalment_withdraw"
    ),
    path(f"{GIFT}affecter/", giving.allocate, name="allocate"),
    path(f"{GIFT}affectations/<int:row>/", giving.allocation, name="allocation"),
    path(f"{GIFT}affectations/<int:row>/liberer/", giving.release, name="allocation_release"),
    path(f"{GIFT}documents/deposer/", documents.document_add, name="document_add"),
    path(f"{GIFT}documents/<int:row>/", documents.document, name="document"),
    path(f"{GIFT}documents/<int:row>/archiver/", documents.document_archive, name="document_archive"),
]
