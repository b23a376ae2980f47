"""A reporter adds words that tell of danger: the case becomes more serious, and somebody hears of it."""

from dataclasses import replace

from dialogs import wording_reports as words
from dialogs.alerts import Press
from dialogs.casework.record import Act, Detail
from dialogs.organisation import Organisation
from dialogs.severity import Severity
from tests.handlers.office import EXAMPLE
from tests.handlers.reporter import RISK, Reporter


async def test_risk_words_make_it_more_serious_and_show_whom_to_ring(waiting: Reporter) -> None:
    said = await waiting.writes(RISK)

    assert said.lines[0] == words.RING
    assert said.numbers
    assert (await waiting.work.now()).severity is Severity.S1
    [entry] = await waiting.work.entries(Act.SEVERITY)
    assert (entry.actor, entry.detail[Detail.FROM], entry.detail[Detail.TO]) == ("", "S2", "S1")
    assert entry.detail[Detail.WHY]
    alerts = [each for each in waiting.office.messenger.to("asha") if "S1" in each.lines[0]]
    assert [each.press for each in alerts[0].buttons] == [Press.ACKNOWLEDGE, Press.OPEN, Press.CANNOT_TAKE]
    assert "asha" in (await waiting.work.now()).told
    assert any("S1" in each.lines[0] for each in waiting.more("#"))


async def test_a_case_that_somebody_has_is_alerted_as_a_new_one_once_it_is_more_serious(tom: Reporter) -> None:
    before = len(tom.office.messenger.sent)
    await tom.writes(RISK)

    case = await tom.work.now()
    assert (case.severity, case.acknowledged_by, case.rung) == (Severity.S1, "", 0)
    assert "no longer theirs" in [each.what for each in await tom.work.entries()]
    alerts = tom.office.messenger.sent[before:]
    assert [name for name, _ in alerts] == ["#", "asha"]
    assert all("S1" in each.lines[0] and each.buttons[0].press is Press.ACKNOWLEDGE for _, each in alerts)
    await tom.office.passes(minutes=30)
    assert tom.office.messenger.to("ben")


async def test_urgent_words_that_come_while_nobody_is_at_work_are_alerted_as_a_new_case(tom: Reporter) -> None:
    await tom.work.becomes(replace(await tom.work.now(), severity=Severity.S1))
    tom.office.clock.move(hours=12)
    await tom.writes(RISK)
    assert (await tom.work.now()).acknowledged_by == ""


async def test_urgent_words_are_more_to_whoever_has_it_while_they_are_at_work(tom: Reporter) -> None:
    await tom.work.becomes(replace(await tom.work.now(), severity=Severity.S1))
    before = len(tom.office.messenger.sent)
    await tom.writes(RISK)
    assert (await tom.work.now()).acknowledged_by == "asha"
    assert [name for name, _ in tom.office.messenger.sent[before:]] == ["asha"]


async def test_calm_words_leave_it_with_whoever_has_it_at_any_hour(tom: Reporter) -> None:
    tom.office.clock.move(hours=12)
    await tom.writes()
    assert (await tom.work.now()).acknowledged_by == "asha"


async def test_risk_words_never_make_it_less_serious(tom: Reporter) -> None:
    await tom.work.becomes(replace(await tom.work.now(), severity=Severity.S0))
    await tom.writes(RISK)

    assert (await tom.work.now()).severity is Severity.S0
    assert await tom.work.entries(Act.SEVERITY) == ()


async def test_if_whoever_had_it_has_left_it_is_alerted_as_a_new_one(tom: Reporter) -> None:
    await tom.work.becomes(replace(await tom.work.now(), told=frozenset()))
    before = len(tom.office.messenger.sent)
    tom.office.with_organisation(_without(EXAMPLE, "asha"))
    await tom.writes()

    assert (await tom.work.now()).acknowledged_by == ""
    assert "no longer theirs" in [each.what for each in await tom.work.entries()]
    assert [name for name, _ in tom.office.messenger.sent[before:]] == ["#"]
    await tom.office.passes(days=1)
    assert [name for name, _ in tom.office.messenger.sent[before + 1 :]] == ["carys", "dilys", "tom"]


def _without(organisation: Organisation, *keys: str) -> Organisation:
    people = {key: person for key, person in organisation.people.items() if key not in keys}
    return replace(organisation, people=people)
