"""Tests of the Teams app's package: it offers what the bot answers, asks for what it needs, and is what Teams takes."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from bot.chat.doing import Do
from bot.chat.payload import Json
from bot.config import CHECKOUT
from bot.teams.app_manifest import CODE, HOME, Publisher, manifest, text
from bot.teams.ids import Command
from bot.teams.package import package
from tests.bot.teams.png import Pixel, pixels
from tests.servers.bot_program import say, settings

SCHEMA = CHECKOUT / "tests" / "schemas" / "teams-manifest-1.29.json"
APP_ID, TENANT = "e5afe700-0000-4000-8000-00000000b07e", "e5afe700-0000-4000-8000-0000000000ff"
ON_TEAMS = {"MicrosoftAppId": APP_ID.upper(), "MicrosoftAppPassword": "canary", "MicrosoftAppTenantId": TENANT}
OURS = Publisher("Example Training", "https://example.org", "https://example.org/privacy", "https://example.org/terms")
MADE = manifest(APP_ID, OURS)

MOST_LETTERS = {"title": 32, "description": 128}
"""Of a command. Teams' documentation asks for less than its schema: learn.microsoft.com/microsoft-365/extensibility."""

LARGEST = 100_000
"""Bytes of the whole package: it holds a text and two small pictures."""


def validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def found(within: Json, *path: str | int) -> Json:
    """What stands there, or None."""
    for step in path:
        if isinstance(step, int):
            within = within[step] if isinstance(within, list) and step < len(within) else None
        else:
            within = within.get(step) if isinstance(within, dict) else None
    return within


def at(*path: str | int) -> Json:
    """What stands there in the manifest as it is packed."""
    return found(json.loads(text(MADE)), *path)


def each(name: str, *path: str | int) -> list[Json]:
    """That of each thing in the list which stands there."""
    listed = at(*path)
    assert isinstance(listed, list)
    return [found(one, name) for one in listed]


def opened(packed: bytes) -> ZipFile:
    return ZipFile(io.BytesIO(packed))


def test_microsofts_own_schema_takes_it() -> None:
    assert [error.message for error in validator().iter_errors(json.loads(text(MADE)))] == []


@pytest.mark.parametrize(
    ("right", "wrong"), [("en-gb", "british english"), ("personal", "everybody"), ("fetch", "get")]
)
def test_what_microsofts_schema_would_not_take_is_found(right: str, wrong: str) -> None:
    assert list(validator().iter_errors(json.loads(text(MADE).replace(right, wrong))))


@given(name=st.text(min_size=1))
def test_an_organisation_of_any_name_can_publish_it(name: str) -> None:
    made = manifest(APP_ID, Publisher(name, OURS.website, OURS.privacy, OURS.terms))
    assert list(validator().iter_errors(json.loads(text(made)))) == []
    shown = found(json.loads(text(made)), "developer", "name")
    assert shown == name or (isinstance(shown, str) and shown.endswith("…") and name.startswith(shown[:-1]))


def test_the_app_is_its_bot_and_says_who_gives_it_to_people() -> None:
    assert {at("id"), at("bots", 0, "botId"), at("composeExtensions", 0, "botId")} == {APP_ID}
    assert at("developer") == {
        "name": "Example Training",
        "websiteUrl": "https://example.org",
        "privacyUrl": "https://example.org/privacy",
        "termsOfUseUrl": "https://example.org/terms",
    }


def test_it_offers_the_commands_that_the_bot_answers_and_no_other() -> None:
    assert each("id", "composeExtensions", 0, "commands") == list(Command)
    assert set(each("type", "composeExtensions", 0, "commands")) == {"action"}
    assert set(each("fetchTask", "composeExtensions", 0, "commands")) == {True}


def test_only_a_message_is_reported_from_its_own_menu() -> None:
    contexts = dict(zip(Command, each("context", "composeExtensions", 0, "commands"), strict=True))
    assert contexts.pop(Command.REPORT_MESSAGE) == ["message"]
    assert list(contexts.values()) == [["compose", "commandBox"]] * len(contexts)


def test_whoever_writes_to_the_bot_is_shown_words_that_it_knows() -> None:
    assert each("title", "bots", 0, "commandLists", 0, "commands") == [Do.REPORT, Do.TELL, CODE, Do.ASK, Do.HELP, HOME]
    assert at("bots", 0, "commandLists", 0, "scopes") == ["personal"]


def test_nobody_is_led_to_write_into_a_channel_what_it_is_about() -> None:
    assert each("title", "bots", 0, "commandLists", 1, "commands") == [HOME]
    assert at("bots", 0, "commandLists", 1, "scopes") == ["team"]


@pytest.mark.parametrize("field", MOST_LETTERS)
def test_what_is_shown_beside_a_command_is_short_enough(field: str) -> None:
    places = (("bots", 0, "commandLists", 0), ("bots", 0, "commandLists", 1), ("composeExtensions", 0))
    shown = [words for place in places for words in each(field, *place, "commands")]
    assert shown
    assert all(isinstance(words, str) and 0 < len(words) <= MOST_LETTERS[field] for words in shown)


def test_it_asks_for_the_least() -> None:
    assert at("permissions") == ["identity", "messageTeamMembers"]
    assert at("validDomains") == []
    assert {"authorization", "webApplicationInfo", "devicePermissions", "staticTabs"} & MADE.keys() == set()
    assert at("bots", 0, "scopes") == ["personal", "team"]
    assert {at("bots", 0, name) for name in ("supportsFiles", "supportsCalling", "supportsVideo")} == {False}


def test_what_it_asks_for_is_what_is_documented() -> None:
    page = (CHECKOUT / "docs" / "teams.md").read_text(encoding="utf-8")
    table = page.partition("## What each permission is for")[2].partition("\n## ")[0]
    assert re.findall(r"(?m)^\| scope `(\w+)`", table) == at("bots", 0, "scopes")
    assert re.findall(r"(?m)^\| permission `(\w+)`", table) == at("permissions")
    assert all(str(title) in table for title in each("title", "composeExtensions", 0, "commands"))


def test_the_package_holds_the_manifest_and_what_it_names_and_no_folder() -> None:
    packed = package(MADE)
    with opened(packed) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "color.png", "outline.png"]
        assert archive.namelist()[1:] == [at("icons", "color"), at("icons", "outline")]
        assert archive.read("manifest.json").decode() == text(MADE)
    assert len(packed) < LARGEST


@pytest.mark.untraced
def test_the_same_app_is_the_same_package_wherever_and_whenever_it_is_made(tmp_path: Path) -> None:
    assert package(MADE) == package(manifest(APP_ID, OURS))
    with opened(package(MADE)) as archive:
        kept = [(one.date_time, one.create_system, one.external_attr, one.compress_type) for one in archive.infolist()]
    assert kept == [((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16, ZIP_STORED)] * 3
    made = [_made_by_the_program(tmp_path / str(number), TZ=zone) for number, zone in enumerate(("UTC", "Asia/Tokyo"))]
    assert made[0] == made[1]


def _made_by_the_program(folder: Path, **more: str) -> bytes:
    folder.mkdir()
    out = folder / "app.zip"
    said = say("teams-package", *WHERE, "--out", str(out), env=settings(folder, **ON_TEAMS, **NAMED, **more))
    assert (said.code, said.err) == (0, "")
    return out.read_bytes()


WHERE = ("--website", "https://example.org", "--privacy", "https://example.org/privacy", "--terms", OURS.terms)
NAMED = {"ESAFETY_ORGANISATION": str(CHECKOUT / "organisation.example.yaml")}


@pytest.mark.untraced
def test_the_program_packs_the_bot_of_the_settings_for_the_organisation_of_the_file(tmp_path: Path) -> None:
    assert _made_by_the_program(tmp_path / "here") == package(MADE)


@pytest.mark.untraced
def test_it_is_written_where_nothing_else_is_said_and_its_version_can_be_raised(tmp_path: Path) -> None:
    env = settings(tmp_path, **ON_TEAMS, **NAMED)
    said = say("teams-package", "--website", "https://example.org", "--version", "1.0.1", env=env, at=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("The Teams app, version 1.0.1, is in esafety-teams.zip. ")
    with opened((tmp_path / "esafety-teams.zip").read_bytes()) as archive:
        made = json.loads(archive.read("manifest.json"))
    assert made["version"] == "1.0.1"
    assert made["developer"]["privacyUrl"] == made["developer"]["termsOfUseUrl"] == "https://example.org"
    assert "canary" not in json.dumps(made) + said.out


@pytest.mark.untraced
def test_without_a_bot_there_is_nothing_to_pack(tmp_path: Path) -> None:
    said = say("teams-package", *WHERE, env=settings(tmp_path, **NAMED), at=tmp_path)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith("Teams is not set up: set MicrosoftAppId ")
    assert list(tmp_path.glob("*.zip")) == []


@pytest.mark.untraced
def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    said = say("teams-package", *WHERE, "--out", str(tmp_path), env=settings(tmp_path, **ON_TEAMS, **NAMED))
    assert (said.code, said.out) == (1, "")
    assert said.err == f"{tmp_path} cannot be written (Is a directory): name another file with --out.\n"


# What Teams asks of icons: learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons.


def icon(name: str) -> list[list[Pixel]]:
    with opened(package(MADE)) as archive:
        return pixels(archive.read(name))


def test_the_colour_icon_keeps_its_sign_where_teams_cuts_nothing_off() -> None:
    drawn = icon("color.png")
    ground = drawn[0][0]
    assert (len(drawn), {len(row) for row in drawn}) == (192, {192})
    assert "#{:02x}{:02x}{:02x} {}".format(*ground) == f"{at('accentColor')} 255"
    assert {pixel[3] for row in drawn for pixel in row} == {255}
    sign = set(_other_than(ground, drawn))
    assert sign
    assert all(48 <= place < 144 for places in sign for place in places)


def test_the_outline_icon_is_white_on_nothing_and_fills_its_height() -> None:
    drawn = icon("outline.png")
    assert (len(drawn), {len(row) for row in drawn}) == (32, {32})
    assert {pixel[:3] for row in drawn for pixel in row if pixel[3]} == {(255, 255, 255)}
    rows = {row for row, _ in _other_than((0, 0, 0, 0), drawn)}
    assert (min(rows), max(rows)) == (0, 31)


def _other_than(ground: Pixel, drawn: list[list[Pixel]]) -> Iterator[tuple[int, int]]:
    """Row and column of whatever is not the ground."""
    return ((y, x) for y, row in enumerate(drawn) for x, pixel in enumerate(row) if pixel != ground)
