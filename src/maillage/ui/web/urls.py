from django.urls import path

from maillage.ui.web import views

app_name = "ui"
urlpatterns = [path("composants/", views.gallery, name="gallery")]
