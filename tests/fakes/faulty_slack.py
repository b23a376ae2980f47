"""A Slack that fails in the ways that servers and networks do. Each request takes the next of `planned`."""

import itertools
import json
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.fakes.faulty_http import Behaviour, FaultyServer, Request, body, serving, well
from tests.fakes.slack_json import Object, text_of

API = "/api/"
SERVER_FAULT = 500


@dataclass
class FaultySlack(FaultyServer):
    """After what is `planned` it does what it is asked. `says` is added to its answers by method."""

    planned: list[Behaviour] = field(default_factory=list)
    says: dict[str, list[Object]] = field(default_factory=dict)
    stamps: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def api_url(self) -> str:
        """The base address of the Web API."""
        return self.url + API

    def behaviour(self, request: Request) -> Behaviour:  # noqa: ARG002 - whatever it is
        """The next that is planned."""
        return self.planned.pop(0) if self.planned else well

    def carries_out(self, request: Request) -> Object:
        """What Slack answers."""
        said = self.says.get(method_of(request), [{}])
        answer = said.pop(0) if len(said) > 1 else said[0]
        channel = text_of(request.fields.get("channel"))
        posting = method_of(request) == "chat.postMessage"
        posted = {"channel": channel, "ts": f"{next(self.stamps)}.000100"} if posting else {}
        return {"ok": True, **posted, **answer}

    def did(self, method: str) -> list[Object]:
        """The fields of every request of that method that was carried out."""
        return [request.fields for request in self.done if method_of(request) == method]


def method_of(request: Request) -> str:
    """The method of the Web API that is asked for."""
    return request.path.removeprefix(API)


def status(code: int, **headers: str) -> Behaviour:
    """Answers with this status and no more than Slack does then."""
    return body(b'{"ok":false}' if code < SERVER_FAULT else b"", code=code, **headers)


def refuses(error: str) -> Behaviour:
    """Answers that it did not do it, and why."""
    return body(json.dumps({"ok": False, "error": error}).encode())


@asynccontextmanager
async def running(certificate: ssl.SSLContext | None = None) -> AsyncIterator[FaultySlack]:
    """Serves on a free port of this computer until the block ends; with a certificate, over TLS."""
    slack = FaultySlack()
    async with serving(slack, certificate):
        yield slack
