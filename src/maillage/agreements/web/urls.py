from django.urls import path

from maillage.agreements.web import (
    agreements,
    commitments,
    documents,
    drafting,
    money,
    rotation,
    stays,
    versions,
    welcome,
)

BUDGET = "ententes/<slug:slug>/budget/"
TURNS = "ententes/<slug:slug>/visites-alternees/"
WELCOME = "ententes/<slug:slug>/accueil-d-entreprises/"

app_name = "agreements"
urlpatterns = [
    path("ententes/", agreements.agreement_list, name="agreements"),
    path("ententes/nouvelle/", agreements.new, name="new"),
    path("ententes/<slug:slug>/terminer/", agreements.end, name="end"),
    path("ententes/<slug:slug>/renouveler/", versions.renew, name="renew"),
    path("ententes/<slug:slug>/comparer/", versions.compare, name="compare"),
    path("ententes/<slug:slug>/versions/<int:number>/", versions.version, name="version"),
    path("ententes/<slug:slug>/versions/<int:number>/ecrire/", drafting.edit, name="edit-version"),
    path("ententes/<slug:slug>/versions/<int:number>/accepter/", versions.agree, name="agree"),
    path("ententes/<slug:slug>/versions/<int:number>/signer/", versions.sign, name="sign"),
    path("ententes/<slug:slug>/versions/<int:number>/publier/", versions.publish, name="publish"),
    path("ententes/<slug:slug>/engagements/<int:pk>/", commitments.commitment, name="commitment"),
    path("ententes/<slug:slug>/documents/", documents.document_list, name="documents"),
    path("ententes/<slug:slug>/documents/deposer/", documents.document_add, name="document_add"),
    path("ententes/<slug:slug>/documents/<int:pk>/", documents.document, name="document"),
    path(
        "ententes/<slug:slug>/documents/<int:pk>/changer/", documents.document_change, name="document_change"
    ),
    path(BUDGET, money.budget, name="money"),
    path(f"{BUDGET}projets/nouveau/", money.project_new, name="money_project_new"),
    path(f"{BUDGET}projets/<int:pk>/", money.project, name="money_project"),
    path(f"{BUDGET}lignes/nouvelle/", money.line_new, name="money_line_new"),
    path(f"{BUDGET}lignes/<int:pk>/", money.line, name="money_line"),
    path(f"{BUDGET}lignes/<int:pk>/retirer/", money.line_remove, name="money_line_remove"),
    path(f"{BUDGET}taux/nouveau/", money.rate_new, name="money_rate_new"),
    path(f"{BUDGET}taux/<int:pk>/retirer/", money.rate_remove, name="money_rate_remove"),
    path(TURNS, rotation.calendar, name="rotation"),
    path(f"{TURNS}nouvelle/", rotation.year_new, name="rotation_year_new"),
    path(f"{TURNS}echange/", rotation.swap, name="rotation_swap"),
    path(f"{TURNS}<int:year>/", rotation.year, name="rotation_year"),
    path(WELCOME, welcome.hosts, name="welcome"),
    path(f"{WELCOME}lieux/nouveau/", welcome.host_new, name="welcome_host_new"),
    path(f"{WELCOME}lieux/<int:pk>/", welcome.host, name="welcome_host"),
    path(f"{WELCOME}lieux/<int:pk>/demander/", welcome.ask, name="welcome_ask"),
    path(f"{WELCOME}sejours/<int:pk>/", stays.detail, name="stay"),
    path(f"{WELCOME}sejours/<int:pk>/accueillir/", stays.accept, name="stay_accept"),
    path(f"{WELCOME}sejours/<int:pk>/decliner/", stays.decline, name="stay_decline"),
    path(f"{WELCOME}sejours/<int:pk>/etape/", stays.move, name="stay_move"),
    path(f"{WELCOME}sejours/<int:pk>/suite/<int:months>/", stays.what_came, name="stay_what_came"),
]
