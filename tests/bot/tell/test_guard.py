"""Tests of what the learners' page refuses, and of how: one clear page, with the numbers on it."""

from collections.abc import AsyncIterator

import pytest

from bot.tell.page import ADDRESS, MOST_BYTES
from tests.bot.tell.learner_world import Client, LearnerWorld, at_the_page, send, words

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def world() -> LearnerWorld:
    return LearnerWorld()


@pytest.fixture
async def client(world: LearnerWorld) -> AsyncIterator[Client]:
    async with at_the_page(world) as client:
        yield client


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://attacker.example"},
        {"Origin": "http://["},
        {"Origin": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
async def test_what_another_site_sends_is_refused(client: Client, world: LearnerWorld, headers: dict[str, str]) -> None:
    response = await send(client, ("do", "start"), **headers)
    assert response.status == 403
    assert "That did not come from this page" in await words(response)
    assert world.turns == []


async def test_the_page_itself_is_believed_whatever_browsers_say_of_it(client: Client, world: LearnerWorld) -> None:
    own = f"http://{client.host}:{client.port}"
    for headers in ({"Origin": own}, {"Origin": own.upper()}, {"Sec_Fetch_Site": "same-origin"}, {"Origin": "null"}):
        assert (await send(client, ("do", "start"), **headers)).status == 200
    assert (await client.post(ADDRESS, data={"do": "start"})).status == 200
    assert len(world.turns) == 5


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
async def test_other_methods_are_refused(client: Client, world: LearnerWorld, method: str) -> None:
    response = await client.request(method, ADDRESS)
    assert (response.status, response.headers["Allow"]) == (405, "GET,POST")
    assert world.turns == []


@pytest.mark.parametrize("path", ["/tell/nowhere", "/tell/c.token-1.", "/tell//", "/tell/../tell/x", "/tell/%00"])
async def test_there_is_no_other_address(client: Client, path: str) -> None:
    response = await client.get(path)
    assert response.status == 404
    assert "There is nothing here" in await words(response)
    assert "Ring 999" in await words(response)


async def test_an_address_with_something_after_it_is_the_first_page(client: Client, world: LearnerWorld) -> None:
    assert (await client.get(f"{ADDRESS}?do=start&draft=c.token")).status == 200
    assert world.turns == []


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b'{"do": "start"}', {"Content-Type": "application/json"}),
        (b"do=start", {"Content-Type": "text/plain"}),
        (b"do=start", {"Content-Type": "multipart/form-data; boundary=x"}),
        (b"do=\xff", FORM),
        (b"do=%ff", FORM),
        (b"draft=c.", FORM),
        (b"do=", FORM),
        (b"do=discard", FORM),
        (b"&".join([b"do=start"] * 1001), FORM),
        (b"", FORM),
    ],
)
async def test_what_no_form_of_the_page_could_have_sent_is_refused(
    client: Client, world: LearnerWorld, body: bytes, headers: dict[str, str]
) -> None:
    response = await client.post(ADDRESS, data=body, headers=headers)
    assert response.status == 400
    assert "We could not read that" in await words(response)
    assert world.turns == []


async def test_a_body_over_64_kib_is_refused(client: Client, world: LearnerWorld) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(65):
            yield b"a" * 1024

    for body in (b"do=" + b"a" * MOST_BYTES, in_pieces(), b"a" * 300_000):
        response = await client.post(ADDRESS, data=body, headers=FORM)
        assert response.status == 413
        assert "That is too long" in await words(response)
    assert world.turns == []


async def test_the_longest_form_that_can_be_filled_in_is_taken(client: Client, world: LearnerWorld) -> None:
    account = "\U0001f600" * 2000
    response = await send(client, ("do", "go"), ("draft", "c." + "x" * 1500), ("answer.account", account))
    assert response.status == 200
    assert len(world.turns) == 1
