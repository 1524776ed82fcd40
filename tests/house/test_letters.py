"""Every letter is a row that leaves once (see common.letters), and none is forgotten by the turn that finds it again."""

import re

from django.apps import apps
from django.db.models import UniqueConstraint

from tests.house.places import PACKAGE, listed

SWEPT = re.compile(r"left_behind\((\w+)\.objects, now\)")
MOMENTS = {"written_at", "sent_at", "dropped_at"}


def letters():
    return {
        model: {field.name for field in model._meta.fields}
        for model in apps.get_models()
        if {"written_at", "sent_at"} <= {field.name for field in model._meta.fields}
    }


def is_unique(model):
    """For its matter and its person, by a rule or because there is but one of them."""
    return any(isinstance(rule, UniqueConstraint) for rule in model._meta.constraints) or any(
        field.one_to_one for field in model._meta.fields
    )


def test_every_letter_is_unique_and_says_whether_it_left_or_was_dropped():
    wanting = [
        model._meta.label
        for model, fields in letters().items()
        if not fields >= MOMENTS or not is_unique(model)
    ]

    assert letters()
    assert not wanting, listed(wanting)


def test_every_letter_left_behind_is_queued_again():
    code = "".join(path.read_text() for path in PACKAGE.glob("*/operations/*.py"))
    forgotten = {model.__name__ for model in letters()} - set(SWEPT.findall(code))

    assert not forgotten, listed(sorted(forgotten))
