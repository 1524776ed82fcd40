"""A reader finds the same rooms in each context: a module elsewhere escapes the contract that orders them."""

from tests.house.places import PACKAGE, floors, here, listed

ROOMS = {
    "enums", "errors", "models", "rules", "bridge", "queries", "permissions", "operations",
    "tasks", "commands", "admin", "web", "templates", "tests",
    "apps", "migrations", "static", "templatetags", "management", "__init__",
}  # fmt: skip
WITH_A_REASON = {
    "pages/context": "what the frame of every page takes, asked by the template engine",
    "people/logs": "a filter of the logs, asked by the settings",
    "people/personal_data": "where the contexts above declare what they keep about a person",
}
NOT_CONTEXTS = {"config", "common", "ui", "engines"}


def test_every_module_of_a_context_is_in_a_room():
    contexts = {name for names in floors() for name in names} - NOT_CONTEXTS
    astray = [
        here(path)
        for context in contexts
        if (PACKAGE / context).is_dir()
        for path in (PACKAGE / context).iterdir()
        if path.name != "__pycache__"
        and path.stem not in ROOMS
        and f"{context}/{path.stem}" not in WITH_A_REASON
    ]

    assert not astray, listed(astray)


def test_no_exception_outlives_its_module():
    gone = [name for name in WITH_A_REASON if not list(PACKAGE.glob(f"{name}*"))]

    assert not gone, listed(gone)


def test_common_holds_no_model():
    models = [here(path) for path in (PACKAGE / "common").rglob("models*")]

    assert not models, listed(models)
