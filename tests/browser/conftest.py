"""The browser set: Debian's chromium drives the running portal. Its own run: see `.ci/run`."""

import os
import shutil

import pytest
from django.core.cache import cache
from playwright.sync_api import sync_playwright

from tests import factories
from tests.journeys.conftest import tabalong_milestones  # noqa: F401 - the same stage as the plain journey

# Playwright keeps an event loop in the thread in which the tests talk to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser():
    """One chromium for the run."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser):
    """A window of its own for each test."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser):
    """A participant's telephone: small, without scripts, signed in nowhere."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def cast(transactional_db):
    return factories.cast(factories.regions())


@pytest.fixture
def complaints(page):
    """What the browser complained about: errors of scripts, refused by the content policy, missing files."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def sign_in(page, live_server, cast):
    """Sign in as one of the cast, through the page as a person does."""

    def go(name):
        page.context.clear_cookies()
        page.goto(live_server.url + "/masuk/")
        page.locator("input[name=login]").fill(cast[name].username)
        page.locator("input[name=password]").fill(factories.PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_url(live_server.url + "/")

    return go


@pytest.fixture
def window(browser, live_server, cast):
    """A window of its own for each person, signed in when it is first asked for: both sides sit at their work at once."""
    opened = {}

    def of(name):
        if name not in opened:
            opened[name] = page = browser.new_context(base_url=live_server.url, viewport=DESKTOP).new_page()
            page.set_default_timeout(10_000)
            page.goto("/masuk/")
            page.locator("input[name=login]").fill(cast[name].username)
            page.locator("input[name=password]").fill(factories.PASSWORD)
            page.locator("main form button").first.click()
            page.wait_for_url(live_server.url + "/")
        return opened[name]

    yield of
    for page in opened.values():
        page.context.close()
