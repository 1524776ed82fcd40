"""A version told in CASE, the exchange format of 1EdTech: one package for each language.

Areas and competences are items, levels are the criteria of one rubric. Role profiles have no place in CASE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from maillage.skills.enums import CaseVersion, Language
from maillage.skills.rules.drafts import identifier_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from maillage.skills.models import Area, Competence, FrameworkVersion, Level

Json = dict[str, Any]
WITH_AI = {Language.FRENCH: "Avec l’IA\u00a0: ", Language.ENGLISH: "With AI: "}
TYPES = {
    "area": {Language.FRENCH: "Domaine", Language.ENGLISH: "Area"},
    "competence": {Language.FRENCH: "Compétence", Language.ENGLISH: "Competence"},
}
RUBRIC = {Language.FRENCH: "Niveaux", Language.ENGLISH: "Levels"}


def identifier_in(identifier: UUID, language: Language, first: Language) -> UUID:
    """A text in another language is another item, whose identifier follows from the first one's."""
    return identifier if language == first else uuid5(identifier, language)


class CasePackage:
    """One version in one language. `addresses`: where the package of each language is read.

    The version comes with its levels, areas, competences and descriptors already read, in order.
    """

    def __init__(
        self,
        version: FrameworkVersion,
        *,
        language: Language,
        edition: CaseVersion,
        addresses: Mapping[Language, str],
    ) -> None:
        self.version, self.language, self.edition, self.addresses = version, language, edition, addresses
        self.first = Language(version.languages[0])
        self.changed_at = f"{version.published_on.isoformat()}T00:00:00+00:00"
        self.areas: list[Area] = list(version.areas.all())
        self.levels: list[Level] = list(version.levels.all())
        self.competences: list[Competence] = [row for area in self.areas for row in area.competences.all()]

    def as_json(self) -> Json:
        told: Json = {
            "CFDocument": self._document(),
            "CFItems": [*map(self._area, self.areas), *map(self._competence, self.competences)],
            "CFAssociations": [*self._tree(), *self._translations()],
            "CFDefinitions": self._definitions(),
        }
        if self.levels:
            told["CFRubrics"] = [self._rubric()]
        return told

    def _document(self) -> Json:
        version = self.version
        newer = {"frameworkType": "Competencies", "caseVersion": "1.1"}
        return {
            **self._named(self._own(version.identifier)),
            **(newer if self.edition == CaseVersion.CASE_1_1 else {}),
            "creator": version.creator,
            "title": version.said("title", self.language),
            "officialSourceURL": self.addresses[self.language].removesuffix(".json") + "/",
            **_said(
                description=version.said("description", self.language),
                notes=version.said("attribution", self.language),
            ),
            "language": self.language.value,
            "version": version.number,
            "adoptionStatus": "Adopted",
            "statusStartDate": version.published_on.isoformat(),
            **({"licenseURI": self._licence_link()} if version.licence_title else {}),
        }

    def _area(self, area: Area) -> Json:
        return self._item(area, "area", full=area.said("description", self.language), note="")

    def _competence(self, row: Competence) -> Json:
        note = row.said("with_ai", self.language)
        full = row.said("definition", self.language)
        return self._item(
            row, "competence", full=full, note=f"{WITH_AI[self.language]}{note}" if note else ""
        )

    def _item(self, row: Area | Competence, kind: str, *, full: str, note: str) -> Json:
        title = row.said("title", self.language)
        return {
            **self._named(self._own(row.identifier)),
            "fullStatement": full or title,
            **({"abbreviatedStatement": title} if full else {}),
            "humanCodingScheme": row.code,
            "CFItemType": TYPES[kind][self.language],
            "CFItemTypeURI": self._link(self._type_identifier(kind), TYPES[kind][self.language]),
            **_said(notes=note),
            "language": self.language.value,
        }

    def _tree(self) -> Iterator[Json]:
        document = self._link(self._own(self.version.identifier), self.version.said("title", self.language))
        for rank, area in enumerate(self.areas, start=1):
            parent = self._link_to(area)
            yield self._association("isChildOf", parent, document, sequenceNumber=rank)
            for below, competence in enumerate(area.competences.all(), start=1):
                yield self._association("isChildOf", self._link_to(competence), parent, sequenceNumber=below)

    def _translations(self) -> Iterator[Json]:
        if self.language == self.first:
            return
        rows: list[Area | Competence] = [*self.areas, *self.competences]
        for row in rows:
            original = {
                "title": row.said("title", self.first),
                "identifier": str(row.identifier),
                "uri": f"{self.addresses[self.first]}#{row.identifier}",
            }
            yield self._association("exactMatchOf", self._link_to(row), original)

    def _association(self, kind: str, origin: Json, destination: Json, **more: int) -> Json:
        identifier = identifier_of(kind, origin["identifier"], destination["identifier"])
        return {
            **self._named(identifier),
            "associationType": kind,
            **more,
            "originNodeURI": origin,
            "destinationNodeURI": destination,
        }

    def _definitions(self) -> Json:
        licence = self.version.licence_title
        text = {"title": licence, "licenseText": self.version.licence_url or licence}
        return {
            "CFConcepts": [],
            "CFSubjects": [],
            "CFLicenses": [{**self._named(self._licence_identifier()), **text}] if licence else [],
            "CFItemTypes": [
                {
                    **self._named(self._type_identifier(kind)),
                    "title": names[self.language],
                    "description": names[self.language],
                    "hierarchyCode": str(rank),
                }
                for rank, (kind, names) in enumerate(TYPES.items(), start=1)
            ],
            "CFAssociationGroupings": [],
        }

    def _rubric(self) -> Json:
        identifier = identifier_of("rubric", str(self._own(self.version.identifier)))
        return {
            **self._named(identifier),
            "title": RUBRIC[self.language],
            "CFRubricCriteria": [
                self._criterion(identifier, rank, row)
                for rank, row in enumerate(self.competences, start=1)
                if row.descriptors.all()
            ],
        }

    def _criterion(self, rubric: UUID, rank: int, row: Competence) -> Json:
        own = self._own(row.identifier)
        identifier = identifier_of("criterion", str(rubric), str(own))
        texts = {told.level: told.said("text", self.language) for told in row.descriptors.all()}
        return {
            **self._named(identifier),
            "CFItemURI": self._link_to(row),
            "position": rank,
            "rubricId": str(rubric),
            "CFRubricCriterionLevels": [
                {
                    **self._named(identifier_of("level", str(identifier), str(level.number))),
                    "description": texts[level.number],
                    "quality": level.said("title", self.language),
                    "score": level.number,
                    **_said(feedback=level.said("description", self.language)),
                    "position": level.number,
                    "rubricCriterionId": str(identifier),
                }
                for level in self.levels
            ],
        }

    def _own(self, identifier: UUID) -> UUID:
        return identifier_in(identifier, self.language, self.first)

    def _link_to(self, row: Area | Competence) -> Json:
        return self._link(self._own(row.identifier), row.said("title", self.language))

    def _link(self, identifier: UUID, title: str) -> Json:
        return {"title": title, "identifier": str(identifier), "uri": self._address(identifier)}

    def _named(self, identifier: UUID) -> Json:
        return {
            "identifier": str(identifier),
            "uri": self._address(identifier),
            "lastChangeDateTime": self.changed_at,
        }

    def _address(self, identifier: UUID) -> str:
        return f"{self.addresses[self.language]}#{identifier}"

    def _type_identifier(self, kind: str) -> UUID:
        return identifier_of("type", kind, self.language)

    def _licence_identifier(self) -> UUID:
        return identifier_of("licence", self.version.licence_title)

    def _licence_link(self) -> Json:
        return self._link(self._licence_identifier(), self.version.licence_title)


def _said(**texts: str) -> Json:
    """Only what has something to say: an empty text is left out."""
    return {name: text for name, text in texts.items() if text}
