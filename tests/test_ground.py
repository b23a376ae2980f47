"""Tests of what the other tests stand on: its servers are real, and what could not run is never taken for a pass."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.async_api import Page
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.accessibility import barriers
from tests.servers import postgres

pytestmark = pytest.mark.untraced

ROOT = Path(__file__).parent.parent
WANTS_A_PRINTER = """
from tests.needs import could_not_run

def test_prints():
    could_not_run("there is no printer here: plug one in")

def test_passes():
    pass
"""


async def test_postgresql_answers(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
        assert await connection.scalar(text("SHOW fsync")) == "on"
    await engine.dispose()


async def test_each_database_is_empty_whatever_another_holds(postgres_server: str, postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE left_behind (id integer)"))
    await engine.dispose()
    async with postgres.fresh_database(postgres_server) as another:
        engine = create_async_engine(another)
        async with engine.connect() as connection:
            assert await connection.scalar(text("SELECT to_regclass('left_behind')")) is None
        await engine.dispose()


async def test_chromium_shows_a_page(page: Page) -> None:
    await page.goto("data:text/html,<title>Hello</title><button onclick=\"this.textContent='Pressed'\">Press</button>")
    await page.get_by_role("button").click()
    assert await page.title() == "Hello"
    assert await page.get_by_role("button", name="Pressed").is_visible()


async def test_axe_finds_a_field_that_has_no_label(page: Page, axe_source: str) -> None:
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    await page.set_content(f"<html lang=en><title>Form</title>{policy}<main><h1>Form</h1><input></main></html>")
    assert [barrier.split(":")[0] for barrier in await barriers(page, axe_source)] == ["label"]


async def test_axe_finds_nothing_wrong_with_a_page_that_is_right(page: Page, axe_source: str) -> None:
    await page.set_content("<html lang=en><title>Form</title><main><h1>Form</h1><label>Name <input></label></main>")
    assert await barriers(page, axe_source) == []


def run_tests(folder: Path, *, ci: str) -> subprocess.CompletedProcess[str]:
    """Run, with these hooks and no others, a test that wants a printer and one that wants nothing."""
    folder.joinpath("pytest.ini").touch()
    folder.joinpath("test_printer.py").write_text(WANTS_A_PRINTER, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", str(folder / "pytest.ini"), str(folder)]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "CI": ci}, capture_output=True, encoding="utf-8", check=False
    )


def test_what_could_not_run_is_listed_with_what_to_do(tmp_path: Path) -> None:
    ran = run_tests(tmp_path, ci="")
    assert "COULD NOT RUN" in ran.stdout
    assert "test_prints: there is no printer here: plug one in" in ran.stdout
    assert ran.returncode == 0


def test_with_ci_set_what_could_not_run_is_a_failure(tmp_path: Path) -> None:
    assert run_tests(tmp_path, ci="true").returncode == 1
