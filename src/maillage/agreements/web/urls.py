from django.urls import path

from maillage.agreements.web import agreements, niches, practices, transfers

app_name = "agreements"
urlpatterns = [
    path("ententes/", agreements.agreement_list, name="agreements"),
    path("ententes/<slug:slug>/terminer/", agreements.end, name="end"),
    path("ententes/<slug:slug>/creneaux-communs/", niches.niches, name="niches"),
    path("pratiques/", practices.practice_list, name="practices"),
    path("pratiques/nouvelle/", practices.new, name="practice_new"),
    path("pratiques/<int:pk>/", practices.detail, name="practice"),
    path("pratiques/<int:pk>/modifier/", practices.edit, name="practice_edit"),
    path("pratiques/<int:pk>/retirer/", practices.retire, name="practice_retire"),
    path("pratiques/<int:pk>/proposer/", transfers.propose, name="practice_propose"),
    path("pratiques/<int:pk>/reprendre/", transfers.adopt, name="practice_adopt"),
    path("pratiques/transferts/<int:pk>/", transfers.carry, name="transfer"),
]
