from django.urls import path

from maillage.agreements.web import views

app_name = "agreements"
urlpatterns = [
    path("ententes/", views.agreement_list, name="agreements"),
    path("ententes/<slug:slug>/terminer/", views.end, name="end"),
]
