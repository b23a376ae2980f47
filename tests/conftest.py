"""What every test may ask for: a real PostgreSQL database, a real browser, and the accessibility rules."""

import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests import needs
from tests.servers import chromium as chromium_server
from tests.servers import postgres

ROOT = Path(__file__).parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

hypothesis.settings.register_profile("everyday", deadline=None, derandomize=needs.all_must_run())
hypothesis.settings.register_profile("campaign", deadline=None, max_examples=10_000)
hypothesis.settings.load_profile("campaign" if os.environ.get("CAMPAIGN") else "everyday")


@pytest.fixture(scope="module", autouse=True)
def nothing_old_is_looked_through() -> None:
    """What stays of the tests before is set aside: looking through all of it for rubbish stops everything for long."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server: TEST_DATABASE_URL, else one started here from the system's own programs."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    programs = postgres.programs()
    if programs is None:
        needs.could_not_run("there is no PostgreSQL here: apt-get install postgresql, or set TEST_DATABASE_URL")
    with postgres.running(programs) as url:
        yield url


@pytest.fixture
async def postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """The URL of an empty PostgreSQL database of this test's own, dropped when it ends."""
    async with postgres.fresh_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    """Where the one Chromium of these tests listens for whoever drives it."""
    program = chromium_server.program()
    if program is None:
        needs.could_not_run("there is no Chromium here: apt-get install chromium")
    with chromium_server.running(program) as endpoint:
        yield endpoint


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """The real browser, driven from this test's event loop. Open a context for each person who is to be kept apart."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """An empty page of a person who has never been here: no cookies, nothing kept."""
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/London")
    yield await context.new_page()
    await context.close()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility rules of axe-core, as JavaScript; see `tests/accessibility.py`."""
    if not AXE.exists():
        needs.could_not_run("axe-core is not here: install npm, then `make node_modules/installed`")
    return AXE.read_text(encoding="utf-8")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was measured, and what could not run, last of all, where it is seen."""
    _list_measured(terminalreporter)
    could_not_run = needs.reasons(terminalreporter.stats.get("skipped", []))
    if could_not_run:
        terminalreporter.section("COULD NOT RUN", red=True)
        for test, why in could_not_run:
            terminalreporter.line(f"{test}: {why}")


def _list_measured(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [each for each in terminalreporter.stats.get("passed", []) if isinstance(each, pytest.TestReport)]
    lines = [str(line) for each in reports for name, line in each.user_properties if name == needs.MEASURED]
    if lines:
        terminalreporter.section("MEASURED")
        for line in lines:
            terminalreporter.line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when something could not run where everything must."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and needs.all_must_run() and needs.reasons(reporter.stats.get("skipped", [])):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
