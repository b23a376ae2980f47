"""Tests of the permissions: each is needed by something that the bot does, and nothing it does is left out."""

import re

import pytest

from bot.config import CHECKOUT
from bot.slack import scopes
from bot.slack.ids import Event

SOURCES = {file.name: file.read_text(encoding="utf-8") for file in (CHECKOUT / "bot" / "slack").glob("*.py")}
METHOD = re.compile(r'"((?:api|auth|bots|chat|conversations|files|reactions|team|users|views)\.[A-Za-z.]+)"')


def test_every_method_that_is_asked_is_listed_and_no_other() -> None:
    asked = {method for name, source in SOURCES.items() if name != "scopes.py" for method in METHOD.findall(source)}
    assert asked == set(scopes.OF_METHOD)


def test_the_docs_list_what_is_needed() -> None:
    told = (CHECKOUT / "docs" / "slack.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\| `([a-z_:]+)` \|", told)) == scopes.NEEDED | {"connections:write"}


def test_every_event_is_listed() -> None:
    assert set(scopes.OF_EVENT) == set(Event)


def test_what_is_needed_is_what_methods_events_and_commands_need() -> None:
    needed = {*scopes.OF_METHOD.values(), *scopes.OF_EVENT.values(), scopes.COMMANDS} - {scopes.WITHOUT}
    assert needed == scopes.NEEDED


@pytest.mark.parametrize("scope", ["users:read", "users:read.email", "files:read", "chat:write.public", "links:read"])
def test_it_never_asks_to_read_profiles_files_or_links(scope: str) -> None:
    assert scope not in scopes.NEEDED


def test_what_is_missing_and_what_is_too_much_is_told() -> None:
    granted = (scopes.NEEDED - {"groups:read", "commands"}) | {"users:read"}
    assert scopes.missing(granted) == ("commands", "groups:read")
    assert scopes.excess(granted) == ("users:read",)
    assert (scopes.missing(scopes.NEEDED), scopes.excess(scopes.NEEDED)) == ((), ())
