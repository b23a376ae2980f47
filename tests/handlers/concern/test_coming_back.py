"""Somebody comes back with a code: it opens what they told us, to nobody else, whatever slips are in it."""

from datetime import date, timedelta

from dialogs import wording, wording_learner
from handlers.clearing import clear
from handlers.reply import Asked, CaseShown, Said, Written
from handlers.turn import Answered, ClosedCode, OpenedCase, Resumed, WantedToChange, WantedToReply
from storage import audit, concerns
from storage.concerns import State
from tests.handlers.concern.learner import (
    BLACKMAIL,
    LENA,
    Learner,
    broken,
    happened,
    replies,
    takes,
    the_case,
    the_concern,
    the_thread,
    wants_to_reply,
)
from tests.handlers.office import ASHA, Office, open_office


def states(asked: Asked) -> str:
    return asked.notices[0].text


async def test_a_code_opens_how_it_stands(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    opened = await lena.opens(code)
    assert states(opened).startswith(wording_learner.STATES["received"])
    assert wording_learner.NO_ANSWER_YET in states(opened)
    assert opened.notices[1].numbers
    assert opened.draft.isascii()
    assert len(opened.draft) <= 400


async def test_it_opens_from_anywhere_and_says_nothing_of_who_asks(office: Office) -> None:
    code = await Learner(office).tells()
    friend = Learner(office)
    assert (await friend.opens(code)).thread == (await Learner(office).opens(code)).thread


async def test_a_code_with_slips_still_opens(office: Office) -> None:
    lena = Learner(office)
    *words, number = (await lena.tells()).split()
    first = words[0]
    slips = (
        " ".join((*words, number)).upper(),
        ", ".join((*words, number)),
        " ".join((number, *words)),
        " ".join((first[:-1], *words[1:], number)),
        " ".join((first + "x", *words[1:], number)),
        " ".join((*(word[:4] for word in words), number)),
    )
    for typed in slips:
        lena.door = Learner(office).door  # nobody is slowed here
        assert (await lena.tries(typed)).screen == "more", typed


async def test_what_is_no_code_says_what_to_look_at(office: Office) -> None:
    lena = Learner(office)
    *words, number = (await lena.tells()).split()
    wrong = {
        "": wording_learner.CODE_SHAPE,
        "hello": wording_learner.CODE_SHAPE,
        "x" * 1000: wording_learner.CODE_SHAPE,
        " ".join((*words[:2], "zzzzzzz", *words[3:], number)): "word 3",
        " ".join(("zzzzzzz", words[1], "zzzzzzz", *words[3:], number)): "words 1 and 3",
    }
    for typed, problem in wrong.items():
        shown = await lena.tries(typed)
        assert problem in shown.problems["code"]
        assert str(shown.entered.get("code", "")) == typed[:400]


async def test_a_code_that_opens_nothing_is_answered_alike_whatever_it_is(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    number = int(code.split()[-1])
    other = f"{code.rsplit(' ', 1)[0]} {number + 1 if number < 99 else 10}"
    shown = await lena.tries(other)
    assert shown.problems == {"code": wording_learner.CODE_UNKNOWN}
    assert shown.entered == {"code": other}


async def test_once_somebody_has_read_it_the_learner_reads_that(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    await takes(office)
    assert states(await lena.opens(code)).startswith(wording_learner.STATES["read"])


async def test_both_sides_read_what_was_written_in_order(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    case = await takes(office)
    await replies(office, text="What would help?", state="question")
    office.clock.move(days=1)
    await lena.writes(await lena.opens(code), "Make it stop\r\nplease")
    await office.does(OpenedCase(ASHA, case))
    await replies(office, text="We will talk to them.", state="working")
    opened = await lena.opens(code)
    tuesday, wednesday = wording.on(date(2026, 12, 1)), wording.on(date(2026, 12, 2))
    assert opened.thread == (
        Written(ours=True, day=tuesday, text="What would help?"),
        Written(ours=False, day=wednesday, text="Make it stop\nplease"),
        Written(ours=True, day=wednesday, text="We will talk to them."),
    )
    assert states(opened).startswith(wording_learner.STATES["working"])
    assert (await wants_to_reply(office)).thread == opened.thread
    shown = await office.does(OpenedCase(ASHA, case))
    assert isinstance(shown, CaseShown)
    assert shown.thread == opened.thread


async def test_only_looking_stores_nothing(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    before = await happened(office)
    for text in ("", "  \r\n "):
        assert (await lena.writes(opened, text)).remark == wording_learner.NOTHING_WRITTEN
    assert await happened(office) == before


async def test_what_is_too_long_is_not_cut_and_not_stored(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    shown = await lena.writes(opened, "x" * 2_003)
    assert shown.problems == {"more": wording_learner.too_long(3)}
    assert shown.entered == {"more": "x" * 2_003}
    assert await the_thread(office) == ()
    assert (await lena.writes(opened, "x" * 2_000)).remark == wording_learner.MORE_SENT


async def test_text_that_no_database_takes_is_stored_as_near_as_can_be(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    await lena.writes(opened, "half a pair: \ud800")
    assert (await the_thread(office))[0].text == "half a pair: ?"


async def test_a_code_that_was_closed_can_be_read_and_not_written_with(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    opened = await lena.opens(code)
    await office.does(ClosedCode(ASHA, await takes(office)))
    shown = await lena.writes(opened, "One more thing")
    assert shown.remark == wording_learner.NO_MORE
    assert await the_thread(office) == ()
    again = await lena.opens(code)
    assert wording_learner.NO_MORE in states(again)
    assert (again.fields, again.submit) == ((), "")


async def test_when_it_is_finished_the_learner_may_say_whether_it_helped(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells()
    await takes(office)
    await replies(office, text="It has stopped now.", state="finished")
    opened = await lena.opens(code)
    assert states(opened).startswith(wording_learner.STATES["finished"])
    assert [each.id for each in opened.fields][:2] == ["helped", "more"]
    shown = await lena.writes(opened, "", helped="a_bit")
    assert shown.remark == wording_learner.HELPED_THANKS
    assert await lena.writes(opened, "", helped="a_bit") == shown
    assert (await the_concern(office)).helped == "a_bit"
    assert shown.fields[0].id == "more"
    assert (await happened(office)).count("said whether it helped") == 1


async def test_nobody_is_thanked_for_an_answer_that_is_not_stored(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    assert (await lena.writes(opened, "", helped="yes")).remark != wording_learner.HELPED_THANKS
    await takes(office)
    await replies(office, state="finished")
    assert (await lena.writes(opened, "", helped="nonsense")).remark != wording_learner.HELPED_THANKS
    assert (await the_concern(office)).helped == ""


async def test_words_that_could_not_be_stored_stand_in_the_box_to_be_sent_again(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    kept = office.file.read_bytes()
    office.breaks()
    shown = await lena.writes(opened, "They did it again")
    assert wording_learner.NOT_SAVED in shown.remark
    assert shown.entered == {"more": "They did it again"}
    assert shown.submit == wording_learner.SEND
    assert shown.notices[0].numbers
    office.file.write_bytes(kept)
    async with open_office(office.file) as mended:
        again = await Learner(mended).writes(shown, "They did it again")
        assert again.remark == wording_learner.MORE_SENT


async def test_only_looked_at_late_it_is_shown_without_words(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    shown = lena.door.late(Answered(LENA, opened.draft, opened.screen, {}, ""))
    assert isinstance(shown, Asked)
    assert shown.entered == {}


async def test_looking_again_keeps_what_was_typed(office: Office) -> None:
    lena = Learner(office)
    opened = await lena.opens(await lena.tells())
    shown = await lena.does(WantedToChange(LENA, opened.draft, opened.screen, {"more": ("Wait",)}))
    assert isinstance(shown, Asked)
    assert shown.entered == {"more": "Wait"}
    assert await the_thread(office) == ()
    resumed = await lena.does(Resumed(LENA, opened.draft))
    assert isinstance(resumed, Asked)
    assert resumed.screen == "more"


async def test_the_access_of_a_code_ends_and_the_case_stays(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells(BLACKMAIL)
    opened = await lena.opens(code)
    case = await takes(office)
    await replies(office, text="It has stopped now.", state="finished")
    days = office.desk.organisation.anonymous.access_days
    for day, left in ((days, True), (days + 1, False)):
        office.clock.at += timedelta(days=day) - timedelta(days=days if not left else 0)
        async with office.desk.database.transaction() as tx:
            await clear(office.desk, tx)
            assert (await concerns.of_case(tx, case) is not None) is left
    assert (await lena.tries(code)).problems == {"code": wording_learner.CODE_UNKNOWN}
    assert (await lena.writes(opened, "Hello?")).problems == {"code": wording_learner.CODE_UNKNOWN}
    shown = await office.does(OpenedCase(ASHA, case))
    assert isinstance(shown, CaseShown)
    assert [each.text for each in shown.thread] == ["It has stopped now."]
    assert {"reply", "no more"} & {button.press.value for button in shown.buttons} == set()
    assert await broken(office) == []


async def test_once_access_has_ended_nobody_can_write_to_them(office: Office) -> None:
    lena = Learner(office)
    await lena.tells()
    case = await takes(office)
    asked = await wants_to_reply(office)
    await replies(office, state="finished")
    office.clock.move(days=31)
    async with office.desk.database.transaction() as tx:
        await clear(office.desk, tx)
    for turn in (
        WantedToReply(ASHA, case),
        ClosedCode(ASHA, case),
        Answered(ASHA, asked.draft, asked.screen, {"text": ("Hello",)}, ""),
    ):
        reply = await office.does(turn)
        assert isinstance(reply, Said)
        assert reply.title == "Nobody can read it any more"


async def test_a_purged_case_leaves_nothing_to_open_and_a_whole_audit(office: Office) -> None:
    lena = Learner(office)
    code = await lena.tells(BLACKMAIL)
    case = await takes(office)
    await replies(office, text="It has stopped now.")
    await office.purges(case)
    assert (await lena.tries(code)).problems == {"code": wording_learner.CODE_UNKNOWN}
    async with office.desk.database.transaction() as tx:
        assert await concerns.thread(tx, case) == ()
        assert {entry.actor for entry in await audit.entries(tx, case)} == {""}
    assert await broken(office) == []


async def test_a_finished_concern_is_not_finished_while_it_stands_otherwise(office: Office) -> None:
    await Learner(office).tells()
    await takes(office)
    for state, finished in (("finished", True), ("working", False)):
        await replies(office, state=state)
        concern = await the_concern(office)
        assert concern.state is State(state)
        assert (concern.finished is not None) is finished
    assert (await the_case(office)).anonymous
