"""Proof that no byte says who wrote: very many people tell us something, and everything left behind is searched."""

import asyncio
import contextlib
import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.anonymity.day import day
from tests.anonymity.sayings import not_in_the_list
from tests.anonymity.scanning import found, sought
from tests.anonymity.school import School, school, with_a_short_form
from tests.anonymity.sinks import Sinks, outbound
from tests.fakes.slack_json import Object
from tests.fakes.slack_workspace import TEAM

pytestmark = pytest.mark.untraced

Measured = Callable[[str], None]
EVERYBODY = "everybody"
BATCH = 1_000
"""So many learners are looked for at a time."""

A_CANARY = "canary nvwzuqkhtlrgxsydab"
LONG_ENOUGH_TO_BE_SEEN = 0.3


async def nobody_is_found_after(folder: Path, learners: int, measured: Measured) -> None:
    """Lets that many tell us something, and searches."""
    began = time.process_time()
    async with school(folder) as here:
        sinks = Sinks()
        await day(here, sinks, learners, random.Random(2026))  # noqa: S311 - an example
        blobs = sinks.gathered(here)
    lived = time.process_time() - began
    left, marks = searched(here, blobs)
    measured(
        f"Anonymity, bytes: {len(here.codes)} of {len(here.learners)} learners got a code and the bot was killed; "
        f"{marks:,} needles, {sum(map(len, set(blobs.values()))) / 1e6:.0f} MB in {len(blobs)} sinks: {len(left)} hold "
        f"something; {len(outbound(here)):,} calls to Slack; CPU beside the bot's {lived:.0f} s, then "
        f"{time.process_time() - began - lived:.0f} s of searching"
    )
    assert left == {}
    assert min(len(blobs[name]) for name in ("copy", "rows", "for a moment: esafety.db-journal")) > 100_000
    assert not_in_the_list(outbound(here), folder / "policy") == set()
    assert not posted_to_learners(here)


def searched(here: School, blobs: dict[str, bytes]) -> tuple[dict[str, set[str]], int]:
    """What is found of the learners, and how many needles were looked for."""
    everybody = [*here.learners.values()]
    left: dict[str, set[str]] = {}
    marks = 0
    for first in range(0, len(everybody), BATCH):
        some = {who.user: frozenset(who.values) for who in everybody[first : first + BATCH]}
        looked_for = sought({EVERYBODY: frozenset({TEAM.encode()}), **some})
        marks += len(looked_for.marks)
        left |= found(looked_for, blobs)
    return left, marks


def posted_to_learners(here: School) -> set[str]:
    """The learners who got a message without having written one."""
    return {each.person for each in here.slack.posted if each.person in here.learners} - here.wrote


@pytest.mark.parametrize(
    "learners", [100, pytest.param(1_000, marks=pytest.mark.campaign), pytest.param(10_000, marks=pytest.mark.campaign)]
)
async def test_of_all_who_wrote_no_byte_is_left_that_says_who(learners: int, folder: Path, measured: Measured) -> None:
    await nobody_is_found_after(folder / "school", learners, measured)


async def test_what_is_left_in_any_place_is_found(folder: Path) -> None:
    async with school(folder / "school") as here:
        sinks = Sinks()
        await sinks.look(here)
        async with sinks.watching(here):
            await leaves_a_canary(here)
        here.bot.process.kill()
        await here.bot.ends()
        blobs = sinks.gathered(here)
    looked_for = sought({"somebody": frozenset({A_CANARY.encode()})})
    assert found(looked_for, blobs).keys() == {
        "left in data: esafety.db",
        "left in data: core",
        "for a moment: core",
        "for a moment: esafety.db-journal",
        "for a moment: temporary",
        "copy",
        "rows",
    }
    for name, blob in blobs.items():
        for disguised in (A_CANARY.encode("utf-16-le"), A_CANARY[::-1].encode(), A_CANARY.upper().encode()):
            holding = found(looked_for, {"it": blob + disguised + blob})
            assert holding == {"it": {"somebody"}}, name


async def leaves_a_canary(here: School) -> None:
    """In the database, in its journal while something is being written, in a temporary file, and in another file."""
    with contextlib.closing(sqlite3.connect(here.data / "esafety.db", isolation_level=None)) as another:
        another.execute("PRAGMA cache_size = 1")
        another.execute("INSERT INTO addresses VALUES ('nowhere', ?)", (A_CANARY,))
        another.execute("BEGIN IMMEDIATE")
        another.execute("UPDATE addresses SET url = url || '!'")
        (here.temporary / "kept").write_text(A_CANARY)
        (here.data / "core").write_text(A_CANARY)
        await asyncio.sleep(LONG_ENOUGH_TO_BE_SEEN)
        (here.temporary / "kept").unlink()
        another.execute("ROLLBACK")


def test_a_line_that_says_more_than_it_may_is_not_in_the_list(folder: Path) -> None:
    policy = with_a_short_form(folder / "policy")
    usual = "S0 · ES-39NSE2 · Danger now · Tuesday 24 November"
    for wrong in (f"{usual} · 10:31", f"{usual} He shared it.", "Thank you for telling us", "canal lemon 12"):
        message: Object = {
            "text": wrong,
            "blocks": [{"type": "section", "text": {"type": "plain_text", "text": usual}}],
        }
        assert not_in_the_list([message, {"text": usual}], policy) == {wrong}
