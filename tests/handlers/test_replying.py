"""Whoever has an anonymous case writes to its learner: what is better put differently is said, never forbidden."""

import pytest

from dialogs import wording_replies
from handlers.not_saved import late
from handlers.reply import Asked, NoSuchCase, Said
from handlers.turn import Answered, ClosedCode, WantedToReply
from storage import audit, concerns
from storage.concerns import State
from tests.handlers.concern.learner import (
    Learner,
    broken,
    happened,
    replies,
    takes,
    the_concern,
    the_thread,
    wants_to_reply,
)
from tests.handlers.office import ASHA, DILYS, NASTY_MESSAGES, POLICY, TOM, Office

BLAMES = "Why did you send it?"


@pytest.fixture
async def case(office: Office) -> str:
    """A case with a code that the coordinator has."""
    await Learner(office).tells()
    await office.passes(minutes=16)
    return await takes(office)


async def reason(office: Office, case: str) -> str:
    async with office.desk.database.transaction() as tx:
        [entry] = [each for each in await audit.entries(tx, case) if each.what == "sent it against advice"]
    return entry.detail["why"]


async def test_the_form_offers_beginnings_words_and_states_and_keeps_nothing(office: Office, case: str) -> None:
    asked = await wants_to_reply(office)
    assert asked.draft == f"r.{case}.0"
    assert [each.id for each in asked.fields][:3] == ["opener", "text", "state"]
    assert asked.entered == {"opener": "own"}
    assert asked.fields[0].required  # it stands in the form, so there is nothing to leave out
    assert asked.keeps is False
    assert asked.remark == wording_replies.REPLY_WHAT


async def test_what_is_well_put_is_sent(office: Office, case: str) -> None:
    reply = await replies(office, opener="opener_2", text="We can help.")
    assert isinstance(reply, Said)
    assert reply.title == wording_replies.REPLY_SENT
    assert [each.text for each in await the_thread(office)] == [f"{POLICY.replies.openers[1]} We can help."]
    assert "wrote to whoever has the code" in await happened(office)
    assert await broken(office) == []
    assert case


async def test_a_beginning_may_stand_alone_and_an_unknown_one_is_none(office: Office, case: str) -> None:
    await replies(office, opener="opener_2")
    assert isinstance(await replies(office, opener="nonsense"), Asked)
    assert [each.text for each in await the_thread(office)] == [POLICY.replies.openers[1]]
    assert case


async def test_what_blames_is_shown_with_what_to_do_instead(office: Office, case: str) -> None:
    shown = await replies(office, text=BLAMES)
    assert isinstance(shown, Asked)
    assert "blame" in shown.problems["text"]
    assert [each.id for each in shown.fields][-1] == "against"
    assert shown.entered["text"] == BLAMES
    assert await the_thread(office) == ()
    assert case


async def test_it_may_be_sent_all_the_same_and_the_reason_is_written_down(office: Office, case: str) -> None:
    assert isinstance(await replies(office, text=BLAMES, against="They asked me to ask"), Said)
    assert [each.text for each in await the_thread(office)] == [BLAMES]
    assert await reason(office, case) == "They asked me to ask"


async def test_a_reason_for_what_needs_none_is_not_written_down(office: Office, case: str) -> None:
    await replies(office, text="We can help.", against="For no reason")
    assert "sent it against advice" not in await happened(office)
    assert case


async def test_sent_twice_it_is_written_once(office: Office, case: str) -> None:
    asked = await wants_to_reply(office)
    given = {"text": (BLAMES,), "against": ("They asked me to ask",), "state": ("working",)}
    for _ in range(2):
        reply = await office.does(Answered(ASHA, asked.draft, asked.screen, given, ""))
        assert isinstance(reply, Said)
    assert len(await the_thread(office)) == 1
    assert (await happened(office)).count("said how it stands") == 1
    assert await reason(office, case)


@pytest.mark.parametrize("state", ["working", "question", "finished"])
async def test_how_it_stands_can_be_said_without_a_word(office: Office, case: str, state: str) -> None:
    assert isinstance(await replies(office, state=state), Said)
    concern = await the_concern(office)
    assert concern.state is State(state)
    assert (concern.finished is not None) is (state == "finished")
    assert await the_thread(office) == ()
    assert (await wants_to_reply(office)).entered["state"] == state
    assert case


@pytest.mark.parametrize("state", ["", "received", "nonsense"])
async def test_nothing_at_all_is_not_sent(office: Office, case: str, state: str) -> None:
    shown = await replies(office, text="  ", state=state)
    assert isinstance(shown, Asked)
    assert shown.problems == {"text": wording_replies.REPLY_NOTHING}
    assert (await the_concern(office)).state is State.RECEIVED
    assert case


async def test_what_is_too_long_is_not_cut(office: Office, case: str) -> None:
    shown = await replies(office, text="x" * 2_001)
    assert isinstance(shown, Asked)
    assert "1 characters too long" in shown.problems["text"]
    assert shown.entered["text"] == "x" * 2_001
    assert case


async def test_whoever_may_not_know_of_the_case_cannot_write(office: Office, case: str) -> None:
    for who in (TOM, DILYS):
        for turn in (
            WantedToReply(who, case),
            ClosedCode(who, case),
            Answered(who, f"r.{case}", "reply", {"text": ("Hello",)}, ""),
        ):
            assert isinstance(await office.does(turn), NoSuchCase)
    assert await the_thread(office) == ()


async def test_a_case_with_a_reporter_has_no_code_to_write_to(office: Office) -> None:
    case = await office.reports(NASTY_MESSAGES)
    for turn in (
        WantedToReply(ASHA, case),
        ClosedCode(ASHA, case),
        Answered(ASHA, f"r.{case}", "reply", {"text": ("Hello",)}, ""),
    ):
        reply = await office.does(turn)
        assert isinstance(reply, Said)
        assert reply.title == wording_replies.REPLY_GONE


async def test_closing_a_code_twice_is_written_down_once(office: Office, case: str) -> None:
    for _ in range(2):
        reply = await office.does(ClosedCode(ASHA, case))
        assert isinstance(reply, Said)
        assert reply.title == wording_replies.CLOSED
    assert (await the_concern(office)).takes_more is False
    assert (await happened(office)).count("took nothing more from the code") == 1
    assert isinstance(await replies(office, text="You can start again."), Said)


async def test_what_could_not_be_stored_stands_in_the_form_again(office: Office, case: str) -> None:
    turn = Answered(ASHA, f"r.{case}", "reply", {"text": ("We can help.",)}, "")
    office.breaks()
    for shown in (await office.does(turn), late(office.desk, turn)):
        assert isinstance(shown, Asked)
        assert shown.entered["text"] == "We can help."
        assert wording_replies.REPLY_NOT_SAVED in shown.remark


async def test_half_a_character_is_no_reason_to_fail(office: Office, case: str) -> None:
    assert isinstance(await replies(office, text="half \ud800"), Said)
    async with office.desk.database.transaction() as tx:
        assert [each.text for each in await concerns.thread(tx, case)] == ["half ?"]
