"""How learners may tell the bot something, as the organisation file says it."""

from datetime import time

import pytest

from bot.organisation import OrganisationFaulty, parse
from dialogs.organisation import Anonymous, Channels, Weekly

REST = """\
organisation: Example Training
time_zone: Europe/London
office_hours: {mon-fri: "08:30-17:00"}
people: {asha: {name: Asha Patel, roles: [coordinator], slack: U01}}
on_duty: {default: asha}
centres: {hanley: {name: Hanley, local_authority: stoke}}
local_authorities: {stoke: {front_door: "01632 960100", lado: "01632 960101", out_of_hours: "01632 960102"}}
slack: {safeguarding_channel: C0SAFE}
"""


def said(setting: str) -> Anonymous:
    return parse(f"{REST}anonymous: {setting}\n".encode(), "organisation.yaml").anonymous


def faults(setting: str) -> str:
    with pytest.raises(OrganisationFaulty) as caught:
        said(setting)
    return str(caught.value)


def test_without_a_word_nothing_is_offered() -> None:
    assert parse(REST.encode(), "organisation.yaml").anonymous == Anonymous()
    assert said("{modes: []}") == Anonymous()


@pytest.mark.parametrize(
    ("modes", "offered"),
    [
        ("[named]", Anonymous(named=True)),
        ("[code_only]", Anonymous(code_only=True)),
        ("[named, code_only]", Anonymous(named=True, code_only=True)),
    ],
)
def test_the_modes_that_are_named_are_offered(modes: str, offered: Anonymous) -> None:
    assert said(f"{{modes: {modes}}}") == offered


def test_everything_that_can_be_set_is_read() -> None:
    setting = (
        "{modes: [code_only], web_page: true, delay: true, access_days: 180, "
        'reminder: {day: sun, at: "23:45", slack: C0ALL, teams: "19:all@thread.tacv2"}}'
    )
    assert said(setting) == Anonymous(
        code_only=True,
        web_page=True,
        delay=True,
        access_days=180,
        reminder=Weekly(6, time(23, 45), Channels("C0ALL", "19:all@thread.tacv2")),
    )


def test_a_reminder_comes_on_monday_at_nine_unless_it_says_otherwise() -> None:
    found = said("{modes: [code_only], reminder: {slack: C0ALL}}")
    assert found.reminder == Weekly(0, time(9), Channels("C0ALL", ""))


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("{modes: [nobody]}", "'modes' holds the unknown 'nobody' (known: code_only, named)"),
        ("{modes: [code_only], access_days: 0}", "'access_days' must be a whole number from 1"),
        ("{modes: [code_only], access_days: 181}", "'access_days' is 1 to 180"),
        ("{modes: [named], web_page: true}", "it needs 'code_only' among the modes"),
        ("{modes: [code_only], reminder: {day: friday}}", "a day like mon"),
        ('{modes: [code_only], reminder: {at: "25:00"}}', 'a time like "09:00"'),
        ("{modes: [code_only], reminder: {teams: all}}", "'teams' must be the id of a channel"),
        ('{modes: [code_only], reminder: {teams: "19:a%3a@thread.tacv2"}}', "'teams' must be the id of a channel"),
        ("{modes: [code_only], reminder: {hour: 9}}", "hour"),
        ("{modes: [code_only], secret: true}", "secret"),
    ],
)
def test_what_is_wrong_is_said(setting: str, problem: str) -> None:
    assert problem in faults(setting)
