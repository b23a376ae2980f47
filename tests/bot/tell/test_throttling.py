"""Tests of what is slowed down: codes that are tried one after the other, and nothing else."""

import html

import pytest

from bot.pages.sender import network_of
from bot.throttle import WINDOW, Limits
from dialogs import wording_learner
from handlers.reply import Said
from tests.bot.tell import screens
from tests.bot.tell.learner_world import Client, LearnerWorld, answer, at_the_page, send

TRY = answer("code", "k.", [("code", screens.CODE)])


async def waits(client: Client, **headers: str) -> bool:
    """Whether somebody who tries a code is asked to wait."""
    page = html.unescape(await (await send(client, *TRY, **headers)).text())
    return wording_learner.CODE_WAIT in page


async def test_whoever_tries_codes_that_open_nothing_waits_and_may_try_again_later() -> None:
    world = LearnerWorld()
    world.reply, world.guessed = screens.ASK_CODE, True
    async with at_the_page(world) as client:
        assert [await waits(client) for _ in range(Limits().wrong + 1)] == [False] * Limits().wrong + [True]
        page = await (await send(client, *TRY)).text()
        assert screens.CODE in page  # it need not be typed again
        world.seconds += WINDOW
        assert not await waits(client)


async def test_whoever_waits_is_told_whom_to_ring_where_no_code_is_asked_for() -> None:
    world = LearnerWorld()
    world.reply, world.guessed = Said("Tell someone", ("Ring one of these.",), screens.NUMBERS), True
    async with at_the_page(world) as client:
        pages = [await (await send(client, *TRY)).text() for _ in range(Limits().wrong + 1)]
        assert all("Ring one of these." in page for page in pages)


async def test_codes_that_open_something_are_counted_too() -> None:
    world = LearnerWorld()
    world.reply = screens.ASK_CODE
    async with at_the_page(world) as client:
        assert [await waits(client) for _ in range(Limits().tries + 1)] == [False] * Limits().tries + [True]


async def test_sending_is_never_slowed_even_for_whoever_waits() -> None:
    world = LearnerWorld()
    world.reply, world.guessed = screens.ASK_CODE, True
    async with at_the_page(world) as client:
        for _ in range(Limits().wrong + 1):
            await waits(client)
        world.reply, world.guessed, world.turns = screens.SENT, False, []
        for _ in range(2 * Limits().tries):
            for form in (answer("tell", "c.token-1."), answer("more", "p.pass-1"), (("do", "start"),)):
                assert "<output" in await (await send(client, *form)).text()
        assert len(world.turns) == 6 * Limits().tries


@pytest.mark.parametrize(("proxies", "apart"), [(0, False), (1, True)])
async def test_only_a_proxy_of_our_own_is_believed(proxies: int, *, apart: bool) -> None:
    world = LearnerWorld(proxies)
    world.reply, world.guessed = screens.ASK_CODE, True
    async with at_the_page(world) as client:
        for _ in range(Limits().wrong):
            await waits(client, X_Forwarded_For="192.0.2.1")
        assert await waits(client, X_Forwarded_For="192.0.2.1")
        assert await waits(client, X_Forwarded_For="192.0.2.2") is not apart


@pytest.mark.parametrize(
    ("passed", "proxies", "network"),
    [
        ("192.0.2.1", 1, "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1", 1, "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1,10.0.0.1", 2, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", 1, "192.0.2.1"),
        ("unknown", 1, "unknown"),
        ("192.0.2.1", 2, "127.0.0.1"),
        ("192.0.2.1", 0, "127.0.0.1"),
    ],
)
def test_a_network_is_what_the_last_of_our_proxies_was_asked_by(passed: str, proxies: int, network: str) -> None:
    assert network_of("127.0.0.1", [passed], proxies) == network


def test_headers_that_were_sent_apart_are_one_list() -> None:
    assert network_of("127.0.0.1", ["203.0.113.9", "192.0.2.1, 10.0.0.1"], 2) == "192.0.2.1"
