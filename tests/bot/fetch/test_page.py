"""The page at the end of a link that is good for one file, in the web server that serves it."""

import asyncio
from threading import Event, get_ident

from bot.fetch.page import ADDRESS, MOST_BYTES, OF_A_NETWORK
from bot.pages.headers import HEADERS
from bot.throttle import WINDOW
from dialogs import wording_downloads as say
from dialogs.paper import Paper, Part, Words
from handlers.fetching import File
from tests.bot.fetch.file_world import AT, TABLE, TOKEN, Client, FileWorld, at_the_page, press, says

WRONG = f"{ADDRESS}/{'f' * 64}"


async def test_looking_at_the_link_shows_a_button_and_uses_nothing_up() -> None:
    world = FileWorld()
    async with at_the_page(world) as client:
        for _ in range(3):
            answer = await client.get(AT)
            assert answer.status == 200
            assert await says(answer, "Example <Training>", say.FILE, say.ASKED_FOR, say.NEED_ANOTHER, say.GET)
        assert "<script" not in await (await client.get(AT)).text()
        assert world.files == {TOKEN: TABLE}


async def test_programs_that_only_ask_what_is_there_get_nothing_and_use_nothing_up() -> None:
    world = FileWorld()
    async with at_the_page(world) as client:
        answer = await client.head(AT)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET,POST")
        assert (await client.request("OPTIONS", AT)).status == 405
    assert (world.asked, world.files) == ([], {TOKEN: TABLE})


async def test_the_button_gives_the_file_once() -> None:
    async with at_the_page(FileWorld()) as client:
        answer = await press(client)
        assert (answer.status, await answer.read()) == (200, TABLE.content)
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="incident-log.csv"'
        for again in (await press(client), await client.get(AT)):
            assert again.status == 404
            assert await says(again, say.GONE, *say.GONE_WHAT_NOW)


async def test_every_link_that_gives_nothing_is_answered_alike() -> None:
    world = FileWorld()
    async with at_the_page(world) as client:
        await press(client)
        answers = [
            *[await client.get(each) for each in (AT, WRONG, f"{ADDRESS}/x", f"{ADDRESS}/%F0%9F%98%80", ADDRESS)],
            *[await press(client, each) for each in (AT, WRONG, f"{ADDRESS}/x")],
        ]
        told = {(each.status, await each.text()) for each in answers[:4] + answers[5:]}
        assert len(told) == 1
        assert answers[4].status == 404


async def test_every_answer_says_to_keep_tell_and_run_nothing() -> None:
    world = FileWorld()
    async with at_the_page(world) as client:
        style = await client.get(f"{ADDRESS}/style.css")
        answers = [style, await client.get(AT), await press(client), await press(client), await client.head(AT)]
        for each in answers:
            assert {name: each.headers[name] for name in HEADERS} == HEADERS
            assert not {"Server", "Set-Cookie"} & set(each.headers)
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    assert HEADERS["Cache-Control"] == "no-store"


async def test_what_another_site_sends_uses_nothing_up() -> None:
    world = FileWorld()
    async with at_the_page(world) as client:
        for headers in ({"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://evil.example"}):
            answer = await press(client, **headers)
            assert answer.status == 403
            assert await says(answer, say.NOT_SENT)
        assert (await press(client, Sec_Fetch_Site="same-origin")).status == 200


async def test_what_is_no_empty_form_is_refused_and_uses_nothing_up() -> None:
    world = FileWorld()
    async with at_the_page(world) as client:
        assert (await client.post(AT, data={"x": "y" * MOST_BYTES})).status == 413
        assert (await client.post(AT, json={})).status == 400
    assert world.files == {TOKEN: TABLE}


async def tries(client: Client, at: str, times: int, **headers: str) -> list[int]:
    """What comes of trying a link so often."""
    return [(await client.get(at, headers=headers)).status for _ in range(times)]


async def test_whoever_tries_wrong_links_waits_and_may_try_again_later() -> None:
    world = FileWorld()
    async with at_the_page(world) as client:
        assert set(await tries(client, WRONG, OF_A_NETWORK.wrong)) == {404}
        assert await tries(client, AT, 1) == [429]
        answer = await press(client)
        assert answer.status == 429
        assert await says(answer, say.SLOWER, *say.SLOWER_WHAT_NOW)
        world.seconds += WINDOW
        assert (await press(client)).status == 200


async def test_behind_a_proxy_each_network_is_slowed_by_itself() -> None:
    world = FileWorld(proxies=1)
    async with at_the_page(world) as client:
        forwarded = {"X-Forwarded-For": "203.0.113.7"}
        await tries(client, WRONG, OF_A_NETWORK.wrong, **forwarded)
        assert await tries(client, AT, 1, **forwarded) == [429]
        assert await tries(client, AT, 1, **{"X-Forwarded-For": "198.51.100.9"}) == [200]


async def test_right_links_that_are_looked_at_often_slow_nobody_down() -> None:
    async with at_the_page(FileWorld()) as client:
        assert set(await tries(client, AT, 2 * OF_A_NETWORK.wrong)) == {200}


async def test_what_goes_wrong_is_said_and_logged_without_the_link() -> None:
    world = FileWorld()
    world.broken = True
    async with at_the_page(world) as client:
        answer = await press(client)
        assert answer.status == 500
        assert await says(answer, say.BROKEN, *say.BROKEN_WHAT_NOW)
    assert "RuntimeError" in world.logged.getvalue()
    assert TOKEN not in world.logged.getvalue()


async def test_papers_are_drawn_one_at_a_time_while_the_web_server_goes_on() -> None:
    world = FileWorld()
    other, begun, go_on = "f" * 64, list[int](), Event()

    def slow() -> Paper:
        begun.append(get_ident())
        go_on.wait(10)
        return Paper("A copy", (), (), "Confidential", "Us")

    for token in (TOKEN, other):
        world.files[token] = File("ES-7K4M2P.pdf", "application/pdf", slow)
    async with at_the_page(world) as client:
        pressed = [asyncio.create_task(press(client, f"{ADDRESS}/{token}")) for token in (TOKEN, other)]
        while world.files or not begun:
            await asyncio.sleep(0.001)
        assert (await client.get("/healthz")).status == 200
        assert len(begun) == 1
        go_on.set()
        assert [answer.status for answer in await asyncio.gather(*pressed)] == [200, 200]
    assert len(begun) == 2
    assert get_ident() not in begun


async def test_a_paper_is_drawn_when_it_is_fetched() -> None:
    world = FileWorld()
    paper = Paper("A copy", ("Made on a day",), (Part("The case", (Words("It happened."),)),), "Confidential", "Us")
    world.files[TOKEN] = File("ES-7K4M2P.pdf", "application/pdf", lambda: paper)
    async with at_the_page(world) as client:
        answer = await press(client)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="ES-7K4M2P.pdf"'
        assert (await answer.read()).startswith(b"%PDF-")
