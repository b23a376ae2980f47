"""Refuses what another site sends to the page.

There is no session that such a form could use: this only keeps another site from sending something in its visitors'
names. The page asks browsers for no referrer, so from the page itself they say that its origin is `null`.
"""

from urllib.parse import urlsplit

from aiohttp import web


def is_from_elsewhere(request: web.Request) -> bool:
    """Whether a browser says that another site sent this. A browser that says nothing is believed."""
    match request.headers.get("Sec-Fetch-Site", "none"):
        case "same-origin":
            return False
        case "none":  # also what is loaded again, and browsers that do not say it, as over plain http
            origin = request.headers.get("Origin", "null")
            return origin != "null" and _host(origin) != request.host.casefold()
        case _:
            return True


def _host(origin: str) -> str:
    """Its host and port. The scheme may be another one here, behind what ends TLS."""
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return ""
