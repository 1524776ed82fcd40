"""A real browser in front of a real server: what the journeys are told with."""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from maillage.assessments.operations import import_instrument
from maillage.common import clock
from maillage.people.models import User
from maillage.skills.enums import FrameworkFormat
from maillage.skills.operations import import_framework
from tools.browser import browser as browser_of_this_machine

# Playwright keeps an event loop in this thread; no coroutine of ours runs in it, so the database is safe to use.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 90_000  # milliseconds: what never comes is broken, what comes late is for the benchmarks to say
# axe reads style sheets itself when it may, and looks for what they import beside the page instead of beside them.
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_of_this_machine()
    assert path, "no Chromium on this machine: make setup"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser, live_server: object) -> Iterator[Callable[..., Page]]:
    """Open a page as a new person: own cookies, desktop or phone, with or without JavaScript.

    Addresses are given without the server. Whatever the browser complains about fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(*, phone: bool = False, javascript: bool = True, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=str(live_server),
            viewport=PHONE if phone else DESKTOP,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="fr-CA",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda line: _said(line, page.url, complaints))
        page.on("requestfailed", lambda request: _failed(request, complaints))
        page.on("request", lambda request: _stays_here(request.url, str(live_server), complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def signed_in(visitor: Callable[..., Page], live_server: object) -> Callable[..., Page]:
    """Open a page as somebody who signed in before: how one signs in is told by the main job."""

    def open_page(user: User, **way: bool) -> Page:
        page, session = visitor(**way), Client()
        session.force_login(user)
        key = session.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": str(live_server)}])
        return page

    return open_page


def _said(line: ConsoleMessage, url: str, complaints: list[str]) -> None:
    """A form that comes back refused (422), and an answer given up for the next page, are no fault."""
    given_up = line.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
    if line.type == "error" and not given_up and "status of 422" not in line.text:
        complaints.append(f"{url}: {line.text}")


def _failed(request: Request, complaints: list[str]) -> None:
    """What nobody waits for any more is given up: first answers when one types on, a font or the icon of the tab (« other ») when one is on the next page already."""
    given_up = "/en-tapant/" in request.url or request.resource_type in {
        "font",
        "image",
        "other",
        "stylesheet",
    }
    if not given_up or request.failure != "net::ERR_ABORTED":
        complaints.append(f"{request.url}: {request.failure}")


def _stays_here(url: str, server: str, complaints: list[str]) -> None:
    if not url.startswith((server, "data:", "blob:", "about:")):
        complaints.append(f"a page asks another site: {url}")


@pytest.fixture
def reference() -> None:
    """Ours, with its bank of questions."""
    folder, now = settings.CONTENT, clock.now()
    import_framework(
        files=[folder / "skills" / "framework.json", folder / "skills" / "roles.json"],
        format=FrameworkFormat.MAILLAGE,
        now=now,
    )
    import_instrument(folder=folder / "items", now=now)


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    """A visitor at her desk."""
    return visitor()


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Page], None]:
    """No rule of WCAG 2.2 AA, nor good practice, is broken on this page as it stands. axe is a script: the page must run them."""
    axe = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state()
        answer = axe.run(page, options=OPTIONS)
        assert answer.violations_count == 0, f"{page.url}\n{answer.generate_report()}"

    return check


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keep what the page looks like, when the run asks for it (`make screenshots`)."""
    folder = request.config.getoption("--screenshots")

    def keep(page: Page, name: str) -> None:
        if folder is None:
            return
        folder.mkdir(parents=True, exist_ok=True)
        page.wait_for_load_state()
        page.screenshot(path=folder / f"{name}.png", full_page=True, animations="disabled")

    return keep
