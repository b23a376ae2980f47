"""Tests of the web server: health, readiness, figures, security headers, and a port that is not to be had."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from bot.web import SECURITY_HEADERS, CannotListen, Health, application, serve
from tests.fakes.practice_client import PracticeClient, at_the_page
from tests.fakes.practice_world import PracticeWorld


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


async def test_health_says_that_the_process_is_up(visitor: PracticeClient) -> None:
    assert await visitor.look("/healthz") == "up\n"


async def test_readiness_says_why_a_report_could_not_be_stored(visitor: PracticeClient, world: PracticeWorld) -> None:
    assert (await visitor.look("/readyz"), visitor.status) == ("ready\n", 200)
    world.problems = ("The database cannot be written to.", "The keyring cannot be read.")
    page = await visitor.look("/readyz")
    assert visitor.status == 503
    assert page.splitlines() == list(world.problems)


async def test_figures_are_shown_to_this_computer(visitor: PracticeClient) -> None:
    assert await visitor.look("/metrics") == "esafety_alerts_owed 2\n"


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP"])
async def test_figures_are_not_shown_through_a_proxy(visitor: PracticeClient, header: str) -> None:
    assert (await visitor.client.get("/metrics", headers={header: "192.0.2.1"})).status == 404


@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere", "/practice/style.css", "/as/asha/case/c9"])
async def test_every_answer_carries_the_security_headers(visitor: PracticeClient, path: str) -> None:
    headers = (await visitor.client.get(path)).headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert "Set-Cookie" not in headers


async def test_a_port_that_is_taken_is_said_in_a_sentence(world: PracticeWorld, tmp_path: Path) -> None:
    taken = await serve(world.app, host="127.0.0.1", port=0)
    port = taken.addresses[0][1]
    tmp_path.joinpath("another").mkdir()
    another = PracticeWorld(tmp_path / "another")
    with pytest.raises(CannotListen, match=f"Cannot listen on 127.0.0.1 port {port}: .*set PORT"):
        await serve(another.app, host="127.0.0.1", port=port)
    await taken.cleanup()


async def test_it_serves_until_it_is_cleaned_up() -> None:
    async def nothing_wrong() -> tuple[str, ...]:
        return ()

    async def no_figures() -> dict[str, float]:
        return {}

    runner = await serve(application(Health(nothing_wrong, no_figures)), host="127.0.0.1", port=0)
    async with ClientSession() as client, client.get(f"http://127.0.0.1:{runner.addresses[0][1]}/healthz") as answer:
        assert answer.status == web.HTTPOk.status_code
    await runner.cleanup()


async def test_a_packed_body_is_not_unpacked() -> None:
    async def nothing_wrong() -> tuple[str, ...]:
        return ()

    async def no_figures() -> dict[str, float]:
        return {}

    async def length(request: web.Request) -> web.Response:
        return web.Response(text=str(len(await request.read())))

    packed = gzip.compress(b"x" * 1_000_000)
    app = application(Health(nothing_wrong, no_figures), routes=[web.post("/length", length)])
    runner = await serve(app, host="127.0.0.1", port=0)
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/length"
    async with (
        ClientSession() as client,
        client.post(address, data=packed, headers={"Content-Encoding": "gzip"}) as answer,
    ):
        assert await answer.text() == str(len(packed))
    await runner.cleanup()
