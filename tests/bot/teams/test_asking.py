"""Somebody asks what the policy says, or writes something else: in their chat, in a channel, in a dialog."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.chat import words
from bot.teams import chatting, dialogs, teams_words
from bot.teams.talk import Talk
from dialogs import policy_file, wording_guidance
from dialogs.forms import LongText, Purpose
from handlers import guidance
from handlers.reply import Asked, Guided, Reply
from handlers.turn import Answered, Turn, WantedToAsk, Who
from storage.database import Database
from storage.keyring import Keyring
from storage.tables import DRAFTS
from tests.bot.teams.drawn import as_sent
from tests.bot.teams.test_guided import LONG
from tests.fakes import canned, canned_guided, teams_server
from tests.fakes import teams_activities as activities
from tests.fakes.slack_json import Json, Object, at, object_of
from tests.fakes.teams_cards import ShownCard
from tests.fakes.teams_checks import of_answer, of_card
from tests.fakes.teams_workspace import CHANNEL, PEOPLE, TENANT
from tests.handlers.office import EXAMPLE, ROOT
from tests.scenarios.remains import remains
from tests.servers.bot_on_teams import OnTeams, on_teams, settings

TOM = PEOPLE[6]
QUESTION = "Can I use my own phone to take photos of learners?"
FORM = Asked(
    draft=guidance.PREFIX,
    screen=guidance.SCREEN,
    title=wording_guidance.QUESTION,
    purpose=Purpose.ASK,
    notices=(),
    fields=(LongText(guidance.TEXT, wording_guidance.QUESTION_LABEL, "", 2_000, required=True),),
    entered={},
    problems={},
    review=(),
    submit=wording_guidance.QUESTION_ASK,
    can_go_back=False,
    told="",
    number=0,
    count=0,
    heading="Ask a question",
    keeps=False,
)
PICTURE: Object = {"contentType": "image/*", "contentUrl": "https://smba.trafficmanager.net/x"}


class Answering:
    """Handlers that find this answer, or none (a short answer) if nothing was trained. `turns` are what they heard."""

    def __init__(self, answer: Guided | None = canned_guided.SURE) -> None:
        self.answer = answer
        self.turns: list[Turn] = []
        self.talk = Talk(self._turn, self._failed, EXAMPLE, TENANT, lambda: (canned.EMERGENCY,))

    @property
    def asked(self) -> list[str]:
        """Every question."""
        return [turn.question for turn in self.turns if isinstance(turn, WantedToAsk)]

    async def _turn(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        if self.answer is None:
            return canned.SAID
        return FORM if isinstance(turn, WantedToAsk) and not turn.question else self.answer

    def _failed(self, turn: Turn, error: Exception) -> Reply:
        raise AssertionError(turn) from error


def message(text: str, **more: Json) -> Object:
    """Somebody writes in their own chat."""
    return {"text": text, "from": {"aadObjectId": TOM, "name": "Tom"}, "conversation": activities.chat(TOM), **more}


def read(cards: tuple[chatting.Card, ...]) -> str:
    """What somebody reads, of cards that Teams takes."""
    assert [wrong for card in cards for wrong in of_card(as_sent(card))] == []
    return "\n".join(ShownCard(as_sent(card)).text for card in cards)


@pytest.mark.parametrize("typed", ["{}", "ask {}", "/ask {}", "<at>E-safety</at> {}", "<p>{}</p>"])
async def test_what_somebody_types_is_a_question_and_its_answer_repeats_none_of_it(typed: str) -> None:
    at_teams = Answering()
    (card,) = await chatting.written(at_teams.talk, message(typed.format(QUESTION)))
    assert at_teams.asked == [QUESTION]
    said = read((card,))
    assert canned_guided.SURE.title in said
    assert "999" in said
    assert ShownCard(as_sent(card)).has("tell"), "there is a way to a person whatever was asked"
    assert QUESTION not in json.dumps(card)


@pytest.mark.parametrize("typed", ["hello", "Good morning!", "<at>E-safety</at>", "home"])
async def test_a_greeting_is_welcomed_and_asks_nothing(typed: str) -> None:
    at_teams = Answering()
    assert teams_words.WELCOME[0] in read(await chatting.written(at_teams.talk, message(typed)))
    assert at_teams.turns == []


async def test_the_command_alone_leads_to_the_form() -> None:
    (card,) = await chatting.written(Answering().talk, message("ask"))
    assert teams_words.ASK_WHAT[0] in read((card,))
    assert ShownCard(as_sent(card)).has("ask")
    assert not ShownCard(as_sent(card)).inputs(), "the form stands in no message"


@pytest.mark.parametrize("typed", ["?", "...?!", "漢字"])
async def test_what_cannot_be_understood_gets_the_kind_answer(typed: str) -> None:
    at_teams = Answering()
    assert words.TYPED[0] in read(await chatting.written(at_teams.talk, message(typed)))
    assert at_teams.turns == []


async def test_where_nothing_was_trained_the_kind_answer_stays() -> None:
    assert read(await chatting.written(Answering(None).talk, message(QUESTION))).startswith(words.TYPED[0])


async def test_a_picture_with_words_gets_the_kind_answer() -> None:
    at_teams = Answering()
    said = read(await chatting.written(at_teams.talk, message(QUESTION, attachments=[PICTURE])))
    assert words.NO_PICTURES in said
    assert at_teams.turns == []


async def test_who_mentions_the_bot_reads_the_answer_and_why_it_stands_here() -> None:
    at_teams = Answering()
    said = read(await chatting.mentioned(at_teams.talk, message(f"<at>E-safety</at> {QUESTION}")))
    assert at_teams.asked == [QUESTION]
    assert canned_guided.SURE.title in said
    assert teams_words.NOT_IN_THE_CHANNEL in said


@pytest.mark.parametrize("typed", ["help", "", "hello", "?"])
async def test_who_mentions_the_bot_and_asks_nothing_reads_the_menu(typed: str) -> None:
    at_teams = Answering()
    assert teams_words.MENTIONED[0] in read(await chatting.mentioned(at_teams.talk, message(typed)))
    assert at_teams.turns == []


def in_a_dialog(answer: Object) -> ShownCard:
    """The card of a dialog that Teams takes."""
    assert of_answer("task/submit", answer) == ()
    return ShownCard(object_of(at(answer, "task", "value", "card", "content")))


async def presses(at_teams: Answering, card: ShownCard, do: str, value: str = "") -> ShownCard:
    """What stands in the dialog once somebody has pressed this in it."""
    sent = message("", value={"data": card.sends(card.button(do, value))})
    return in_a_dialog(as_sent(await dialogs.submitted(at_teams.talk, sent)))


@pytest.mark.parametrize("way", ["opened", "extension_opened"])
async def test_the_form_opens_and_its_answer_stands_in_the_same_dialog(way: str) -> None:
    at_teams = Answering()
    data: Object = {"esafety": {"do": "ask", "value": "ask", "carried": {"kind": "", "page": 0}}}
    sent = message("", value={"commandId": "ask", "data": data})
    opens = dialogs.opened if way == "opened" else dialogs.extension_opened
    form = in_a_dialog(as_sent(await opens(at_teams.talk, sent)))
    form.enter(f"f.{guidance.TEXT}", [QUESTION])

    answer = await presses(at_teams, form, "answer")

    who = Who("tom", "Tom Reed")
    asked = Answered(who, guidance.PREFIX, guidance.SCREEN, {guidance.TEXT: (QUESTION,)}, "")
    [_, heard] = at_teams.turns
    assert isinstance(heard, Answered)
    assert (heard.draft, heard.screen, heard.values) == (asked.draft, asked.screen, asked.values)
    assert canned_guided.SURE.title in answer.text
    assert QUESTION not in json.dumps(answer.card)
    assert answer.has("close")


async def test_an_answer_of_several_parts_is_read_to_its_end() -> None:
    at_teams = Answering(LONG)
    form = in_a_dialog(as_sent(dialogs.shown(at_teams.talk, FORM)))
    form.enter(f"f.{guidance.TEXT}", [QUESTION])
    card = await presses(at_teams, form, "answer")
    seen = [card.text]
    while card.has("page", str(len(seen))):
        card = await presses(at_teams, card, "page", str(len(seen)))
        seen.append(card.text)
    assert len(seen) > 2
    assert LONG.after[0] in seen[-1]
    assert {turn.values[guidance.TEXT] for turn in at_teams.turns if isinstance(turn, Answered)} == {(QUESTION,)}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[OnTeams]:
    async with teams_server.serving() as teams, on_teams(teams, settings(teams, tmp_path)) as here:
        here.teams.installed.add(TOM)
        yield here


async def test_what_is_asked_is_answered_in_the_policys_words_and_kept_nowhere(here: OnTeams) -> None:
    typed = ["He hits me and I want to die", QUESTION]
    for each in typed:
        await here.client.writes(TOM, each)
    await here.client.mentions(TOM, QUESTION)
    trouble, chat, mentioned = here.teams.to(TOM)
    assert here.teams.to(CHANNEL) == ()
    assert trouble.text.startswith(f"{words.URGENT}. {wording_guidance.TROUBLE_WHAT}")
    for answer in (chat, mentioned):
        assert wording_guidance.SAYS in answer.text or wording_guidance.CLOSEST in answer.text

    await here.client.command(TOM, "ask")
    here.client.fill(TOM, {"f.question": QUESTION})
    await here.client.press_in(TOM, "answer")
    dialog = here.teams.dialog(TOM).card
    passages = policy_file.load(ROOT / "dialogs" / "policies" / "achieve").passages.values()
    assert [each.id for each in passages if each.text in dialog.text and each.text in chat.text]
    assert json.dumps(dialog.card).count(QUESTION) == 1
    assert dialog.has("hand_over", QUESTION), "it goes along to whoever is asked instead"

    sent = json.dumps([each.activity for each in here.teams.posted])
    assert [each for each in typed if each in sent or each in here.log.getvalue()] == []
    assert here.teams.wrong == []
    kept = await remains(here.settings)
    assert (kept.cases, kept.owed, kept.audit[""]) == ((), (), ("0",))
    database = await Database.open(here.settings.database_url, Keyring.load(here.settings.keyring))
    async with database.transaction() as tx:
        assert await tx.rows(select(DRAFTS)) == []
    await database.close()
