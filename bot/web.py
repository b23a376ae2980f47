"""The web server that every platform's addresses are put into: health, readiness, figures, security headers.

It logs no request: addresses and bodies may name a person or a case. It knows no platform.
"""

import logging
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Middleware

MOST_BYTES = 256 * 1024
"""The longest body that is read; a longer one is refused (413)."""

SECONDS_TO_FINISH = 8.0
"""How long a request that has begun may take when the server is stopped; whoever stops it may wait for ten only."""

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Server": "esafety-bot",
}

silent = logging.getLogger(f"{__name__}.protocol")
silent.disabled = True  # aiohttp would log what a malformed request says


class CannotListen(Exception):
    """The port is taken or not allowed. Its text says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is. `problems`: what keeps a report from being stored now. `figures`: what `/metrics` shows."""

    problems: Callable[[], Awaitable[tuple[str, ...]]]
    figures: Callable[[], Awaitable[Mapping[str, float]]]

    async def healthz(self, _request: web.Request) -> web.Response:
        """The process is up."""
        return web.Response(text="up\n")

    async def readyz(self, _request: web.Request) -> web.Response:
        """Whether a report could be stored now (else 503, and why not)."""
        problems = await self.problems()
        return web.Response(text="\n".join(problems or ("ready",)) + "\n", status=503 if problems else 200)

    async def metrics(self, request: web.Request) -> web.Response:
        """The figures in Prometheus' text format, to this computer only."""
        if not _from_this_computer(request):
            raise web.HTTPNotFound
        figures = await self.figures()
        return web.Response(text="".join(f"{name} {value:g}\n" for name, value in figures.items()))


def application(
    health: Health, *, routes: Iterable[web.AbstractRouteDef] = (), middlewares: Iterable[Middleware] = ()
) -> web.Application:
    """The whole web application, with a platform's routes and the middlewares that guard them."""
    app = web.Application(client_max_size=MOST_BYTES, middlewares=tuple(middlewares))
    app.on_response_prepare.append(_add_security_headers)
    app.add_routes(routes)
    app.add_routes(
        [
            web.get("/healthz", health.healthz),
            web.get("/readyz", health.readyz),
            web.get("/metrics", health.metrics),
        ]
    )
    return app


async def serve(app: web.Application, *, host: str, port: int) -> web.AppRunner:
    """Listen, and return what `cleanup()` stops. Raises CannotListen when the port is not to be had."""
    runner = web.AppRunner(
        app, access_log=None, logger=silent, auto_decompress=False, lingering_time=0, shutdown_timeout=SECONDS_TO_FINISH
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        if isinstance(error, socket.gaierror):
            raise CannotListen(f"{host} is no address of this computer: set HOST to one, or leave it unset.") from error
        reason = error.strerror or "the operating system refused"
        raise CannotListen(
            f"Cannot listen on {host} port {port}: {reason}. Stop what is using it, or set PORT to another number."
        ) from error
    return runner


async def _add_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(SECURITY_HEADERS)


def _from_this_computer(request: web.Request) -> bool:
    """Whether nobody else can be asking: a proxy on this computer would be asking for somebody else."""
    forwarded = any(header in request.headers for header in ("Forwarded", "X-Forwarded-For", "X-Real-IP"))
    return not forwarded and ip_address(request.remote or "0.0.0.0").is_loopback  # noqa: S104 - not this computer
