"""Somebody asks a person what the policy did not answer: it is kept once, and no message holds a word of it."""

from dataclasses import replace
from datetime import date

import pytest

from dialogs import wording, wording_questions, wording_replies
from dialogs.alerts import Press
from dialogs.forms import Tone
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from dialogs.receipt import spelled
from handlers.asked_of import MOST_CARRIED, hand_over
from handlers.asking_somebody import MOST_TEXT, MOST_URGENT, MOST_WAITING
from handlers.not_saved import late
from handlers.reply import Asked, Guided, Way
from handlers.turn import WantedToAsk, WantedToAskSomebody, WantedToChange
from storage import questions
from storage.questions import Question
from tests.handlers import asking as use
from tests.handlers.asking import IN_TROUBLE, OTHER_WORDS, UNKNOWN, WORDS, asking, form_of, said, waiting
from tests.handlers.office import ASHA, BEN, EXAMPLE, POLICY, TOM, Office


async def draft_of(office: Office) -> str:
    return (await form_of(office, WantedToAskSomebody(TOM))).draft


def contacts(shown: Asked | Guided) -> list[str]:
    """The numbers that stand in it, in order."""
    if isinstance(shown, Guided):
        return [number.contact for number in shown.numbers]
    return [number.contact for notice in shown.notices for number in notice.numbers]


async def test_the_form_says_first_that_it_is_not_for_danger_and_then_who_reads_it(office: Office) -> None:
    form = await form_of(office, WantedToAskSomebody(TOM, WORDS))

    assert [notice.tone for notice in form.notices] == [Tone.URGENT, Tone.CALM]
    assert "999" in form.notices[0].text
    assert "Asha Patel" in form.notices[1].text
    assert (form.title, form.submit, form.remark) == ("Ask the E-Safety Coordinator", wording_questions.SEND, "")
    assert (form.entered, form.keeps, form.staff) == ({"question": WORDS}, False, False)
    assert form.draft != await draft_of(office)
    assert await waiting(office) == ()


async def test_a_question_goes_along_with_the_button_unless_it_is_long(office: Office) -> None:
    fits, too_long = "x" * MOST_CARRIED, "x" * (MOST_CARRIED + 1)
    for text, carried in ((fits, fits), (too_long, "")):
        [button] = hand_over(office.desk, text)
        assert (button.press, button.about) == (Press.HAND_OVER, carried)

    answer = await office.does(WantedToAsk(TOM, "what  is\ncyberbullying"))
    assert isinstance(answer, Guided)
    assert answer.buttons[-1].about == "what is cyberbullying"


async def test_a_question_that_is_sent_is_kept_and_says_who_hears_of_it(office: Office) -> None:
    sent = await said(office, asking(await draft_of(office), f"  {WORDS}\r\n"))

    assert sent.title == wording_questions.SENT
    assert "Asha Patel (E-Safety Coordinator)" in sent.lines[0]
    assert (sent.numbers, sent.ways) == ((), (Way.ASK, Way.HELP))
    [question] = await waiting(office)
    assert (question.asker, question.asker_name, question.text) == ("tom", "Tom Baker", WORDS)
    assert (question.asked, question.urgent) == (office.clock.now().date(), False)
    assert office.woken


async def test_sent_twice_it_is_one_question_and_one_message(office: Office) -> None:
    draft = await draft_of(office)
    replies = [await said(office, asking(draft, WORDS)) for _ in range(2)]
    await office.settles()
    replies.append(await said(office, asking(draft, WORDS)))
    await office.settles()

    assert len({str(reply) for reply in replies}) == 1
    assert len(await waiting(office)) == len(office.messenger.sent) == 1


@pytest.mark.parametrize("text", [WORDS, OTHER_WORDS])
async def test_somebody_who_sends_the_state_of_another_changes_nothing_of_theirs(office: Office, text: str) -> None:
    draft = await draft_of(office)
    for sent in (asking(draft, WORDS), asking(draft, text, BEN)):
        assert (await said(office, sent)).title == wording_questions.SENT

    kept = await waiting(office)
    assert {(each.asker, each.text) for each in kept} == {("tom", WORDS), ("ben", text)}
    assert len({each.id for each in kept}) == len(kept) == 2


async def test_an_edited_text_in_the_same_form_is_one_more_question_and_only_one_however_often_it_is_sent(
    office: Office,
) -> None:
    draft = await draft_of(office)
    for text in (WORDS, OTHER_WORDS, OTHER_WORDS, WORDS):
        assert (await said(office, asking(draft, text))).title == wording_questions.SENT

    assert sorted(each.text for each in await waiting(office)) == sorted([WORDS, OTHER_WORDS])


@pytest.mark.parametrize("state", ["h.", f"h.{UNKNOWN}", "h.x' OR 1", "h.\ud800", f"h.{'x' * 5_000}"])
async def test_whatever_state_is_sent_it_is_never_the_id_of_a_question(office: Office, state: str) -> None:
    for _ in range(2):
        await said(office, asking(state, WORDS))
    [question] = await waiting(office)
    assert set(question.id) <= set("0123456789abcdef")
    assert (len(question.id), question.id in state) == (32, False)


async def test_the_id_of_a_question_of_another_opens_nothing_that_one_asks(office: Office) -> None:
    theirs = await use.asks(office)
    await said(office, asking(f"h.{theirs}", WORDS, BEN))
    assert sorted(each.asker for each in await waiting(office)) == ["ben", "tom"]


async def test_five_may_wait_and_one_more_once_there_is_an_answer(office: Office) -> None:
    first, *_ = drafts = [await draft_of(office) for _ in range(MOST_WAITING)]
    for number, each in enumerate(drafts):
        await said(office, asking(each, f"{WORDS} {number}"))
    draft = await draft_of(office)

    sixth = await said(office, asking(draft, WORDS))
    assert wording_questions.TOO_MANY in sixth.lines
    assert "Asha Patel" in " ".join(sixth.lines)
    assert len(await waiting(office)) == MOST_WAITING

    again = await said(office, asking(drafts[-1], f"{WORDS} {MOST_WAITING - 1}"))
    assert again.title == wording_questions.SENT
    assert (await said(office, asking(draft, WORDS, BEN))).title == wording_questions.SENT

    await office.does(use.answering(await use.id_of(office, first, f"{WORDS} 0"), use.ANSWER))
    assert (await said(office, asking(await draft_of(office), WORDS))).title == wording_questions.SENT


async def test_somebody_who_may_be_in_trouble_reads_whom_to_ring_however_many_wait(office: Office) -> None:
    for number in range(MOST_WAITING):
        await use.asks(office, f"{WORDS} {number}")

    sent = await use.rung(office, asking(await draft_of(office), IN_TROUBLE))

    assert (sent.title, sent.lines[0]) == (wording_questions.SENT, wording_questions.DO_NOT_WAIT)
    assert [number.contact for number in sent.numbers][:2] == ["999", "0800 1111"]
    assert sent.ways == (Way.TELL, Way.REPORT, Way.HELP)
    first, *_ = await waiting(office)
    assert (first.text, first.urgent) == (IN_TROUBLE, True)


async def test_where_very_many_wait_somebody_in_trouble_is_told_that_it_is_not_sent_and_whom_to_ring(
    office: Office,
) -> None:
    async with office.desk.database.transaction() as tx:
        for number in range(MOST_URGENT):
            await questions.add(tx, Question(f"q{number}", "tom", "Tom Baker", date(2026, 12, 1), WORDS, urgent=True))

    one_more = await use.rung(office, asking(await draft_of(office), IN_TROUBLE))

    assert one_more.lines[:2] == (wording_questions.DO_NOT_WAIT, wording_questions.TOO_MANY)
    assert "999" in {number.contact for number in one_more.numbers}
    assert one_more.ways == (Way.TELL, Way.REPORT, Way.HELP)
    assert len(await waiting(office)) == MOST_URGENT


async def test_without_what_hears_trouble_it_is_kept_all_the_same(office: Office) -> None:
    office.desk = replace(office.desk, ear=None)
    await use.asks(office, IN_TROUBLE)
    [question] = await waiting(office)
    assert question.urgent is False


@pytest.mark.parametrize("text", ["", " \r\n\t"])
async def test_nothing_is_not_sent(office: Office, text: str) -> None:
    form = await form_of(office, asking(await draft_of(office), text))
    assert form.problems == {"question": wording_questions.EMPTY}
    assert await waiting(office) == ()


async def test_what_is_too_long_is_not_cut(office: Office) -> None:
    draft = await draft_of(office)
    form = await form_of(office, asking(draft, "x" * (MOST_TEXT + 1)))

    assert form.problems == {"question": wording_replies.too_long(1)}
    assert (form.draft, form.entered["question"]) == (draft, "x" * (MOST_TEXT + 1))
    assert await waiting(office) == ()
    await said(office, asking(draft, "x" * MOST_TEXT))
    assert len(await waiting(office)) == 1


async def test_half_a_character_is_no_reason_to_fail(office: Office) -> None:
    await use.asks(office, "half \ud800")
    [question] = await waiting(office)
    assert question.text == "half ?"


@pytest.mark.parametrize(
    ("policy", "organisation"), [(use.answered_by(), EXAMPLE), (POLICY, use.with_roles("asha", "tutor"))]
)
async def test_where_nobody_answers_nothing_is_asked(
    office: Office, policy: Policy, organisation: Organisation
) -> None:
    office.with_organisation(organisation)
    office.desk = replace(office.desk, policy=policy)

    assert wording_questions.NOBODY_ANSWERS in (await said(office, WantedToAskSomebody(TOM, WORDS))).lines
    for text, ring in ((WORDS, False), (IN_TROUBLE, True)):
        form = await form_of(office, asking(f"h.{UNKNOWN}", text))
        assert form.remark.startswith(wording_questions.NOBODY_ANSWERS)
        assert "Coordinator) can say more on" in form.remark
        assert (form.entered, len(form.notices)) == ({"question": text}, 1)
        assert ("0800 1111" in contacts(form)) is ring
    assert hand_over(office.desk, WORDS) == ()
    assert await waiting(office) == ()


async def test_whoever_answers_by_two_roles_is_told_once(office: Office) -> None:
    office.with_organisation(use.with_roles("asha", "coordinator", "deputy"))
    office.desk = replace(office.desk, policy=use.answered_by("coordinator", "deputy"))
    await use.asks(office)
    await office.settles()
    assert sorted(to for to, _ in office.messenger.sent) == ["asha", "ben"]


async def test_no_word_of_a_question_and_nobodys_name_stands_anywhere_else(office: Office) -> None:
    question = await use.asks(office)
    await office.settles()
    await office.does(use.answering(question, use.ANSWER))
    await office.settles()

    stored = b"".join(each.read_bytes() for each in office.file.parent.iterdir())
    assert [to for to, _ in office.messenger.sent] == ["asha", "tom"]
    for words in (WORDS, "projector", use.ANSWER, "caretaker", "Tom Baker"):
        assert words not in await use.everything_else(office)
        assert words.encode() not in stored


async def test_what_could_not_be_stored_stands_in_the_form_again(office: Office) -> None:
    turn = asking(await draft_of(office), WORDS)
    unsure = late(office.desk, turn)
    office.breaks()
    failed = await office.does(turn)

    for shown, remark in ((failed, wording_questions.NOT_SENT), (unsure, wording_questions.NOT_CERTAIN)):
        assert isinstance(shown, Asked)
        assert (shown.draft, shown.entered, shown.remark) == (turn.draft, {"question": WORDS}, remark)
    assert wording.NOT_CERTAIN not in str((failed, unsure))
    assert WORDS not in str(office.faults)


async def test_the_form_can_be_looked_at_again(office: Office) -> None:
    draft = await draft_of(office)
    shown = await form_of(office, WantedToChange(TOM, draft, "ask", {"question": (WORDS,)}))
    assert (shown.draft, shown.entered, shown.remark) == (draft, {"question": WORDS}, "")


async def test_whoever_answers_questions_may_ask_one_too_and_even_answer_it(office: Office) -> None:
    question = await use.asks(office, who=ASHA)
    assert (await use.opens(office, question, ASHA)).staff is True
    await office.does(use.answering(question, use.ANSWER))
    assert (await use.opens(office, question, ASHA)).staff is False


async def test_a_code_is_not_sent_to_a_person(office: Office) -> None:
    form = await form_of(office, asking(await draft_of(office), spelled(bytes(12))))
    assert form.problems == {"question": wording_questions.NO_CODE}
    assert await waiting(office) == ()
