"""The headers of every answer: nothing of the page is kept, framed, indexed or told to another site.

Source: OWASP Secure Headers Project; ASVS 5.0, V3.4 and V14.
"""

from aiohttp import web

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


async def only_these(_request: web.Request, response: web.StreamResponse) -> None:
    """Puts them on an answer, in place of what the web server around it would say, and names no server."""
    response.headers.update(HEADERS)
    response.headers.popall("Server", None)
