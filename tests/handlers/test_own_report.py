"""Whoever reported a case sees how it stands and answers; nobody else learns that there is one."""

from dataclasses import replace

import pytest

from dialogs import wording
from dialogs import wording_reports as words
from dialogs.alerts import Press
from dialogs.casework.owing import ANSWERS
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.wording_cases import MOST_TEXT
from handlers.casework.about import OUR_OWN
from handlers.not_saved import late
from handlers.reply import Asked, Home, NoSuchCase, Said
from handlers.turn import Answered, OpenedHome, OpenedReport, WantedToChange, WantedToWork, Who
from storage import audit
from storage.tables import AUDIT_ENTRIES
from tests.handlers.casework.desk_work import begin
from tests.handlers.concern.learner import NASTY, Learner, every_case, the_case
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, TOM, Office
from tests.handlers.reporter import ANSWER, QUESTION, RISK, Reporter


async def refusals(office: Office) -> list[tuple[str, dict[str, str]]]:
    async with office.desk.database.transaction() as tx:
        entries = await audit.entries(tx, audit.SYSTEM)
    return [(each.actor, dict(each.detail)) for each in entries if each.what == "refused a case"]


async def test_it_shows_how_it_stands_and_nothing_else_of_the_case(tom: Reporter) -> None:
    before = await tom.work.entries()

    shown = await tom.opens()

    assert (shown.heading, shown.keeps, shown.staff) == (words.YOUR_REPORT, False, False)
    assert shown.draft.startswith(f"m.{tom.work.case}.")
    assert "sent at 10:00" in shown.title
    assert "E-Safety Coordinator" in shown.notices[1].text
    assert [each.label for each in shown.fields] == [words.ADD]
    assert [each.text for each in shown.notices[:1]] == [words.DANGER]
    for word in ("Asha", "Mia", "S2", "nobody likes", "A1"):
        assert word not in str(shown)
    assert await tom.work.entries() == before
    assert await refusals(tom.office) == []


async def test_while_nobody_has_it_that_is_what_it_says(waiting: Reporter) -> None:
    assert (await waiting.opens()).notices[1].text == wording.STILL_NOBODY
    assert (await waiting.line()).state == wording.STILL_NOBODY


async def test_nobody_else_can_open_it_and_reads_what_they_would_if_there_were_none(tom: Reporter) -> None:
    form = await tom.opens()
    for who in (ASHA, BEN, CARYS, DILYS, Who("slack:t:u", "A stranger"), Who("", "")):
        replies = [
            await tom.office.does(OpenedReport(who, tom.work.case)),
            await tom.office.does(OpenedReport(who, "f" * 32)),
            await tom.sends(form, ANSWER, who),
        ]
        assert {repr(each) for each in replies} == {repr(NoSuchCase())}
        here, there, sent = (await refusals(tom.office))[-3:]
        assert here == sent == (who.key, {"case": tom.work.case, "why": "not their report"})
        assert there == (who.key, {"case": "f" * 32, "why": "no such case"})
    assert await tom.kept() == []


async def test_a_learner_who_gave_their_name_opens_theirs_and_one_without_a_name_is_nobodys(office: Office) -> None:
    lena = Learner(office)
    await lena.sends(await lena.comes_to_the_end({**NASTY, "how": "named"}))
    named = (await the_case(office)).id

    shown = await lena.does(OpenedReport(lena.who, named))

    assert isinstance(shown, Asked)
    assert isinstance(await office.does(OpenedReport(TOM, named)), NoSuchCase)
    await lena.tells()
    [anonymous] = [each.id for each in await every_case(office) if each.anonymous]
    for who in (lena.who, Who("", "")):
        assert isinstance(await office.does(OpenedReport(who, anonymous)), NoSuchCase)


async def test_a_reporter_who_must_not_know_of_it_is_told_nothing_any_more(tom: Reporter) -> None:
    await tom.is_asked()
    form = await tom.opens()
    await tom.work.becomes(replace(await tom.work.now(), excluded=frozenset({"tom"})))

    assert await tom.sends(form, ANSWER) == NoSuchCase()
    assert await tom.office.does(OpenedReport(TOM, tom.work.case)) == NoSuchCase()
    home = await tom.office.does(OpenedHome(TOM))
    assert isinstance(home, Home)
    assert home.reports == ()
    assert await refusals(tom.office) == [("tom", {"case": tom.work.case, "why": "must not know of this case"})] * 2
    assert await tom.kept() == []


async def test_what_was_asked_and_answered_stands_in_it_in_order(tom: Reporter) -> None:
    await tom.is_asked()
    asked = await tom.opens()
    assert [each.label for each in asked.fields] == [words.ANSWER]
    await tom.writes()

    shown = await tom.opens()

    day = "Tuesday 1 December"
    assert [(each.ours, each.day, each.text) for each in shown.thread] == [(True, day, QUESTION), (False, day, ANSWER)]
    assert [each.label for each in shown.fields] == [words.ADD]


async def test_an_answer_is_the_reporters_and_whoever_has_the_case_hears_that_there_is_more(tom: Reporter) -> None:
    await tom.is_asked()
    said = await tom.writes()

    assert said.title == words.SENT
    assert said.lines == (words.DANGER, words.SENT_WHAT)
    assert said.numbers == ()
    [entry] = await tom.work.entries(Act.ANSWERED)
    assert (entry.actor, entry.detail[Detail.TEXT]) == ("tom", ANSWER)
    assert [len(tom.more(name)) for name in ("asha", "ben", "carys", "#")] == [1, 0, 0, 0]
    assert "canteen" not in str(tom.office.messenger.sent)


async def test_each_answer_is_one_more_message(tom: Reporter) -> None:
    for text in (ANSWER, "And in the yard."):
        await tom.writes(text)

    assert len(tom.more("asha")) == 2
    assert len(await tom.kept()) == 2


async def test_sent_twice_it_is_kept_once_and_other_words_in_the_same_form_are_not_lost(tom: Reporter) -> None:
    form = await tom.opens()
    for text in (ANSWER, ANSWER, "And in the yard.", ANSWER):
        assert isinstance(await tom.sends(form, text), Said)

    assert await tom.kept() == [ANSWER, "And in the yard."]


async def test_an_answer_that_comes_first_makes_the_message_of_the_question_moot(tom: Reporter) -> None:
    before = len(tom.office.messenger.to("tom"))
    await tom.work.did(Task.ASK, {Detail.TEXT: QUESTION})
    await tom.writes()

    assert len(tom.office.messenger.to("tom")) == before


async def test_while_nobody_has_it_the_channel_and_all_who_were_told_hear_of_it(waiting: Reporter) -> None:
    case = await waiting.work.now()
    await waiting.work.becomes(replace(case, told=frozenset({"carys", "gone"})))

    await waiting.writes()

    assert [len(waiting.more(name)) for name in ("asha", "carys", "gone", "#")] == [0, 1, 0, 1]


async def test_nothing_and_too_much_are_not_sent_and_not_lost(tom: Reporter) -> None:
    for text in (" ", "\u200b\u2060", "\u3164", "x" * (MOST_TEXT + 1)):
        shown = await tom.sends(await tom.opens(), text)
        assert isinstance(shown, Asked)
        assert list(shown.problems) == ["text"]
        assert shown.remark == words.NOT_SENT_YET
        assert shown.entered.get("text", "") == text.strip()
    assert await tom.kept() == []


async def test_a_closed_report_says_so_and_that_one_can_write_again(tom: Reporter) -> None:
    await tom.is_asked()
    await tom.work.is_closed()

    shown = await tom.opens()

    assert ([each.label for each in shown.fields], shown.submit) == ([words.ADD_AGAIN], words.SEND)
    assert [each.text for each in shown.notices] == [words.DANGER, words.FINISHED]
    line = await tom.line()
    assert (line.state, line.urgent) == (words.FINISHED, False)


@pytest.mark.parametrize("when", ["before it was closed", "after"])
async def test_what_is_written_to_a_closed_report_opens_it_again_and_whoever_had_it_hears(
    tom: Reporter, when: str
) -> None:
    form = await tom.opens()
    await tom.work.is_closed()
    form = form if when.startswith("before") else await tom.opens()
    tom.office.messenger.sent.clear()

    said = await tom.sends(form, RISK)
    await tom.office.settles()

    assert isinstance(said, Said)
    assert (said.title, said.lines[0]) == (words.SENT, words.RING)
    assert said.numbers
    assert await tom.kept() == [RISK]
    assert (await tom.work.now()).closed is None
    assert (await tom.work.now()).reference in str(tom.office.messenger.to("asha"))
    assert (await tom.opens()).notices[1].text != words.FINISHED


async def test_where_nobody_had_the_closed_report_it_is_alerted_as_a_new_one(waiting: Reporter) -> None:
    await waiting.work.is_closed()
    waiting.office.messenger.sent.clear()

    await waiting.writes()

    case = await waiting.work.now()
    assert (case.closed, case.acknowledged_by) == (None, "")
    assert case.reference in str(waiting.office.messenger.to("#"))


async def test_what_was_written_under_a_forms_id_that_is_none_is_kept(tom: Reporter) -> None:
    form = await tom.opens()
    for once in ("", "words of somebody", "F" * 32):
        assert isinstance(await tom.sends(replace(form, draft=f"m.{tom.work.case}.{once}"), ANSWER), Said)

    assert await tom.kept() == [ANSWER] * 3
    onces = {each.detail[Detail.ONCE] for each in await tom.work.entries(Act.ANSWERED)}
    assert len(onces) == 3
    assert all(OUR_OWN.fullmatch(each) for each in onces)


async def test_what_was_kept_before_it_was_closed_is_kept(tom: Reporter) -> None:
    form = await tom.opens()
    await tom.sends(form, ANSWER)
    await tom.work.is_closed()

    assert isinstance(await tom.sends(form, ANSWER), Said)


async def test_it_waits_for_an_answer_on_the_home_page_until_there_is_one(tom: Reporter) -> None:
    assert not (await tom.line()).urgent
    await tom.is_asked()
    await begin(tom.office, taken=None)

    line = await tom.line()
    assert (line.state, line.urgent) == (words.QUESTION, True)
    assert line.button is not None
    assert (line.button.press, line.button.about) == (Press.MY_REPORT, tom.work.case)
    await tom.writes()
    home = await tom.office.does(OpenedHome(TOM))
    assert isinstance(home, Home)
    assert [each.urgent for each in home.reports] == [False, False]


async def test_a_damaged_record_closes_nobody_out_of_their_report(tom: Reporter) -> None:
    await tom.is_asked()
    async with tom.office.desk.database.transaction() as tx:
        await tx.write(AUDIT_ENTRIES.update().values(content=b"\x01" + bytes(400)))

    assert (await tom.line()).urgent
    shown = await tom.opens()
    assert shown.thread == ()
    assert isinstance(await tom.sends(shown, ANSWER), Said)
    assert [each.text for each in (await tom.opens()).thread] == [ANSWER]


async def test_what_could_not_be_stored_stands_in_the_form_again(tom: Reporter) -> None:
    form = await tom.opens()
    turn = Answered(TOM, form.draft, form.screen, {"text": (ANSWER,)}, "")
    tom.office.breaks()

    for reply, remark in (
        (await tom.office.does(turn), words.NOT_SENT),
        (late(tom.office.desk, turn), words.NOT_CERTAIN),
        (await tom.office.does(WantedToChange(TOM, form.draft, form.screen, {"text": (ANSWER,)})), ""),
    ):
        assert isinstance(reply, Asked)
        assert (reply.draft, reply.entered["text"], reply.remark) == (form.draft, ANSWER, remark)
        assert [each.text for each in reply.notices] == [words.DANGER]


async def test_what_cannot_be_shown_says_so(tom: Reporter) -> None:
    tom.office.breaks()

    for turn in (OpenedReport(TOM, tom.work.case), WantedToWork(ASHA, f"ask.{tom.work.case}")):
        reply = await tom.office.does(turn)
        assert isinstance(reply, Said)
        assert reply.title == wording.NOT_SHOWN


async def test_what_is_added_is_numbered_apart_from_reports(tom: Reporter) -> None:
    assert len(await tom.work.entries()) < ANSWERS
