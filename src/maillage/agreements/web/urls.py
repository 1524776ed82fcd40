from django.urls import path

from maillage.agreements.web import agreements

app_name = "agreements"
urlpatterns = [
    path("ententes/", agreements.agreement_list, name="agreements"),
    path("ententes/<slug:slug>/terminer/", agreements.end, name="end"),
]
