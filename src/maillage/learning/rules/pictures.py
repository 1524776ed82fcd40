"""What a text says of a picture: its file, the words that stand for it, its caption and where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.learning.models.pictures import LONGEST_NAME

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpg)")
SOURCE = re.compile(r"^Source\s?: *(.+)$", re.MULTILINE)
LONGEST_ALTERNATIVE = 250
FILMS = (".mp4", ".mov", ".webm", ".mkv", ".avi", ".m4v", ".mpg", ".mpeg", ".wmv", ".ogv", ".3gp")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """alternative: read aloud, and shown where the picture is not. caption: CommonMark. source: who made it, under which licence."""

    name: str
    alternative: str
    caption: str
    source: str


def picture_told(told: str, text: str) -> Picture:
    """What follows « ::: image », and what stands in it."""
    name, _space, alternative = told.partition(" ")
    found = SOURCE.search(text)
    return Picture(
        name=name,
        alternative=alternative.strip(),
        caption=SOURCE.sub("", text).strip(),
        source=found[1].strip() if found else "",
    )


def faults_of_picture(told: str, text: str) -> list[str]:
    """What keeps it from being shown to everybody; none when all is well."""
    picture = picture_told(told, text)
    if is_film(picture.name):
        return [film_said(picture.name)]
    faults = []
    if not NAME.fullmatch(picture.name) or len(picture.name) > LONGEST_NAME:
        faults.append(_("une image se nomme « nom-du-fichier.png » ou « .jpg », en minuscules sans accent"))
    if not picture.alternative:
        faults.append(_("l’image n’a pas de texte de remplacement : écrivez-le après le nom du fichier"))
    if len(picture.alternative) > LONGEST_ALTERNATIVE:
        faults.append(
            _(
                "le texte de remplacement dépasse %(most)s caractères : dites la suite dans « ::: transcription »"
            )
            % {"most": LONGEST_ALTERNATIVE}
        )
    if not picture.source:
        faults.append(
            _("l’image ne dit pas d’où elle vient : ajoutez une ligne « Source : son auteur, sa licence »")
        )
    return faults


def is_film(name: str) -> bool:
    return name.lower().endswith(FILMS)


def film_said(name: str) -> str:
    """What to do with a film."""
    return _(
        "« %(name)s » est un film, et un film reste sur son site : écrivez « ::: video https://adresse Titre », avec dedans ce qu’il dit"
    ) % {"name": name}
