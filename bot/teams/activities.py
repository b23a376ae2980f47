"""Reads an activity and asks whether it is what its token vouches for: from Teams, in our tenant, by a service we know.

botbuilder gets the envelope, and those who answer read what is in it from the JSON as it came: botbuilder would drop a
part of it, and takes half a second for 256 KiB that somebody filled with numbers.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NoReturn

from botbuilder.schema import Activity

from bot.chat.payload import Json, mapping
from bot.teams.service_urls import allowed
from bot.teams.tokens import Claims, Refusal

TEAMS = "msteams"
IN_THE_ENVELOPE = frozenset({"value", "channelData", "attachments", "entities"})
"""Fields that people can fill, and that botbuilder would go through value by value."""

DEEPEST = 32
"""How many lists and objects may stand in each other."""


class Unreadable(Exception):
    """Teams sends nothing like it. It has no text, because that could quote the body."""


def read(body: bytes) -> Mapping[str, Json]:
    """The activity as it came. Raises Unreadable: no JSON object, too deep, or without a type or an id."""
    try:
        found: Json = DECODER.decode(body.decode())
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(found, Mapping) or not _shallow(found):
        raise Unreadable
    if not all(isinstance(found.get(name), str) and found[name] for name in ("type", "id")):
        raise Unreadable
    return found


def vouched_for(sent: Mapping[str, Json], claims: Claims, tenant: str, hosts: frozenset[str]) -> str | Refusal:
    """The service's address, to answer to, or OTHER_SERVICE, OTHER_CHANNEL or OTHER_TENANT."""
    service_url = sent.get("serviceUrl")
    address = allowed(claims.service_url, hosts) if claims.service_url == service_url else ""
    if not address:
        return Refusal.OTHER_SERVICE
    if sent.get("channelId") != TEAMS or TEAMS not in claims.endorsements:
        return Refusal.OTHER_CHANNEL
    return address if _tenants(sent) in ([tenant], [tenant] * 2) else Refusal.OTHER_TENANT


def activity_of(sent: Mapping[str, Json], service_url: str) -> Activity:
    """What botbuilder makes of the envelope, with the address to answer to. Raises Unreadable."""
    envelope = {name: found for name, found in sent.items() if name not in IN_THE_ENVELOPE}
    try:
        activity = Activity.deserialize(envelope)
    except Exception:  # noqa: BLE001 - it says nowhere what it raises, and that may quote the body
        raise Unreadable from None
    activity.service_url = service_url
    return activity


def _tenants(sent: Mapping[str, Json]) -> list[Json]:
    """Every tenant that it names."""
    named = [
        mapping(sent.get("conversation")).get("tenantId"),
        mapping(mapping(sent.get("channelData")).get("tenant")).get("id"),
    ]
    return [each for each in named if each is not None]


def _shallow(found: Json) -> bool:
    """Whether no more than DEEPEST lists and objects stand in each other."""
    level = [found]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each) if isinstance(inner, (dict, list))]
        if not level:
            return True
    return False


def _inside(found: Json) -> Iterable[Json]:
    if isinstance(found, dict):
        return found.values()
    return found if isinstance(found, list) else ()


def _no_number(_name: str) -> NoReturn:
    raise ValueError


DECODER = json.JSONDecoder(parse_constant=_no_number)
"""Takes no NaN and no Infinity, which are no JSON."""
