from django.urls import path

from maillage.assessments.web import bank

app_name = "assessments"

urlpatterns = [
    path("banque/", bank.banks, name="banks"),
    path("banque/<slug:code>/", bank.bank, name="bank"),
    path("banque/<slug:code>/<str:item>/", bank.item, name="bank_item"),
    path("banque/<slug:code>/<str:item>/retirer/", bank.retire, name="bank_retire"),
]
