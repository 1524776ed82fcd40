from maillage.config import sign_in
from maillage.config.environment import OpenIdProvider

SERVER = OpenIdProvider(
    name="Ville de Shawinigan", server="https://id.exemple.test/realm", client_id="maillage", secret="secret"
)


def test_the_organisations_server_is_described_as_the_environment_says():
    (app,) = sign_in.providers_of(SERVER)["openid_connect"]["APPS"]

    assert (app["name"], app["client_id"], app["secret"]) == ("Ville de Shawinigan", "maillage", "secret")
    assert app["settings"] == {"server_url": "https://id.exemple.test/realm", "oauth_pkce_enabled": True}


def test_the_sign_in_form_may_lead_to_that_server_and_nowhere_else():
    assert sign_in.origins_of(SERVER) == ["https://id.exemple.test"]


def test_without_a_server_nothing_is_described_and_the_form_leads_nowhere():
    assert (sign_in.providers_of(None), sign_in.origins_of(None)) == ({}, [])
