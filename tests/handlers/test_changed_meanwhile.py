"""Tests of alerts that are overtaken: the report says more, and whoever would have read them may not any more."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.messenger import NotDelivered
from handlers.reply import Asked, CaseShown, NoSuchCase, Reply
from handlers.turn import Acknowledged, OpenedCase
from storage.outbox import Problem
from tests.handlers.office import ASHA, BEN, CARYS, EXAMPLE, ONE_LINE, Office, open_office

Given = Mapping[str, str | Sequence[str]]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot of an organisation that has a second route."""
    async with open_office(tmp_path / "bot.db", replace(EXAMPLE, second_route=("asha", "carys"))) as office:
        yield office


def the_rest_about(name: str) -> tuple[Given, ...]:
    """The rest of a report, after one line: a concern about a member of staff."""
    return (
        {"tile": "staff"},
        {"staff_kind": "contact"},
        {"subject": name},
        {"account": "Private messages."},
        {},
        {},
    )


async def goes_on(office: Office, rest: Sequence[Given]) -> None:
    """Sends one line, and then the rest."""
    await adds(office, await office.fills_in(ONE_LINE), rest)


async def adds(office: Office, reply: Reply, rest: Sequence[Given]) -> None:
    """Sends the rest after one line."""
    for given in rest:
        assert isinstance(reply, Asked), reply
        reply = await office.answers(reply, given)
        if isinstance(reply, Asked) and reply.remark:
            reply = await office.answers(reply, given)


async def test_alerts_that_did_not_go_out_before_the_route_changed_go_to_nobody_who_left_it(office: Office) -> None:
    office.messenger.only_mail = True
    await goes_on(office, the_rest_about("Ewan Reid"))
    office.messenger.only_mail = False

    await office.passes(minutes=1)

    assert office.messenger.to("asha") == []
    assert office.messenger.to("ben") == []
    assert office.messenger.to("#") != office.messenger.to("carys") != []


async def test_whoever_left_a_case_since_their_alert_does_not_read_there_what_it_is_now_or_who_has_it(
    office: Office,
) -> None:
    line = await office.fills_in(ONE_LINE)
    await office.settles()
    await adds(office, line, the_rest_about("Ewan Reid"))
    await office.settles()
    case = await office.newest_case()

    await office.does(Acknowledged(CARYS, case))
    await office.settles()

    assert isinstance(await office.does(OpenedCase(BEN, case)), NoSuchCase)
    assert [who for who, _ in office.messenger.changed] == ["carys"]


async def test_whoever_handles_no_cases_any_more_does_not_read_in_their_alert_who_has_it(office: Office) -> None:
    case = await office.reports(ONE_LINE)
    gone = replace(EXAMPLE.people["ben"], roles=())
    office.with_organisation(replace(EXAMPLE, people={**EXAMPLE.people, "ben": gone}))

    await office.does(Acknowledged(CARYS, case))
    await office.settles()

    assert sorted(who for who, _ in office.messenger.changed) == ["#", "asha", "carys"]


async def test_the_second_route_gives_a_case_to_nobody_who_is_not_on_its_ladder(office: Office) -> None:
    office.messenger.only_mail = True
    await goes_on(office, the_rest_about("Ewan Reid"))
    await office.passes(minutes=4)

    assert office.messenger.to("mail:asha") == []
    assert len(office.messenger.to("mail:carys")) == 1
    assert isinstance(await office.does(OpenedCase(ASHA, await office.newest_case())), NoSuchCase)


async def test_an_alert_that_reached_only_the_person_it_is_about_got_through_to_nobody(office: Office) -> None:
    office.messenger.only = frozenset({"asha"})
    await office.fills_in(ONE_LINE)
    await office.settles()
    assert len(office.messenger.to("asha")) == 1
    await office.names_in_the_newest_case("asha")

    await office.passes(minutes=3)

    assert len(office.messenger.to("mail:carys")) == 1


async def test_nobody_may_open_a_case_because_an_e_mail_is_owed_to_them(office: Office) -> None:
    about_asha = ({"danger": "no"}, *the_rest_about("Asha Patel"))
    await office.fills_in_all(about_asha)
    office.with_organisation(replace(office.desk.organisation, second_route=("dilys",)))
    office.messenger.only_mail = True
    await office.fills_in_all(about_asha)
    case = await office.newest_case()
    dilys = replace(CARYS, key="dilys")

    assert isinstance(await office.does(OpenedCase(dilys, case)), NoSuchCase)
    await office.passes(minutes=3)
    assert isinstance(await office.does(OpenedCase(dilys, case)), CaseShown)


async def test_a_mail_server_that_hangs_delays_no_alert(office: Office) -> None:
    office.messenger.only_mail = office.messenger.no_mail = True
    for _ in range(7):
        await office.fills_in(ONE_LINE)
    await office.passes(minutes=4)
    office.messenger.only_mail = False

    for _ in range(40):
        await office.settles_for(seconds=5)

    assert len(office.messenger.to("#")) == 7, "every alert is out, though e-mails are still owed"


async def test_a_reporter_who_must_not_know_of_it_hears_nothing(office: Office) -> None:
    await office.reports(ONE_LINE)
    await office.names_in_the_newest_case("tom")
    before = len(office.messenger.to("tom"))

    await office.acknowledges(CARYS)

    assert len(office.messenger.to("tom")) == before


async def test_news_that_a_reporter_can_never_get_is_set_aside(office: Office) -> None:
    await office.reports(ONE_LINE)
    office.messenger.fails_to = {"tom": NotDelivered(Problem.NO_ADDRESS)}
    await office.acknowledges(CARYS)

    assert [type(fault).__name__ for fault in office.faults] == ["SetAside"]
    assert "set aside" in await office.is_told_of_trouble(CARYS)


async def test_a_message_that_can_not_be_changed_any_more_troubles_nobody(office: Office) -> None:
    await office.reports(ONE_LINE)
    office.messenger.refuses_changes = True
    await office.acknowledges(CARYS)
    await office.passes(days=9)

    assert await office.is_told_of_trouble(CARYS) == ""


async def test_readers_who_are_not_in_the_channel_are_told_directly(office: Office) -> None:
    office.messenger.in_the_channel = frozenset({"asha"})
    await office.reports()

    assert len(office.messenger.to("#")) == 1
    assert {key: len(office.messenger.to(key)) for key in ("asha", "ben", "carys")} == {"asha": 0, "ben": 1, "carys": 1}
    assert "Sent to each reader who is not in the channel" in await office.reads_newest(ASHA)


async def test_a_channel_that_nobody_reads_is_told_nothing(office: Office) -> None:
    office.messenger.in_the_channel = frozenset()
    await office.reports()

    assert office.messenger.to("#") == []
    assert len(office.messenger.to("asha")) == 1
