"""Tests that README and the pages for whoever runs the bot name what there is: commands, settings, links, pictures."""

import re
import shlex
from pathlib import Path

import pytest

from bot.arguments import Command, parse
from bot.config import OTHER_SETTINGS, OUR_SETTINGS, PLATFORM_SECRETS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("operating.md", "slack.md", "teams.md"))
CODE = "\n".join(re.findall(r"```.*?```|`[^`]+`", README + PAGES, re.DOTALL))
A_LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
LINKS = sorted({*A_LINK.findall(README), *(f"docs/{link}" for link in A_LINK.findall(PAGES))})
COMMANDS = sorted(set(re.findall(r"python -m bot((?: +(?:-*\w[\w:/.-]*|\"[^\"]+\"))+)", CODE)))


def test_every_target_of_make_is_there() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"(?m)\bmake ([a-z]+)", CODE))
    assert {"run", "test"} <= named
    assert named - targets == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_understood(command: str) -> None:
    assert isinstance(parse(shlex.split(command)), Command)


def test_there_are_commands_to_try() -> None:
    assert COMMANDS


def test_the_settings_are_those_that_are_read() -> None:
    microsofts = ("Microsoft", "BotOpenId", "ToChannel")
    named = {name for name in re.findall(r"`([A-Za-z_]+)`", README) if name.isupper() or name.startswith(microsofts)}
    assert named == {*OUR_SETTINGS, *OTHER_SETTINGS, *PLATFORM_SECRETS}


@pytest.mark.parametrize("link", LINKS)
def test_every_link_leads_somewhere(link: str) -> None:
    path, _, heading = link.partition("#")
    target = ROOT / path if path else ROOT / "README.md"
    assert target.exists(), f"{path} is not there"
    if heading:
        headings = re.findall(r"(?m)^#+ +(.+)$", target.read_text(encoding="utf-8"))
        assert heading in {re.sub(r"[^\w -]", "", each).strip().lower().replace(" ", "-") for each in headings}
