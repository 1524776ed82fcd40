"""What a statement knows of its outcome. The database copies it, so that figures are added up from one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.db import models

from maillage.outcomes.enums import OutcomeKind

if TYPE_CHECKING:
    from django.db.models import Q

COLUMNS = (
    "network_id", "kind", "organisation_id", "territory_id", "initiative_id", "agreement_id", "strand_id",
    "activity_id", "participant_id", "is_published", "is_fictitious",
)  # fmt: skip


def _key_of(model: str) -> models.ForeignKey[Any, Any]:
    """The key that stands in the outcome, where it is checked."""
    return models.ForeignKey(
        model,
        on_delete=models.DO_NOTHING,
        null=True,
        editable=False,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )


class OfItsOutcome(models.Model):
    """Columns that nobody writes: whatever is said of them, they are what the outcome of the row is."""

    network = _key_of("directory.Network")
    kind = models.CharField(max_length=20, choices=OutcomeKind, default="", editable=False)
    organisation = _key_of("directory.Organisation")
    territory = _key_of("directory.Territory")
    initiative = _key_of("initiatives.Initiative")
    agreement = _key_of("agreements.Agreement")
    strand = _key_of("agreements.Strand")
    activity = _key_of("activities.Activity")
    participant = _key_of("activities.Participant")
    is_published = models.BooleanField(default=False, editable=False)
    is_fictitious = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="copies_its_outcome",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    SELECT {", ".join(COLUMNS)} INTO {", ".join(f"NEW.{name}" for name in COLUMNS)}
                    FROM outcomes_outcome WHERE id = NEW.outcome_id FOR NO KEY UPDATE;
                    RETURN NEW;
                """,  # noqa: S608 - our own names of columns
            )
        ]  # the outcome is locked: who changes it meanwhile waits, then finds this row too


def copied_into(table: str) -> pgtrigger.Trigger:
    """Of outcomes: what changes in one is copied again into the rows of the table that are of it."""
    return pgtrigger.Trigger(
        name=f"copied_into_{table}",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf(*COLUMNS),  # type: ignore[no-untyped-call]
        func=f"UPDATE {table} SET kind = NEW.kind WHERE outcome_id = NEW.id; RETURN NULL;",  # noqa: S608 - our own name
    )


def indexes_to_add_up(current: Q) -> list[models.Index]:
    """Each holds all that a report, a dashboard or a list adds up: the rows themselves are not read."""
    added = ["kind", "currency", "certainty", "value", "full_time_equivalents", "is_fictitious"]
    told = [*added, "outcome", "activity", "is_published"]
    return [
        models.Index(
            fields=["network", "happened_on"], include=told, name="statement_of_network", condition=current
        ),
        models.Index(
            fields=["initiative", "happened_on"],
            include=[*told, "network"],
            name="statement_of_initiative",
            condition=current & models.Q(initiative__isnull=False),
        ),
        models.Index(
            fields=["agreement", "happened_on"],
            include=[*told, "network"],
            name="statement_of_agreement",
            condition=current & models.Q(agreement__isnull=False),
        ),
        models.Index(
            fields=added[:3],
            include=[*added[3:], "territory"],
            name="statement_published",
            condition=current & models.Q(is_published=True),
        ),
        models.Index(
            fields=["network", "certainty", "is_published", "happened_on"],
            name="statement_counted",
            condition=current,
        ),
    ]
