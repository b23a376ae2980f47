"""Reads what a form of a page sends.

It only takes the form apart: whether the answers are any good is judged where the form is known. A body that no form
of ours could have sent is refused (400).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

from handlers.values import Values

ANSWER = "answer."
"""What the names of answers begin with, so that no field's id can be taken for one of the page's own."""

MOST_FIELDS = 1_000
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Posted:
    """What was sent: the page's own fields by name, and the answers by field id."""

    own: Mapping[str, str]
    values: Values

    @property
    def chosen(self) -> Values:
        """The answers, with those choices that were offered and nobody made: of them a browser sends nothing."""
        return {**dict.fromkeys(self.own.get("offered", "").split(), ()), **self.values}

    def __getitem__(self, name: str) -> str:
        """One of the page's own fields. Raises HTTPBadRequest when it is missing."""
        if name not in self.own:
            raise web.HTTPBadRequest(text="Part of the form was missing.")
        return self.own[name]


async def read_form(request: web.Request, most_bytes: int | None = None) -> Posted:
    """What was sent.

    Raises HTTPBadRequest when it is no form, HTTPRequestEntityTooLarge when it is longer than `most_bytes` or than the
    web server takes at all.
    """
    if request.content_type != FORM:
        raise web.HTTPBadRequest(text="That was not a form of this page.")
    body = await _body(request, most_bytes)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS, separator="&"
        )
    except ValueError:
        raise web.HTTPBadRequest(text="The form could not be read.") from None
    return _apart(pairs)


async def _body(request: web.Request, most: int | None) -> bytes:
    said = request.content_length or 0
    if most is not None and said > most:
        raise web.HTTPRequestEntityTooLarge(most, said)
    body = await request.read()
    if most is not None and len(body) > most:
        raise web.HTTPRequestEntityTooLarge(most, len(body))
    return body


def _apart(pairs: list[tuple[str, str]]) -> Posted:
    own: dict[str, str] = {}
    values: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if name.startswith(ANSWER):
            field = name.removeprefix(ANSWER)
            values[field] = (*values.get(field, ()), _as_typed(value))
        else:
            own[name] = value
    return Posted(own, values)


def _as_typed(value: str) -> str:
    """Browsers send every line break as two characters; the writer typed one."""
    return value.replace("\r\n", "\n")
