"""The walls that conftest.py raises do hold: each is walked into once."""

import random

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Engine
from django.test import RequestFactory
from django.urls import path

from maillage.common.jobs import later
from maillage.common.middleware import ReadOnlyWhenAsked, WriteOnReadError
from maillage.people.models import User
from tests.walls import LockNamesNoTableError, UnknownVariable, UnknownVariableError


@pytest.fixture
def engine():
    return Engine(
        string_if_invalid=UnknownVariable.within(None),
        libraries={"i18n": "django.templatetags.i18n"},
        loaders=[("django.template.loaders.locmem.Loader", {"part": "{{ given }}{{ missing }}"})],
    )


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ known.missing }}",
        "{{ missing|upper }}",
        "{% load i18n %}{% blocktranslate %}Bonjour {{ missing }}{% endblocktranslate %}",
        "{% include 'part' with given=known only %}",
        "{% include 'part' with given=missing only %}",
    ],
)
def test_a_template_that_shows_an_unknown_variable_fails(engine, source):
    with pytest.raises(UnknownVariableError, match="missing"):
        engine.from_string(source).render(Context({"known": "x"}))


def test_a_template_may_ask_whether_a_variable_is_there(engine):
    source = "{% if missing %}oui{% else %}non{% endif %}"

    assert engine.from_string(source).render(Context()) == "non"


def test_the_templates_of_libraries_are_not_ours_to_mend(engine, tmp_path):
    engine.string_if_invalid.folder = tmp_path / "ours"
    engine.template_loaders[0].templates_dict["theirs"] = "{{ missing }}"
    template = engine.get_template("theirs")
    for node in template.nodelist:
        node.origin.name = str(tmp_path / "theirs/base.html")

    assert template.render(Context()) == ""


@pytest.fixture
def people(db):
    return [User.objects.create_user(f"personne{number}@exemple.test") for number in range(12)]


@pytest.mark.usefixtures("people")
def test_rows_asked_for_without_an_order_come_in_any_order():
    random.seed(7)
    orders = {tuple(User.objects.values_list("pk", flat=True)) for _ in range(5)}
    streamed = {tuple(user.pk for user in User.objects.iterator()) for _ in range(5)}

    assert len(orders) > 1
    assert len(streamed) > 1


@pytest.mark.usefixtures("people")
def test_rows_asked_for_in_an_order_come_in_that_order():
    keys = list(User.objects.order_by("pk").values_list("pk", flat=True))

    assert keys == sorted(keys)


@pytest.mark.django_db
def test_a_lock_names_its_tables():
    call = compile("rows.select_for_update(**options)", "operations.py", "eval")
    ours = {"__name__": "maillage.people.operations", "rows": User.objects.all()}

    with pytest.raises(LockNamesNoTableError):
        eval(call, ours | {"options": {}})  # noqa: S307
    assert eval(call, ours | {"options": {"of": ("self",)}}).query.select_for_update_of == ("self",)  # noqa: S307


def _page_that(sql):
    def page(request):
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return HttpResponse()

    return ReadOnlyWhenAsked(page)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_a_page_cannot_write(method):
    request = getattr(RequestFactory(), method)("/fr-ca/")

    with pytest.raises(WriteOnReadError):
        _page_that("DELETE FROM people_user")(request)


def a_page_that_queues_a_job(request):
    later("builtin.remove_old_jobs", max_hours=1)
    return HttpResponse()


def a_page_that_writes(request):
    User.objects.filter(pk=0).update(full_name="Camille")
    return HttpResponse()


urlpatterns = [path("ecrit", a_page_that_writes), path("remet", a_page_that_queues_a_job)]


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ecrit", "/remet"])
def test_the_wall_holds_behind_all_the_others(client, address):
    with pytest.raises(WriteOnReadError):
        client.get(address)


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ecrit", "/remet"])
def test_the_wall_lets_through_what_is_sent(client, address):
    assert client.post(address).status_code == 200


@pytest.mark.django_db
def test_reading_reads_and_sending_writes():
    assert _page_that("SELECT 1")(RequestFactory().get("/fr-ca/")).status_code == 200
    assert (
        _page_that("DELETE FROM people_user WHERE false")(RequestFactory().post("/fr-ca/")).status_code == 200
    )
