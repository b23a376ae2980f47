"""What is sent to Teams weighs on the way what it was weighed at."""

from aiohttp import ClientSession

from bot.chat.payload import Json
from bot.teams.endpoint import PATH
from bot.teams.sending import in_utf8
from tests.bot.teams.behind import served
from tests.bot.teams.posts import ACTIVITIES, post

SHA, HALF = "\N{CYRILLIC SMALL LETTER SHA}", "\ud800"
WORDS: dict[str, Json] = {"value": SHA * 100 + HALF}
SENT = f'{{"value": "{SHA * 100}?"}}'


def test_characters_are_sent_themselves_and_half_of_one_as_a_mark() -> None:
    assert in_utf8(WORDS).decode() == SENT


async def test_what_an_invoke_is_answered_with_is_sent_like_that() -> None:
    async with served() as serving, ClientSession() as http:
        serving.notes.answer = WORDS
        request = post(ACTIVITIES["dialog submitted"], serving.signer.token())
        url = f"http://127.0.0.1:{serving.port}{PATH}"
        async with http.post(url, data=request.body, headers=dict(request.headers)) as response:
            assert response.content_type == "application/json"
            assert (await response.read()).decode() == SENT
