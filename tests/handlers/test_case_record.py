"""The record of a case in words: every act, with what was written, and nothing of a case that is not theirs to know."""

import pytest

from dialogs.casework.record import Act
from handlers.reply import Written
from tests.handlers.casework.desk_work import DeskWork, begin
from tests.handlers.office import ASHA, CARYS, NASTY_MESSAGES, POLICY, STAFF_CONCERN, Office
from tests.handlers.viewing import newest, recorded, seen


@pytest.fixture
async def work(office: Office) -> DeskWork:
    """A case of nasty messages that Asha has."""
    return await begin(office)


MESSAGES, POSTS = (POLICY.categories[name].label for name in ("messages", "posts"))
RECORDED = [
    (Act.STEP, {"step": "A5", "how": "done", "reference": "7"}, "Ended step A5: done", ("Reference or name: 7",)),
    (
        Act.STEP,
        {"step": "A6", "how": "done", "outcome": "told", "reasons": "risk", "why": "W"},
        "Ended step A6: done",
        ("Decided: Told", "Because: It would put them at risk", "Why: W"),
    ),
    (
        Act.NOTE,
        {"text": "Rang her.", "consulted": "Ben", "rejected": "Waiting", "review": "soon"},
        "Wrote a note",
        (
            "Rang her.",
            "Asked or told: Ben",
            "Considered and not chosen: Waiting",
            "To be looked at again on: soon",
        ),
    ),
    (
        Act.EVIDENCE,
        {"item": "Two pictures", "where": "Safe", "holder": "Tom", "text": "Police", "on": "2026-11-22"},
        "Listed evidence",
        (
            "Two pictures",
            "Given to: Police",
            "Where it is: Safe",
            "Who holds it: Tom",
            "Secured on: Sunday 22 November 2026",
        ),
    ),
    (
        Act.CATEGORY,
        {"from": "messages", "to": "posts", "why": "W"},
        f"Changed what kind it is: from {MESSAGES} to {POSTS}",
        ("Why: W",),
    ),
    (Act.KEPT_OUT, {"to": "ewan"}, "Named somebody who must not know: Ewan Reid", ()),
    (Act.HAND_OVER, {"to": "ben", "why": "Leave"}, "Asked somebody to take it over: Ben Okafor", ("Why: Leave",)),
    (Act.TOOK_OVER, {"from": "ben"}, "Took it over from Ben Okafor", ()),
    (Act.TOOK_OVER, {}, "Took it over", ()),
    (Act.GO_AHEAD, {"why": "W"}, "Let the policy's steps go ahead", ("Why: W",)),
    (Act.ASKED, {"text": "When?"}, "Asked the reporter", ("When?",)),
    (Act.ANSWERED, {"text": "Now\u202e."}, "The reporter answered", ("Now. [1 hidden marks left out]",)),
    (
        Act.CLOSED,
        {"outcome": "resolved", "told": "yes", "lesson": "L", "themes": "group_chats,gone"},
        "Closed it",
        ("How it ended: Resolved here", "Yes", "Learnt: L", "What played a part: Group chats; gone"),
    ),
    (Act.REOPENED, {"why": "W"}, "Opened it again", ("Why: W",)),
]


@pytest.mark.parametrize(("act", "detail", "text", "said"), RECORDED)
async def test_each_act_reads_as_it_was_done_with_what_was_written(
    work: DeskWork, act: Act, detail: dict[str, str], text: str, said: tuple[str, ...]
) -> None:
    await recorded(work, act, **detail)

    line = await newest(work)

    assert (line.text, line.said, line.exact) == (f"{text} · Asha Patel", said, True)


async def test_a_change_of_severity_says_what_both_mean(work: DeskWork) -> None:
    await recorded(work, Act.SEVERITY, **{"from": "S2", "to": "S1"})

    severities = work.office.desk.policy.severities
    meaning = {name.value: rule.meaning for name, rule in severities.items()}
    said = f"from S2 ({meaning['S2']}) to S1 ({meaning['S1']})"
    assert (await newest(work)).text == f"Changed how serious it is: {said} · Asha Patel"


@pytest.mark.parametrize("act", [act for act in Act if act not in {Act.STEP, Act.LINK, Act.UNLINK, Act.HAND_OVER}])
async def test_an_entry_that_says_nothing_more_reads_as_what_it_is(work: DeskWork, act: Act) -> None:
    await recorded(work, act)

    line = await newest(work)

    assert (line.text, line.said) == (f"{act[:1].upper()}{act[1:]} · Asha Patel", ())


async def test_what_nobody_did_but_the_bot_has_no_name(work: DeskWork) -> None:
    await recorded(work, Act.REOPENED, by="", why="More came in.")

    assert (await newest(work)).text == "Opened it again"


async def test_what_is_not_known_any_more_stays_as_it_was_written(work: DeskWork) -> None:
    await recorded(work, Act.CATEGORY, to="gone")

    assert (await newest(work)).text == "Changed what kind it is: to gone · Asha Patel"


@pytest.mark.parametrize("act", [Act.LINK, Act.UNLINK])
async def test_that_a_case_was_linked_reads_nobody_who_may_not_know_of_it(office: Office, act: Act) -> None:
    staff = await begin(office, STAFF_CONCERN, taken=CARYS)
    work = await begin(office, NASTY_MESSAGES)
    before = (await seen(work, ASHA)).chronology
    await recorded(work, act, by="carys", case=staff.case, why="The same tutor.")

    assert (await seen(work, ASHA)).chronology == before
    reference = (await staff.now()).reference
    said = await newest(work, CARYS)
    assert said.text == f"{act[:1].upper()}{act[1:]}: {reference} · Carys Jones"
    assert said.said == ("Why: The same tutor.",)


# ---------------------------------------------------------------------------------------------- evidence and the thread


async def test_evidence_is_listed_with_where_it_is_who_holds_it_and_when_it_was_secured(work: DeskWork) -> None:
    await recorded(work, Act.EVIDENCE, item="Two pictures", where="In the safe", holder="Tom", on="2026-11-22")
    await recorded(work, Act.EVIDENCE, by="", item="A letter")

    [group] = (await seen(work)).lists

    assert (group.heading, [row.label for row in group.rows]) == ("Evidence", ["1. Two pictures", "2. A letter"])
    assert [row.state for row in group.rows] == [
        "In the safe; held by Tom; secured on Sunday 22 November 2026; added by Asha Patel on Tuesday 1 December",
        "added on Tuesday 1 December",
    ]


async def test_what_was_asked_of_the_reporter_and_answered_stands_together(work: DeskWork) -> None:
    await recorded(work, Act.ASKED, text="When was it?")
    await recorded(work, Act.ANSWERED, by="tom", text="On Friday.")

    assert (await seen(work)).thread == (
        Written(ours=True, day="Tuesday 1 December", text="When was it?"),
        Written(ours=False, day="Tuesday 1 December", text="On Friday."),
    )
