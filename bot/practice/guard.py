"""Who may speak to the practice page: a browser on this computer, from the page itself.

Another site that gets a name of its own to point at this computer is refused by the Host; a form that another site
sends is refused by its Origin and because it lacks the page's token. It knows nothing of people: whoever sits at this
computer may be anybody on the page.

The learners' page and the page that gives out files, which are served beside it, ask browsers to say nothing of where
a form comes from: they guard their own forms.
"""

import hmac
import re
import secrets
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.practice.damaged import PracticeFileDamaged

A_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
LEARNERS_PAGE, FILES = "/tell", "/file/"
OUR_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:\d{1,5})?")


@web.middleware
async def only_this_computer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses (403) a request that is not addressed to this computer, or that changes something from another site."""
    if not OUR_HOST.fullmatch(request.headers.get("Host", "")):
        raise web.HTTPForbidden(text="The practice page answers only at http://127.0.0.1 and http://localhost.")
    if _changes_something(request) and request.headers.get("Origin") != f"http://{request.host}":
        raise web.HTTPForbidden(text="Only the practice page's own forms may be sent to it.")
    return await handler(request)


def _changes_something(request: web.Request) -> bool:
    guards_itself = request.path.rstrip("/") == LEARNERS_PAGE or request.path.startswith(FILES)
    return request.method not in {"GET", "HEAD"} and not guards_itself


def page_token(file: Path) -> str:
    """The token that the page's own forms carry: read from `file`, made there (mode 0600) when it holds none.

    It outlives a restart, so a form that was open meanwhile can still be sent. Raises PracticeFileDamaged when the file
    cannot be read or written.
    """
    try:
        kept = file.read_text(encoding="ascii", errors="replace") if file.exists() else ""
        if A_TOKEN.fullmatch(kept):
            return kept
        token = secrets.token_urlsafe(32)
        file.touch(mode=0o600)
        file.write_text(token, encoding="ascii")
    except OSError as error:
        raise PracticeFileDamaged(file, f"cannot be read and written ({error.strerror})") from None
    return token


def is_ours(given: str, token: str) -> bool:
    """Whether a form carries the page's token."""
    return hmac.compare_digest(given.encode(), token.encode())
