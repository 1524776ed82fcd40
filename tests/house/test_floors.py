"""What the import contracts cannot see: keys written as strings, pages of others, the clock."""

from django.apps import apps
from django.db.models import CASCADE, Model

from tests.house.places import (
    PACKAGE,
    calls,
    context_of,
    dotted,
    height,
    here,
    imported_modules,
    listed,
    python_files,
)

CLOCKS = {
    "timezone.now", "timezone.localdate",
    "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now",
    "date.today", "datetime.date.today", "time.time", "localdate",
}  # fmt: skip
READS_THE_CLOCK = PACKAGE / "common/clock.py"
HANDS_IN_THE_TIME = {
    "web",
    "tasks",
    "tasks.py",
    "admin.py",
    "commands",
    "commands.py",
    "management",
    "config",
    "pages",
}


def test_every_key_points_down():
    climbing = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if _is_ours(model)
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model and _is_ours(field.related_model) and _climbs(model, field.related_model)
    ]

    assert not climbing, listed(climbing)


def _is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith("maillage.")


def _climbs(model: type[Model], target: type[Model]) -> bool:
    """Towards a higher floor, or sideways towards a context that must not be known."""
    here_, there = model.__module__.split(".")[1], target.__module__.split(".")[1]
    return here_ != there and height(there) >= height(here_)


def test_a_record_whose_history_is_kept_never_vanishes_with_another():
    events = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    tracked = {event.pgh_tracked_model for event in events if _is_ours(event.pgh_tracked_model)}
    vanishing = [
        f"{model._meta.label}.{field.name}"
        for model in tracked
        for field in model._meta.fields
        if field.remote_field and field.remote_field.on_delete is CASCADE
    ]

    assert tracked
    assert not vanishing, listed(vanishing)


def test_nobody_imports_the_pages_of_another_context():
    borrowed = [
        f"{here(path, line)} imports {module}"
        for path in python_files(with_tests=True)
        if context_of(path) != "config"
        for module, line in imported_modules(path)
        if (steps := module.split("."))[0] == "maillage"
        and steps[2:3] == ["web"]
        and steps[1] != context_of(path)
    ]

    assert not borrowed, listed(borrowed)


def test_the_clock_is_read_in_one_place():
    readers = [
        f"{here(path, call.lineno)} calls {dotted(call.func)}()"
        for path in python_files()
        if path != READS_THE_CLOCK
        for call in calls(path)
        if dotted(call.func) in CLOCKS
    ]

    assert not readers, listed(readers)


def test_only_the_edges_of_a_context_ask_what_time_it_is():
    askers = [
        here(path, line)
        for path in python_files()
        if not HANDS_IN_THE_TIME & set(path.relative_to(PACKAGE).parts)
        for module, line in imported_modules(path)
        if module.startswith("maillage.common.clock")
    ]

    assert not askers, listed(askers)


def test_contexts_send_no_signals_to_one_another():
    senders = [
        here(path, line)
        for path in python_files()
        for module, line in imported_modules(path)
        if module.startswith(("django.dispatch", "django.db.models.signals"))
    ]

    assert not senders, listed(senders)
