"""A small bot that does a little of everything on Teams, so that the fake Teams can be tried without the real one."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import quote

import aiohttp
import jwt
from aiohttp import web

from tests.fakes.slack_json import Json, Object, at, object_of, parsed, text_of
from tests.fakes.teams_cards import CARD
from tests.fakes.teams_keys import APP, pair
from tests.fakes.teams_login import SCOPE
from tests.fakes.teams_road import MESSAGES, Road
from tests.fakes.teams_server import FakeTeams

FETCH: Object = {"msteams": {"type": "task/fetch"}}


def card(*body: Json, actions: tuple[Json, ...] = ()) -> Object:
    """A card with these elements and buttons."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": list(actions)}


def rich(text: str) -> Object:
    """Words in which no marks are read."""
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text}]}


def button(do: str, kind: str = "Action.Submit", **more: Json) -> Object:
    """A button that says what it does."""
    data: Object = {"esafety": {"do": do}, **(FETCH if do == "open" else {})}
    return {"type": kind, "title": do, "data": data, **more}


def message(*lines: str) -> Object:
    """A message with a button of each kind."""
    takes = button("take", "Action.Execute", verb="take", fallback=button("take"))
    content = card(*map(rich, lines), actions=(takes, button("open"), button("plain")))
    return {"type": "message", "summary": lines[0], "attachments": [{"contentType": CARD, "content": content}]}


def question(title: str, word: str = "") -> Object:
    """A dialog that asks for a word and shows the last one."""
    asks: Object = {"type": "Input.Text", "id": "f.word", "label": "Word", "value": word}
    unfolds: Object = {"type": "Action.ShowCard", "title": "Throw away", "card": card(actions=(button("discard"),))}
    shown = card(rich(f"You said {word}"), asks, actions=(button("answer"), unfolds))
    value: Object = {"title": title, "height": "medium", "width": "medium", "card": attached(shown)}
    return {"task": {"type": "continue", "value": value}}


def attached(content: Object) -> Object:
    """A card as an attachment."""
    return {"contentType": CARD, "content": content}


@dataclass
class SmallBot:
    """Answers Teams. `heard` is every activity that came, the newest last."""

    teams: FakeTeams
    http: aiohttp.ClientSession
    heard: list[Object] = field(default_factory=list)
    token: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        """What an activity gets."""
        token = request.headers["Authorization"].removeprefix("Bearer ")
        try:
            claims: dict[str, Json] = jwt.decode(token, pair(0).public_key(), ["RS256"], audience=APP)
        except jwt.InvalidTokenError:
            return web.Response(status=401)
        activity = object_of(parsed(await request.read()))
        assert claims["serviceurl"] == activity["serviceUrl"] == self.teams.service_url
        self.heard.append(activity)
        answer = await self._answer(activity)
        return web.json_response(answer) if answer is not None else web.Response()

    async def _answer(self, activity: Object) -> Object | None:
        data, name = object_of(at(activity, "value", "data")), text_of(activity.get("name"))
        if name == "adaptiveCard/action":
            return {"statusCode": 200, "type": CARD, "value": card(rich("Taken"))}
        if name in {"task/fetch", "composeExtension/fetchTask"}:
            return question("At first")
        if name:
            return {} if at(data, "esafety", "do") == "discard" else question("Then", text_of(data.get("f.word")))
        if activity["type"] != "conversationUpdate":
            await self.says(text_of(at(activity, "conversation", "id")), message("Hello"))
        return None

    async def says(self, conversation: str, activity: Object) -> tuple[int, Object]:
        """Posts in a conversation."""
        return await self.asks("POST", f"v3/conversations/{quote(conversation, safe='')}/activities", activity)

    async def asks(self, method: str, path: str, body: Object | None = None) -> tuple[int, Object]:
        """Asks the connector, having logged in."""
        if not self.token:
            _, answer = await self.logs_in()
            self.token = text_of(answer.get("access_token"))
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self.http.request(method, self.teams.service_url + path, json=body, headers=headers) as response:
            return response.status, object_of(parsed(await response.read()))

    async def logs_in(self, **other: str) -> tuple[int, Object]:
        """Asks for a token, as MSAL does."""
        usual = {"grant_type": "client_credentials", "client_id": APP, "scope": SCOPE}
        form = {**usual, "client_secret": self.teams.password, **other}
        async with self.http.post(f"{self.teams.login_url}/oauth2/v2.0/token", data=form) as response:
            return response.status, object_of(parsed(await response.read()))


@contextlib.asynccontextmanager
async def serving(teams: FakeTeams) -> AsyncIterator[tuple[SmallBot, Road]]:
    """The bot, served while the block runs, and the way to it."""
    async with aiohttp.ClientSession() as http:
        bot = SmallBot(teams, http)
        app = web.Application()
        app.router.add_post(MESSAGES, bot.answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield bot, Road(f"http://127.0.0.1:{runner.addresses[0][1]}", teams.keys.signer, http)
        await runner.cleanup()
