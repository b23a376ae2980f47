"""What is broken, full, or not there at all closes nobody out, and is said."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.door import Door
from dialogs import wording_learner, wording_replies
from handlers.concern.coming_back import MOST_MESSAGES
from handlers.reply import Asked, CaseShown, Said
from handlers.turn import Answered, OpenedCase, WantedToComeBack, WantedToReply
from storage import concerns
from storage.concerns import Message
from storage.tables import CONCERN_MESSAGES
from tests.handlers.concern.learner import LENA, Learner, replies, takes, the_concern, the_thread, wants_to_reply
from tests.handlers.office import ASHA, POLICY, Office


async def test_a_damaged_message_closes_nobody_out_of_the_case(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    case = await takes(office)
    await lena.writes(await lena.opens(code), "More")
    async with office.desk.database.transaction() as tx:
        await tx.write(update(CONCERN_MESSAGES).values(content=b"damaged"))
    shown = await office.does(OpenedCase(ASHA, case))
    assert isinstance(shown, CaseShown)
    assert wording_replies.DAMAGED in dict(shown.facts).values()
    assert shown.answers
    assert isinstance(await office.does(WantedToReply(ASHA, case)), Said)


async def test_a_code_that_is_full_says_where_to_go_on(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    concern = await the_concern(office)
    async with office.desk.database.transaction() as tx:
        for number in range(MOST_MESSAGES):
            await concerns.write(tx, concern.case, Message(ours=False, day=concern.day, text=str(number)))
    shown = await lena.writes(opened, "One more")
    assert list(shown.problems.values()) == [wording_learner.FULL]
    assert shown.entered["more"] == "One more"
    assert len(await the_thread(office)) == MOST_MESSAGES


async def test_where_the_policy_has_no_form_for_learners_they_are_told_whom_to_ring(office: Office) -> None:
    policy = replace(POLICY, reporting=replace(POLICY.reporting, concern=None))
    door = Door(replace(office.desk, policy=policy))
    turn = WantedToComeBack(LENA)
    for reply in (await door.answer(turn), door.late(turn)):
        assert isinstance(reply, Said)
        assert next(each.contact for each in reply.numbers) == "999"


@pytest.mark.parametrize("again", [True, False])
async def test_a_reply_that_crossed_with_more_words_is_not_sent_unread(office: Office, again: bool) -> None:  # noqa: FBT001
    lena = Learner(office)
    code = await lena.tells()
    await takes(office)
    asked = await wants_to_reply(office)
    given = {"text": ("We can help.",), "state": ("finished",)}
    if again:
        await office.does(Answered(ASHA, asked.draft, asked.screen, given, ""))
    else:
        await lena.writes(await lena.opens(code), "He is outside my house")
    reply = await office.does(Answered(ASHA, asked.draft, asked.screen, given, ""))
    assert isinstance(reply, Said if again else Asked)
    if isinstance(reply, Asked):
        assert reply.remark == wording_replies.REPLY_MEANWHILE
        assert reply.entered["text"] == "We can help."
        assert "outside" in reply.thread[-1].text
    assert len(await the_thread(office)) == 1
    assert isinstance(await replies(office, text="We are coming."), Said)
