"""A form that shows one field of each kind in the gallery. It is never sent."""

from django import forms

from maillage.ui.fields import DayField, WordsField


class SpecimenForm(forms.Form):
    name = forms.CharField(label="Nom de l’entreprise", help_text="Tel qu’inscrit au registre.")
    email = forms.EmailField(
        label="Courriel",
        error_messages={"invalid": "Il manque la fin de l’adresse, par exemple « .ca » ou « .fr »."},
    )
    place = forms.ChoiceField(
        label="Territoire",
        choices=[
            ("", "Choisissez"),
            ("shawinigan", "Shawinigan"),
            ("lac", "Municipalité régionale de comté de Maria-Chapdelaine, au Saguenay–Lac-Saint-Jean"),
        ],
        error_messages={"required": "Choisissez un territoire, même voisin."},
    )
    words = WordsField(label="Votre besoin", required=False)
    starts_on = DayField(
        label="Premier jour",
        required=False,
        help_text="Laissez vide si vous ne savez pas.",
    )
    document = forms.FileField(label="Document", required=False, help_text="PDF, 5 Mo au plus.")
    size = forms.ChoiceField(
        label="Taille de l’équipe",
        choices=[("s", "1 à 9 personnes"), ("m", "10 à 49 personnes"), ("l", "50 personnes et plus")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une taille, même approximative."},
    )
    reach = forms.MultipleChoiceField(
        label="Qui peut voir ce besoin",
        choices=[("region", "Votre réseau"), ("partners", "Les partenaires de l’entente")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Vous pourrez changer d’avis.",
    )
    consent = forms.BooleanField(
        label="J’accepte que mon nom et mon courriel soient transmis",
        help_text="À cette entreprise seulement, pour cette mise en relation.",
        error_messages={"required": "Sans votre accord, nous ne transmettons rien."},
    )
