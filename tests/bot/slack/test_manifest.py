"""Tests of the manifest: it offers what the bot answers, asks for what it needs, and is what Slack takes."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from bot.chat.payload import Json
from bot.config import CHECKOUT
from bot.slack import manifest, scopes
from bot.slack.ids import Command, Event, Shortcut
from bot.slack.manifest import EXAMPLE
from tests.servers.bot_program import say, settings

SCHEMA = CHECKOUT / "tests" / "schemas" / "slack-manifest-2.0.0.json"
OURS = "https://bot.example.net:8443"


def found(within: Json, *path: str) -> Json:
    """What stands there, or None."""
    for name in path:
        within = within.get(name) if isinstance(within, dict) else None
    return within


def each(within: Json, name: str, *path: str) -> list[Json]:
    """That of each thing in the list which stands there."""
    listed = found(within, *path)
    assert isinstance(listed, list)
    return [found(one, name) for one in listed]


def addresses(within: Json) -> list[str]:
    """Every address that stands anywhere in it."""
    if isinstance(within, dict):
        return [address for inner in within.values() for address in addresses(inner)]
    if isinstance(within, list):
        return [address for inner in within for address in addresses(inner)]
    return [within] if isinstance(within, str) and "://" in within else []


@pytest.mark.parametrize("url", [None, EXAMPLE, OURS])
def test_slack_takes_it(url: str | None) -> None:
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(json.loads(manifest.text(url)))] == []


def test_what_slack_would_not_take_is_found() -> None:
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    spoilt = manifest.text(EXAMPLE).replace("Report this message", "Report this message to somebody")
    assert [error.message for error in validator.iter_errors(json.loads(spoilt))]


@pytest.mark.parametrize("url", [None, EXAMPLE])
def test_it_offers_what_the_bot_answers_and_nothing_else(url: str | None) -> None:
    made = manifest.manifest(url)
    assert each(made, "command", "features", "slash_commands") == list(Command)
    assert each(made, "callback_id", "features", "shortcuts") == list(Shortcut)
    assert found(made, "settings", "event_subscriptions", "bot_events") == sorted(Event)
    assert found(made, "settings", "interactivity", "is_enabled") is True
    assert found(made, "features", "app_home") == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_only_a_message_is_reported_from_its_own_menu() -> None:
    made = manifest.manifest(None)
    kinds = dict(zip(list(Shortcut), each(made, "type", "features", "shortcuts"), strict=True))
    assert [shortcut for shortcut, kind in kinds.items() if kind == "message"] == [Shortcut.REPORT_MESSAGE]


def test_it_asks_for_the_permissions_that_are_needed_and_no_other() -> None:
    assert found(manifest.manifest(EXAMPLE), "oauth_config") == {"scopes": {"bot": sorted(scopes.NEEDED)}}


def test_over_http_everything_comes_in_by_one_door() -> None:
    made = json.loads(manifest.text(OURS))
    assert addresses(made) == [f"{OURS}/slack/events"] * 5
    assert found(made, "settings", "socket_mode_enabled") is False


def test_over_socket_mode_it_names_no_address() -> None:
    made = json.loads(manifest.text(None))
    assert addresses(made) == []
    assert found(made, "settings", "socket_mode_enabled") is True


@pytest.mark.untraced
def test_what_is_printed_is_the_projects_own_but_for_the_address(tmp_path: Path) -> None:
    kept = (CHECKOUT / "manifest.json").read_text(encoding="utf-8")
    said = say("manifest", "--url", f"{OURS}/", env=settings(tmp_path))
    assert (said.code, said.err) == (0, "")
    assert said.out == kept.replace(EXAMPLE, OURS)


@pytest.mark.untraced
def test_it_is_printed_before_there_is_anything_else(tmp_path: Path) -> None:
    said = say("manifest", "--socket-mode", env=settings(tmp_path, SLACK_BOT_TOKEN="half-done", PORT="none"))
    assert (said.code, said.out, said.err) == (0, manifest.text(None), "")
