"""The shape of a CASE 1.1 package: facts of the official JSON schema (case_v1p1_cfpackage-jsonschema1, 1EdTech).

Every property is a text unless said otherwise; what is not named is not allowed.
"""

import re
from datetime import date, datetime

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
EXTENDED = re.compile(r"(ext:)[a-z|A-Z|0-9|.|-|_]+")
RELATIONS = {
    "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy", "exemplar",
    "hasSkillLevel", "isTranslationOf",
}  # fmt: skip
KEPT = {"identifier", "uri", "lastChangeDateTime"}

# class: what is required, what else is allowed
CLASSES = {
    "CFPackage": (
        {"CFDocument"},
        {"CFItems", "CFAssociations", "CFDefinitions", "CFRubrics", "extensions"},
    ),
    "CFDocument": (
        KEPT | {"creator", "title"},
        {
            "frameworkType", "caseVersion", "officialSourceURL", "publisher", "description", "subject", "subjectURI", "language",
            "version", "adoptionStatus", "statusStartDate", "statusEndDate", "licenseURI", "notes", "extensions",
        },
    ),
    "CFItem": (
        KEPT | {"fullStatement"},
        {
            "alternativeLabel", "CFItemType", "humanCodingScheme", "listEnumeration", "abbreviatedStatement", "conceptKeywords",
            "conceptKeywordsURI", "notes", "subject", "subjectURI", "language", "educationLevel", "CFItemTypeURI", "licenseURI",
            "statusStartDate", "statusEndDate", "extensions",
        },
    ),
    "CFAssociation": (
        KEPT | {"associationType", "originNodeURI", "destinationNodeURI"},
        {"sequenceNumber", "CFAssociationGroupingURI", "notes", "extensions"},
    ),
    "CFDefinition": (
        set(),
        {"CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings", "extensions"},
    ),
    "CFRubric": (KEPT, {"title", "description", "CFRubricCriteria", "extensions"}),
    "CFRubricCriterion": (
        KEPT,
        {"category", "description", "CFItemURI", "weight", "position", "rubricId", "CFRubricCriterionLevels", "extensions"},
    ),
    "CFRubricCriterionLevel": (
        KEPT,
        {"description", "quality", "score", "feedback", "position", "rubricCriterionId", "extensions"},
    ),
    "CFLicense": (KEPT | {"title", "licenseText"}, {"description", "extensions"}),
    "CFItemType": (KEPT | {"title", "description", "hierarchyCode"}, {"typeCode", "extensions"}),
    "CFAssociationGrouping": (KEPT | {"title"}, {"description", "extensions"}),
    "CFSubject": (KEPT | {"title", "hierarchyCode"}, {"description", "extensions"}),
    "CFConcept": (KEPT | {"title", "hierarchyCode"}, {"keywords", "description", "extensions"}),
    "LinkURI": ({"title", "identifier", "uri"}, set()),
    "LinkGenURI": ({"title", "identifier", "uri"}, {"targetType"}),
}  # fmt: skip

# property: the class of what it holds, and whether it holds several
HOLDS = {
    "CFDocument": ("CFDocument", False), "CFItems": ("CFItem", True), "CFAssociations": ("CFAssociation", True),
    "CFDefinitions": ("CFDefinition", False), "CFRubrics": ("CFRubric", True), "CFConcepts": ("CFConcept", True),
    "CFSubjects": ("CFSubject", True), "CFLicenses": ("CFLicense", True), "CFItemTypes": ("CFItemType", True),
    "CFAssociationGroupings": ("CFAssociationGrouping", True), "CFRubricCriteria": ("CFRubricCriterion", True),
    "CFRubricCriterionLevels": ("CFRubricCriterionLevel", True), "subjectURI": ("LinkURI", True),
    "conceptKeywordsURI": ("LinkURI", False), "CFItemTypeURI": ("LinkURI", False), "licenseURI": ("LinkURI", False),
    "CFItemURI": ("LinkURI", False), "CFAssociationGroupingURI": ("LinkURI", False), "originNodeURI": ("LinkGenURI", False),
    "destinationNodeURI": ("LinkGenURI", False),
}  # fmt: skip


def _is_extended(told, known):
    return told in known or bool(EXTENDED.search(told))


CHECKS = {
    "identifier": UUID.fullmatch,
    "rubricId": UUID.fullmatch,
    "rubricCriterionId": UUID.fullmatch,
    "lastChangeDateTime": lambda told: datetime.fromisoformat(told).tzinfo,
    "statusStartDate": date.fromisoformat,
    "statusEndDate": date.fromisoformat,
    "caseVersion": lambda told: told == "1.1",
    "associationType": lambda told: _is_extended(told, RELATIONS),
    "targetType": lambda told: _is_extended(told, {"CASE"}),
    "subject": lambda told: all(isinstance(one, str) for one in told),
    "conceptKeywords": lambda told: all(isinstance(one, str) for one in told),
    "educationLevel": lambda told: all(isinstance(one, str) for one in told),
    "weight": lambda told: isinstance(told, int | float),
    "score": lambda told: isinstance(told, int | float),
    "position": lambda told: isinstance(told, int),
    "sequenceNumber": lambda told: isinstance(told, int),
    "extensions": lambda _told: True,
}


def faults_in(value, kind="CFPackage", where="$"):
    """Where the package is not what the schema asks; none when it is valid."""
    required, allowed = CLASSES[kind]
    yield from (f"{where}: no {name}" for name in required - set(value))
    yield from (f"{where}: {name} is not allowed" for name in set(value) - required - allowed)
    for name, told in value.items():
        here = f"{where}.{name}"
        if name in HOLDS:
            inner, several = HOLDS[name]
            if isinstance(told, list) != several:
                yield f"{here}: one or several"
            for rank, one in enumerate(told if several else [told]):
                yield from faults_in(one, inner, f"{here}[{rank}]")
        elif not _check_of(name, kind)(told):
            yield f"{here}: {told!r}"


def _check_of(name, kind):
    """What a generic link leads to may have any identifier."""
    if (kind, name) == ("LinkGenURI", "identifier"):
        return _any_text
    return CHECKS.get(name, _any_text)


def _any_text(told):
    return isinstance(told, str)
