import pytest
from django.urls import reverse

from maillage.directory.tests.factories import (
    IndustryClassFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def head():
    sector = IndustryClassFactory(code="51", title_fr="Information")
    subsector = IndustryClassFactory(code="511", parent=sector, level=2, title_fr="Édition")
    return MembershipFactory(
        organisation__name="Focale Fixe",
        organisation__slug="focale-fixe",
        organisation__sectors=[subsector],
        organisation__employees=17,
    )


def directory():
    return reverse("directory:organisations")


def card(organisation):
    return reverse("directory:organisation", kwargs={"slug": organisation.slug})


def edit(organisation):
    return reverse("directory:organisation_edit", kwargs={"slug": organisation.slug})


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_the_directory_lists_organisations_with_their_place_and_networks(client):
    region = TerritoryFactory(level="region", name="Mauricie")
    town = TerritoryFactory(parent=region, name="Shawinigan")
    OrganisationFactory(name="Triade", territory=town, networks=[NetworkFactory(name="Réseau de Shawinigan")])

    text = text_of(client.get(directory()))

    assert "Triade" in text
    assert "Entreprise · Shawinigan, Mauricie · Réseau de Shawinigan" in text
    assert "1 organisation<" in text


def test_the_directory_costs_the_same_for_one_row_and_for_three(client, assert_constant_queries):
    assert_constant_queries(
        client,
        directory(),
        lambda: OrganisationFactory(networks=[NetworkFactory()], territory=TerritoryFactory()),
    )


def test_a_narrowed_directory_costs_the_same_for_one_row_and_for_three(client, assert_constant_queries):
    region = TerritoryFactory(level="region")
    sector = IndustryClassFactory()

    assert_constant_queries(
        client,
        f"{directory()}?territory={region.path}&sector={sector.path}&q=entr&kind=business",
        lambda: OrganisationFactory(territory=TerritoryFactory(parent=region), sectors=[sector]),
    )


def test_the_directory_is_cut_into_pages_that_keep_the_choices(client):
    for number in range(31):
        OrganisationFactory(name=f"Atelier {number:02}")

    first = text_of(client.get(f"{directory()}?q=atelier"))
    second = text_of(client.get(f"{directory()}?q=atelier&page=2"))

    assert 'href="?q=atelier&amp;page=2"' in first
    assert "Atelier 30" in second
    assert "Atelier 29" not in second


def test_htmx_gets_the_results_alone_and_says_how_many(client):
    OrganisationFactory()

    text = text_of(client.get(directory(), headers=HTMX))

    assert "<html" not in text
    assert 'role="status" id="told" hx-swap-oob="true">1 organisation<' in text


def test_going_back_with_htmx_gets_the_whole_page(client):
    text = text_of(client.get(directory(), headers=HTMX | {"HX-History-Restore-Request": "true"}))

    assert "<html" in text


def test_an_empty_directory_and_empty_results_each_say_what_to_do(client):
    empty = text_of(client.get(directory()))
    OrganisationFactory()
    nobody = text_of(client.get(f"{directory()}?q=zzz"))

    assert "Le répertoire est encore vide" in empty
    assert "Personne ne répond à ces choix" in nobody


@pytest.mark.parametrize(
    "asked",
    [
        "kind=nothing",
        "network=nowhere",
        "territory=CA/99",
        "sector=naf2/ZZ",
        "page=abc",
        "q=%00",
        f"q={'x' * 5000}",
        "page=99999",
    ],
)
def test_a_strange_question_gets_a_page(client, asked):
    OrganisationFactory()

    assert client.get(f"{directory()}?{asked}").status_code == 200


def test_a_link_may_narrow_to_a_place_that_the_list_does_not_offer(client):
    mrc = TerritoryFactory(level="county", name="Maskinongé")
    OrganisationFactory(name="Ici", territory=TerritoryFactory(parent=mrc))
    OrganisationFactory(name="Ailleurs")

    text = text_of(client.get(f"{directory()}?territory={mrc.path}"))

    assert f'value="{mrc.path}" selected' in text
    assert "Ailleurs" not in text


def test_markup_in_a_name_is_shown_as_text(client):
    OrganisationFactory(name="<b>Gras</b>")

    assert "&lt;b&gt;Gras&lt;/b&gt;" in text_of(client.get(directory()))


def test_an_archived_organisation_is_neither_listed_nor_shown(client):
    archived = OrganisationFactory(name="Fermée", archived_at="2026-11-01T12:00Z")

    assert "Fermée" not in text_of(client.get(directory()))
    assert client.get(card(archived)).status_code == 404


def test_a_card_shows_contacts_to_a_shared_network_and_to_nobody_else(client, head):
    neighbour = MembershipFactory(network=head.network)
    seen = {}
    for name, user in {
        "owner": head.user,
        "colleague": neighbour.user,
        "stranger": UserFactory(),
        "visitor": None,
    }.items():
        if user:
            client.force_login(user)
        else:
            client.logout()
        text = text_of(client.get(card(head.organisation)))
        assert "Focale Fixe" in text
        seen[name] = (head.user.email in text, "<dd>17</dd>" in text, "Modifier la fiche" in text)

    assert seen == {
        "owner": (True, True, True),
        "colleague": (True, True, False),
        "stranger": (False, False, False),
        "visitor": (False, False, False),
    }


def test_a_fictitious_organisation_says_so(client):
    assert "fictif" in text_of(client.get(card(OrganisationFactory(is_fictitious=True))))


def test_a_network_shows_its_members_and_whom_to_write_to(client):
    network = NetworkFactory(
        name="Réseau de Chambéry", contact_email="bonjour@exemple.test", description="Ensemble"
    )
    OrganisationFactory(networks=[network])

    text = text_of(client.get(network.get_absolute_url()))

    assert "organisation membre" in text
    assert "mailto:bonjour@exemple.test" in text
    assert f"?network={network.slug}" in text


def test_the_form_opens_to_those_who_speak_for_the_organisation(client, head):
    neighbour = MembershipFactory(network=head.network)
    coordinator = MembershipFactory(network=head.network, organisation=None, role="coordinator")

    answers = {}
    for name, user in {
        "owner": head.user,
        "coordinator": coordinator.user,
        "colleague": neighbour.user,
        "stranger": UserFactory(),
    }.items():
        client.force_login(user)
        answers[name] = client.get(edit(head.organisation)).status_code
    client.logout()
    visitor = client.get(edit(head.organisation))

    assert answers == {"owner": 200, "coordinator": 200, "colleague": 403, "stranger": 403}
    assert visitor.url.startswith(reverse("account_login"))


def test_what_was_known_is_already_in_the_form(client, head):
    client.force_login(head.user)

    text = text_of(client.get(edit(head.organisation)))

    assert 'value="17"' in text
    assert "511 – Édition</option>" in text


def test_an_organisation_is_described_by_its_own(client, head):
    client.force_login(head.user)
    [subsector] = head.organisation.sectors.all()

    answer = client.post(
        edit(head.organisation),
        {
            "description": "Nous numérisons les égouts.",
            "website": "exemple.test",
            "employees": "",
            "sector_0": subsector.pk,
            "sector_1": subsector.pk,
        },
    )

    head.organisation.refresh_from_db()
    assert answer.url == card(head.organisation)
    assert (head.organisation.description, head.organisation.website) == (
        "Nous numérisons les égouts.",
        "https://exemple.test",
    )
    assert head.organisation.employees is None
    assert list(head.organisation.sectors.all()) == [subsector]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("description", "x" * 100_000),
        ("website", "pas une adresse"),
        ("employees", "-3"),
        ("sector_0", "999999"),
        ("website", "javascript:alert(1)"),
    ],
)
def test_refused_input_comes_back_filled_in(client, head, field, value):
    client.force_login(head.user)

    answer = client.post(edit(head.organisation), {"description": "Gardé tel quel", field: value})

    head.organisation.refresh_from_db()
    assert answer.status_code == 422
    assert ("Gardé tel quel" if field != "description" else "x" * 100) in text_of(answer)
    assert head.organisation.employees == 17


def test_a_stranger_cannot_post_either(client, head):
    client.force_login(UserFactory())

    assert client.post(edit(head.organisation), {"description": "Piraté"}).status_code == 403


def test_a_request_that_asks_nothing_of_the_viewer_costs_no_query_for_her(
    client, head, rf, django_assert_num_queries
):
    from maillage.directory.web.middleware import ViewerMiddleware

    request = rf.get("/")
    request.user = head.user
    with django_assert_num_queries(0):
        ViewerMiddleware(lambda request: request.viewer)(request)
    with django_assert_num_queries(1):
        viewer = ViewerMiddleware(lambda request: request.viewer)(request)
        assert viewer.organisation_ids == {head.organisation_id}
        assert viewer.is_known


def test_the_choices_of_the_directory_are_not_read_again_for_the_next_reader(
    client, django_assert_num_queries
):
    client.get(reverse("directory:organisations"))

    with django_assert_num_queries(1):  # how many organisations
        client.get(reverse("directory:organisations"))
