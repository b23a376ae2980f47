"""Stands between Playgrounds and the bot, and makes of both together what Teams is: one service, which signs.

What the Playground says is what Teams says but for this, which is put right here:
- It sends no token. Each request gets one, signed for the bot, that names the service address of its activity.
- The author of a message on which a command was chosen is named by their id in Teams; Teams names their object id.
- It knows the people of whom the bot speaks by their ids in Teams only; the bot, as is right, names object ids.
- Everybody is in the team; here those of `HANDLERS` are.
- One process is one person's Teams. What is for a person's own chat goes to theirs, everything else to the first.

What the bot asks must carry a token that its log-in gave out, or it is refused.
"""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web
from yarl import URL

from bot.chat.payload import Json
from tests.fakes.slack_json import Object, at, object_of, objects_in, parsed, text_of
from tests.fakes.teams_keys import Signer
from tests.fakes.teams_workspace import HANDLERS, PEOPLE, chat_of, member_id

LARGEST = 1024 * 1024
BY_MEMBER_ID = {member_id(user): user for user in PEOPLE}


@dataclass
class SigningProxy:
    """Served at `url`. `takes` says whether a header of the bot's is good, `bot` is where it is, once it runs.

    `clients` are the addresses of Playgrounds by whose Teams they are.
    """

    signer: Signer
    takes: Callable[[str], bool]
    http: aiohttp.ClientSession
    url: str = ""
    bot: str = ""
    clients: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Its name and port: what the bot must be told that it may send to."""
        return self.url.partition("//")[2]

    @property
    def service_url(self) -> str:
        """The address of Teams, as every activity names it."""
        return f"{self.url}/emea/"

    @property
    def way_in(self) -> str:
        """Where a Playground is to post."""
        return f"{self.url}/api/messages"

    def routes(self) -> web.Application:
        """The whole of it as an application."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post("/api/messages", self._to_the_bot)
        app.router.add_route("*", "/emea/v3/{rest:.*}", self._to_a_client)
        return app

    async def _to_the_bot(self, request: web.Request) -> web.Response:
        activity = as_teams_says(object_of(parsed(await request.text())))
        token = self.signer.token(serviceurl=activity.get("serviceUrl"))
        url = URL(f"{self.bot}/api/messages")
        return await self._passed_on("POST", url, activity, {"Authorization": f"Bearer {token}"})

    async def _to_a_client(self, request: web.Request) -> web.Response:
        if not self.takes(request.headers.get("Authorization", "")):
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        given = object_of(parsed(await request.text() or "{}"))
        client = self.clients.get(_whose(request.match_info["rest"], given)) or next(iter(self.clients.values()))
        url = URL(f"{client}/_connector/v3/{request.rel_url.raw_path.partition('/v3/')[2]}", encoded=True)
        if request.method == "GET":
            return await self._roster(url)
        return await self._passed_on(request.method, url, as_a_client_knows(given), {})

    async def _roster(self, url: URL) -> web.Response:
        async with self.http.get(url) as answer:
            everybody = objects_in(object_of(await answer.json()).get("members"))
            return web.json_response({"members": [each for each in everybody if each.get("aadObjectId") in HANDLERS]})

    async def _passed_on(self, method: str, url: URL, body: Object, headers: Mapping[str, str]) -> web.Response:
        async with self.http.request(method, url, json=body, headers=headers) as answer:
            return web.Response(
                status=answer.status, body=await answer.read(), content_type=answer.content_type or "application/json"
            )


def as_teams_says(activity: Object) -> Object:
    """An activity of the Playground's as Teams would send it."""
    value = object_of(activity.get("value"))
    author = object_of(at(value, "messagePayload", "from", "user"))
    if not author:
        return activity
    named: dict[str, Json] = {**author, "id": BY_MEMBER_ID.get(text_of(author.get("id")), "")}
    payload: dict[str, Json] = {**object_of(value["messagePayload"]), "from": {"user": named}}
    return {**activity, "value": {**value, "messagePayload": payload}}


def as_a_client_knows(asked: Object) -> Object:
    """What the bot asks, with people named as the Playground knows them."""
    if "members" not in asked:
        return asked
    users = [text_of(each.get("id")) for each in objects_in(asked["members"])]
    return {**asked, "members": [{"id": member_id(user) if user in PEOPLE else user} for user in users]}


def _whose(path: str, asked: Object) -> str:
    """The object id of the person for whom that is, or an empty text."""
    members = {text_of(each.get("id")) for each in objects_in(asked.get("members"))}
    return next((user for user in PEOPLE if user in members or f"/{chat_of(user)}/" in path), "")


@contextlib.asynccontextmanager
async def serving_proxy(signer: Signer, takes: Callable[[str], bool]) -> AsyncIterator[SigningProxy]:
    """The proxy, served on loopback while the block runs."""
    async with aiohttp.ClientSession(trust_env=False) as http:
        proxy = SigningProxy(signer, takes, http)
        runner = web.AppRunner(proxy.routes(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            proxy.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield proxy
        finally:
            await runner.cleanup()
