"""Tests of what a bot on Slack answers to what somebody asks or writes: in the policy's words, or with help."""

import pytest

from bot.chat import words
from dialogs import wording_guidance
from handlers.reply import Guided, Said
from handlers.turn import WantedToAsk
from tests.bot.slack.telling import Telling
from tests.bot.slack.test_guided import SILENT, SURE, TROUBLE
from tests.bot.slack.walking import ASHA, LENA
from tests.fakes import slack_payloads
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Json, Object, text_of, written
from tests.fakes.slack_roads import Sending
from tests.fakes.slack_views import buttons, read
from tests.fakes.slack_workspace import BOT_USER, CHANNEL, direct
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "Can I use my phone in a classroom?"
IN_TROUBLE = "canary I want to kill myself"
PHONES = "mobile phones"


def actions(message: Object) -> list[str]:
    """What the buttons under a message do."""
    return [text_of(button["action_id"]) for _, button in buttons(message)]


def to_lena(bot: OnSlack | Telling) -> Object:
    """The only direct message to her."""
    (answer,) = bot.slack.to(direct(LENA))
    return answer.message


# ------------------------------------------------------------------------------------------ after a command, in a form


@pytest.mark.parametrize("typed", ["ask {question}", "ASK\n{question}"])
async def test_a_question_after_the_command_is_answered_in_a_modal(typed: str, here: OnSlack) -> None:
    answer = await here.client.command(LENA, "/esafety", typed.format(question=QUESTION), CHANNEL)
    assert (answer.status, answer.text) == (200, "")
    assert here.kind(LENA) == "guided"
    assert PHONES in here.modal(LENA).text.lower()
    assert words.NOT_TAKEN_ALONG not in here.modal(LENA).text
    assert (here.slack.posted, here.slack.whispered) == ([], [])


async def test_the_command_alone_opens_the_form_and_the_form_is_answered_in_its_place(here: OnSlack) -> None:
    await here.client.command(LENA, "/esafety", "ask")
    assert (here.kind(LENA), here.modal(LENA).view["callback_id"]) == ("screen", "passing")
    shown = await here.goes_on(LENA, question=QUESTION)
    assert here.kind(LENA) == "guided"
    assert PHONES in shown.text.lower()


async def test_a_question_can_be_asked_after_another(here: OnSlack) -> None:
    await here.client.command(LENA, "/esafety", f"ask {QUESTION}")
    await here.client.press(here.modal(LENA), "ask")
    shown = await here.goes_on(LENA, question=IN_TROUBLE)
    assert shown.text.index("999") < shown.text.index(wording_guidance.TROUBLE)
    await here.client.press(here.modal(LENA), "tell")
    assert here.kind(LENA) == "screen"


async def test_an_empty_question_is_said_beside_the_box(here: OnSlack) -> None:
    await here.client.command(LENA, "/esafety", "ask")
    shown = await here.goes_on(LENA, question="  ")
    assert list(shown.errors.values()) == [wording_guidance.QUESTION_EMPTY]


async def test_closing_the_form_says_nothing_to_anybody(here: OnSlack) -> None:
    await here.client.command(LENA, "/esafety", "ask")
    await here.client.fill(here.modal(LENA), {"question": IN_TROUBLE})
    assert "notify_on_close" not in here.modal(LENA).view


async def test_the_home_tab_opens_the_form(here: OnSlack) -> None:
    await here.client.opens_home(LENA)
    await here.client.press(here.slack.homes[LENA], "ask")
    assert here.kind(LENA) == "screen"


async def test_an_answer_that_is_too_late_for_a_modal_is_seen_by_its_asker_only(here: OnSlack) -> None:
    here.slack.faults.append(Fault(How.REFUSED, "views.open", error="expired_trigger_id"))
    answer = await here.client.command(LENA, "/esafety", f"ask {IN_TROUBLE}", CHANNEL)
    assert answer.body["response_type"] == "ephemeral"
    assert "Childline" in read(answer.body["blocks"])
    assert "canary" not in written(answer.body)
    assert here.slack.posted == []


# ------------------------------------------------------------------------------------------------- typed into the chat


async def test_what_is_typed_to_the_bot_is_answered_in_the_policys_words(here: OnSlack) -> None:
    await here.client.writes(LENA, QUESTION)
    shown = read(to_lena(here)["blocks"])
    assert PHONES in shown.lower()
    assert words.HURT in shown
    assert actions(to_lena(here)) == ["helped", "not_helped", "hand_over", "tell", "help", "ask", "report"]
    assert QUESTION not in written(to_lena(here))


async def test_whoever_may_be_in_trouble_reads_whom_to_ring_first_and_nothing_of_theirs_stays(here: OnSlack) -> None:
    before = here.log.getvalue()
    await here.client.writes(LENA, IN_TROUBLE)
    shown = read(to_lena(here)["blocks"])
    assert shown.index("999") < shown.index("Childline") < shown.index(wording_guidance.TROUBLE)
    assert actions(to_lena(here))[0] == "tell"
    await here.client.press_in(LENA, here.slack.to(direct(LENA))[0], "tell")
    assert here.kind(LENA) == "screen"
    assert "canary" not in written([dict(given) for _, given in here.slack.calls])
    assert here.log.getvalue() == before
    assert not any(b"canary" in file.read_bytes() for file in here.settings.data_dir.iterdir())


@pytest.mark.parametrize("typed", ["", "  ", "🥺🥺", "помогите", "<@U0BOT>", "<@U0BOT> ?!"])
async def test_what_nobody_could_understand_gets_the_kind_answer_with_the_numbers(typed: str, teller: Telling) -> None:
    await teller.client.writes(LENA, typed.replace("U0BOT", BOT_USER))
    assert text_of(to_lena(teller)["text"]).startswith(words.TYPED[0])
    assert "Emergency services: 999" in text_of(to_lena(teller)["text"])
    assert teller.turns == []


async def test_words_beside_a_picture_are_not_answered_as_a_question(teller: Telling) -> None:
    message = slack_payloads.said(teller.slack, LENA, QUESTION)
    where: dict[str, Json] = {"channel": direct(LENA), "channel_type": "im", "files": [{"id": "F1"}]}
    event = slack_payloads.event(teller.slack, {**message, **where})
    assert (await teller.client.road.carry(Sending.EVENT, event)).status == 200
    assert words.NO_PICTURES in text_of(to_lena(teller)["text"])
    assert teller.turns == []


async def test_what_is_typed_is_asked_as_people_see_it(teller: Telling) -> None:
    teller.next = [SURE]
    await teller.client.writes(LENA, f"<@{BOT_USER}> may I &lt;share&gt; <https://a.example|this>?")
    (turn,) = teller.turns
    assert isinstance(turn, WantedToAsk)
    assert turn.question == "may I <share> this (https://a.example)?"


async def test_where_nothing_can_be_heard_the_kind_answer_stays(teller: Telling) -> None:
    teller.next = [Said("Ask somebody", ("Asha can say more.",))]
    await teller.client.writes(LENA, QUESTION)
    assert text_of(to_lena(teller)["text"]).startswith(words.TYPED[0])


async def test_who_writes_is_answered_kindly_and_once_if_the_bot_fails_and_no_word_is_logged(teller: Telling) -> None:
    teller.next = [RuntimeError(IN_TROUBLE)]
    assert (await teller.client.writes(LENA, IN_TROUBLE)).status == 200
    assert (await teller.client.again(LENA, retry=1)).status == 200
    assert "Emergency services: 999" in text_of(to_lena(teller)["text"])
    assert "a-turn-failed" in teller.out.getvalue()
    assert "canary" not in teller.out.getvalue()


@pytest.mark.parametrize("reply", [SILENT, SURE, TROUBLE])
async def test_whatever_is_answered_in_the_chat_names_999_and_offers_to_tell_someone(
    reply: Guided, teller: Telling
) -> None:
    teller.next = [reply]
    await teller.client.writes(LENA, "something")
    assert "999" in read(to_lena(teller)["blocks"])
    assert actions(to_lena(teller))[0] == "tell"


# -------------------------------------------------------------------------------------------- mentioned in a channel


@pytest.mark.parametrize("typed", ["<@{bot}> {question}", "{question} <@{bot}>", "<@{bot}>, <@U09OTHER> {question}"])
async def test_a_question_in_a_channel_is_answered_to_its_writer_only(typed: str, here: OnSlack) -> None:
    await here.client.mentions(ASHA, typed.format(bot=BOT_USER, question=QUESTION), CHANNEL)
    ((channel, user, answer),) = here.slack.whispered
    assert (channel, user, here.slack.posted) == (CHANNEL, ASHA, [])
    assert PHONES in read(answer["blocks"]).lower()


async def test_trouble_in_a_channel_is_answered_with_whom_to_ring_and_to_them_only(here: OnSlack) -> None:
    await here.client.mentions(ASHA, f"<@{BOT_USER}> {IN_TROUBLE}", CHANNEL)
    ((_, user, answer),) = here.slack.whispered
    shown = read(answer["blocks"])
    assert (user, here.slack.posted) == (ASHA, [])
    assert shown.index("999") < shown.index(wording_guidance.TROUBLE)
    await here.client.press_whispered(ASHA, "tell")
    assert here.kind(ASHA) == "screen"


async def test_a_mention_without_a_question_is_told_that_nobody_was(here: OnSlack) -> None:
    await here.client.mentions(ASHA, f"<@{BOT_USER}>", CHANNEL)
    ((_, _, answer),) = here.slack.whispered
    assert words.MENTIONED[0] in read(answer["blocks"])
    assert "Emergency services: 999" in read(answer["blocks"])
