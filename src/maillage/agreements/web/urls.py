from django.urls import path

from maillage.agreements.web import agreements, commitments, documents, drafting, versions

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
]
