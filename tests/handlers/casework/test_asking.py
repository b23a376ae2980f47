"""Whoever works a case asks its reporter: what is better put differently is said, and no message holds a word of it."""

from dataclasses import replace

from dialogs import wording_cases, wording_replies
from dialogs import wording_reports as words
from dialogs.alerts import Press
from dialogs.casework.powers import Refusal, Task
from dialogs.casework.record import Act, Detail
from handlers.reply import Asked, Said
from tests.handlers.casework.desk_work import DeskWork

KIND = "Thank you. What did you see?"
BLAMES = "Why did you send it?"


async def test_what_is_well_put_is_kept_and_said_so(work: DeskWork) -> None:
    form = await work.form(Task.ASK)
    assert [each.text for each in form.notices] == [words.THREAD_IS_IN_THE_CASE, words.THEY_READ]

    shown = await work.did(Task.ASK, {Detail.TEXT: KIND})

    assert shown.remark == words.ASKED
    said = await work.newest(Act.ASKED)
    assert (said[Detail.TEXT], Detail.WHY in said) == (KIND, False)
    assert (await work.work()).waits_for_reporter


async def test_what_blames_is_shown_with_what_to_do_instead_and_nothing_is_kept(work: DeskWork) -> None:
    shown = await work.does(Task.ASK, {Detail.TEXT: BLAMES})

    assert isinstance(shown, Asked)
    assert "blame" in shown.problems[Detail.TEXT]
    assert shown.entered[Detail.TEXT] == BLAMES
    assert await work.entries(Act.ASKED) == ()


async def test_with_a_reason_it_is_kept_all_the_same_and_so_is_the_reason(work: DeskWork) -> None:
    await work.did(Task.ASK, {Detail.TEXT: BLAMES, Detail.WHY: "They asked me to ask"})

    assert (await work.newest(Act.ASKED))[Detail.WHY] == "They asked me to ask"


async def test_a_reason_for_what_needs_none_is_not_written_down(work: DeskWork) -> None:
    await work.did(Task.ASK, {Detail.TEXT: KIND, Detail.WHY: "For no reason"})

    assert Detail.WHY not in await work.newest(Act.ASKED)


async def test_nothing_and_too_much_are_not_sent(work: DeskWork) -> None:
    for text in ("", "x" * (wording_cases.MOST_TEXT + 1)):
        shown = await work.does(Task.ASK, {Detail.TEXT: text})
        assert isinstance(shown, Asked)
        assert list(shown.problems) == [Detail.TEXT]
    assert await work.entries(Act.ASKED) == ()


async def test_two_questions_are_two_messages_without_a_word_of_them(work: DeskWork) -> None:
    before = len(work.office.messenger.to("tom"))
    for text in (KIND, "And who else saw it?"):
        await work.did(Task.ASK, {Detail.TEXT: text})
    await work.office.settles()

    new = work.office.messenger.to("tom")[before:]
    assert len(new) == 2
    assert [[(each.press, each.about) for each in message.buttons] for message in new] == [
        [(Press.MY_REPORT, work.case)]
    ] * 2
    for word in ("Thank you", "saw it", "Mia", "nobody likes", "Asha"):
        assert word not in str(new)


async def test_sent_twice_it_is_asked_once(work: DeskWork) -> None:
    before = len(work.office.messenger.to("tom"))
    form = await work.form(Task.ASK)
    for _ in range(2):
        await work.sends(form, {Detail.TEXT: KIND})
    await work.office.settles()

    assert len(await work.entries(Act.ASKED)) == 1
    assert len(work.office.messenger.to("tom")) == before + 1


async def test_a_reporter_who_must_not_know_of_it_is_not_asked_and_nothing_written_is_lost(work: DeskWork) -> None:
    form = await work.form(Task.ASK)
    await work.becomes(replace(await work.now(), excluded=frozenset({"tom"})))

    late = await work.sends(form, {Detail.TEXT: KIND})
    refused = await work.presses(Task.ASK)

    assert isinstance(late, Asked)
    assert late.entered[Detail.TEXT] == KIND
    assert refused == Said(wording_cases.HEADINGS[Task.ASK], (wording_cases.REFUSED[Refusal.NO_REPORTER],))
    assert await work.entries(Act.ASKED) == ()


async def test_the_advice_is_what_a_reply_with_a_code_gets(work: DeskWork) -> None:
    form = await work.form(Task.ASK)

    assert [each.label for each in form.fields] == [words.ASK_TEXT, wording_replies.REPLY_AGAINST]
