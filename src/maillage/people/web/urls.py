from django.urls import path

from maillage.people.web import views

app_name = "people"
urlpatterns = [
    path("", views.account, name="account"),
    path("nom/", views.name, name="name"),
    path("langue/", views.language, name="language"),
    path("donnees/", views.personal_data, name="personal_data"),
    path("consentements/<int:pk>/retirer/", views.withdraw_consent, name="withdraw_consent"),
    path("sessions/<int:pk>/fermer/", views.end_session, name="end_session"),
    path("effacer/", views.erase, name="erase"),
]
