from django.urls import path

from maillage.agreements.web import agreements, documents

app_name = "agreements"
urlpatterns = [
    path("ententes/", agreements.agreement_list, name="agreements"),
    path("ententes/<slug:slug>/terminer/", agreements.end, name="end"),
    path("ententes/<slug:slug>/documents/", documents.document_list, name="documents"),
    path("ententes/<slug:slug>/documents/deposer/", documents.document_add, name="document_add"),
    path("ententes/<slug:slug>/documents/<int:pk>/", documents.document, name="document"),
    path(
        "ententes/<slug:slug>/documents/<int:pk>/changer/", documents.document_change, name="document_change"
    ),
]
