"""Tests of what somebody does in a form that keeps nothing before it is sent, and of what its handlers do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from bot.chat import words
from bot.chat.doing import Do
from bot.chat.payload import Json
from bot.teams import dialogs, ids
from bot.teams.talk import Talk
from bot.teams.views import dialog
from dialogs import wording_learner
from dialogs.forms import ChooseMany, Option
from handlers.reply import Asked, Received, Reply, Said, Way, Written
from handlers.turn import Answered, Turn, WantedToChange, WantedToComeBack, WantedToReply, WantedToTell, WentBack
from tests.bot.teams import concerns
from tests.bot.teams.drawn import LONDON, as_sent, buttons, doings, done, inputs
from tests.dialogs.real import example_organisation
from tests.fakes import canned
from tests.fakes.slack_json import Object, at, object_of, text_of
from tests.fakes.teams_cards import ShownCard
from tests.fakes.teams_workspace import PEOPLE, TENANT

LONG = replace(
    concerns.ANSWERED, thread=tuple(Written(ours=False, day="today", text="words " * 330) for _ in range(40))
)


class Answering:
    """Answers each turn with the next of these replies, the last one again and again."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self.turns: list[Turn] = []

    async def __call__(self, turn: Turn) -> Reply:
        """The next reply."""
        self.turns.append(turn)
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    @property
    def talk(self) -> Talk:
        """What the adapter is given."""
        return Talk(self, _fails, example_organisation(), TENANT, tuple)


def _fails(turn: Turn, error: Exception) -> Reply:
    raise AssertionError(f"{type(turn).__name__} failed") from error


async def presses(answering: Answering, asked: Asked, do: str, value: str = "", **entered: str) -> Mapping[str, Json]:
    """What comes of a button on the last part of a form that is in front of somebody."""
    return await presses_on(answering, as_sent(dialog(asked, zone=LONDON, page=1_000)), do, value, **entered)


async def presses_on(
    answering: Answering, card: Object, do: str, value: str = "", **entered: str
) -> Mapping[str, Json]:
    """What comes of a button of that card."""
    shown = ShownCard(card)
    for name, text in entered.items():
        shown.enter(f"{ids.FIELD}{name}", [text])
    data = shown.sends(shown.button(do, value))
    sender: Object = {"aadObjectId": PEOPLE[6], "name": "Tom Baker"}
    return await dialogs.submitted(answering.talk, {"from": sender, "value": {"data": data}})


def card_in(answer: Mapping[str, Json]) -> Object:
    """The card of a dialog."""
    return object_of(at(answer, "task", "value", "card", "content"))


def title_in(answer: Mapping[str, Json]) -> str:
    """The title of a dialog."""
    return text_of(at(answer, "task", "value", "title"))


@pytest.mark.parametrize(
    ("reply", "title"),
    [
        (concerns.LAST, wording_learner.TELL_SOMEONE),
        (concerns.SENT, wording_learner.SENT),
        (replace(concerns.LAST, heading=" "), words.REPORT),
        (canned.DANGER, words.REPORT),
    ],
)
def test_a_dialog_is_called_what_the_form_is_called(reply: Asked, title: str) -> None:
    assert title_in(dialogs.shown(Answering(reply).talk, reply)) == title


@pytest.mark.parametrize(("command", "turn"), [("tell", WantedToTell), ("check", WantedToComeBack)])
async def test_the_commands_of_the_compose_box_open_the_form(command: str, turn: type[Turn]) -> None:
    answering = Answering(concerns.EARLIER)
    sent: Mapping[str, Json] = {"from": {"aadObjectId": PEOPLE[6]}, "value": {"commandId": command}}
    assert ids.ANSWER in doings(card_in(await dialogs.extension_opened(answering.talk, sent)))
    assert [type(each) for each in answering.turns] == [turn]


async def test_what_a_form_carries_comes_back_as_it_was_with_what_was_entered() -> None:
    answering = Answering(concerns.SENT)
    answer = await presses(answering, concerns.LAST, ids.ANSWER, story="He has my photos", who="friend")
    (turn,) = answering.turns
    assert isinstance(turn, Answered)
    assert (turn.draft, turn.screen) == (concerns.STATE, "words")
    assert turn.values == {"story": ("He has my photos",), "who": ("friend",)}
    assert title_in(answer) == wording_learner.SENT


async def test_who_goes_back_takes_along_what_was_chosen() -> None:
    answering = Answering(concerns.EARLIER)
    await presses(answering, concerns.EARLIER, Do.BACK, who="friend")
    (turn,) = answering.turns
    assert isinstance(turn, WentBack)
    assert (turn.draft, turn.values) == (concerns.STATE, {"who": ("friend",)})


async def test_the_code_is_shown_once_more_and_then_the_dialog_can_only_be_closed() -> None:
    answering = Answering(concerns.SHOWN_AGAIN)
    again = card_in(await presses(answering, concerns.SENT, ids.ANSWER))
    assert doings(again) == [ids.CLOSE]
    assert await presses_on(answering, again, ids.CLOSE) == {}
    assert len(answering.turns) == 1


@pytest.mark.parametrize("asked", [concerns.EARLIER, concerns.LAST, concerns.SENT, concerns.ANSWERED])
async def test_nobody_hears_of_a_form_that_is_closed(asked: Asked) -> None:
    answering = Answering(canned.HOME)
    assert await presses(answering, asked, ids.CLOSE) == {}
    assert answering.turns == []


async def test_another_part_of_a_form_is_looked_at_and_what_was_typed_stands_there_again() -> None:
    answering = Answering(LONG)
    first = card_in(await presses(answering, LONG, Do.PAGE, story="I am safe now"))
    (turn,) = answering.turns
    assert isinstance(turn, WantedToChange)
    assert (turn.draft, turn.screen) == (concerns.OPENED, "more")
    while (Do.PAGE, "0") not in [done(each) for each in buttons(first)]:
        first = card_in(await presses_on(answering, first, Do.PAGE))
    parts = await _to_the_end(answering, first)
    assert inputs(parts[-1])["f.story"]["value"] == "I am safe now"


async def _to_the_end(answering: Answering, card: Object) -> Sequence[Object]:
    cards = [card]
    while ids.ANSWER not in doings(cards[-1]):
        cards.append(card_in(await presses_on(answering, cards[-1], Do.PAGE)))
    return cards


async def test_who_wants_another_part_of_what_cannot_be_shown_begins_no_report() -> None:
    answering = Answering(Said("This could not be shown", ("Try again.",), (), (Way.CHECK,)))
    card = card_in(await presses(answering, LONG, Do.PAGE))
    assert doings(card) == [Do.CHECK, ids.CLOSE]
    assert len(answering.turns) == 1


async def test_another_part_of_a_reply_is_the_same_reply_with_what_was_typed() -> None:
    answering = Answering(replace(LONG, draft="r.c1"))
    card = card_in(await presses(answering, replace(LONG, draft="r.c1"), Do.PAGE, story="Thank you"))
    (turn,) = answering.turns
    assert isinstance(turn, WantedToReply)
    assert turn.case == "c1"
    parts = await _to_the_end(answering, card)
    assert inputs(parts[-1])["f.story"]["value"] == "Thank you"


async def test_several_that_were_chosen_are_chosen_again() -> None:
    kinds = ChooseMany("story", "What?", "", tuple(Option(name, name) for name in "abc"), required=False)
    asked = replace(LONG, fields=(kinds,), entered={"story": ("a", "c")})
    answering = Answering(replace(asked, entered={}))
    cards = await _to_the_end(answering, as_sent(dialog(asked, zone=LONDON)))
    assert inputs(cards[-1])["f.story"]["value"] == "a,c"


async def test_who_has_written_to_somebody_with_a_code_is_led_back_to_the_case() -> None:
    answering = Answering(Said("Sent", ("They read it when they come back.",)))
    card = card_in(await presses(answering, replace(concerns.ANSWERED, draft="r.c1"), ids.ANSWER))
    assert [done(each) for each in buttons(card)] == [(Do.OPEN, "c1"), (ids.CLOSE, "")]


async def test_what_was_received_forgets_the_form() -> None:
    answering = Answering(Received("ES-7K4M", "Received", (), (), ()))
    card = card_in(await presses(answering, concerns.LAST, ids.ANSWER))
    assert concerns.TOKEN not in str(card)


@pytest.mark.parametrize(
    ("do", "turn"), [(Do.REPLY, WantedToReply), (Do.TELL, WantedToTell), (Do.CHECK, WantedToComeBack)]
)
async def test_a_button_of_a_message_opens_the_form(do: Do, turn: type[Turn]) -> None:
    answering = Answering(concerns.LAST)
    data: Mapping[str, Json] = {"esafety": {"do": do.value, "value": "c1"}, "msteams": {"type": "task/fetch"}}
    sent: Mapping[str, Json] = {"from": {"aadObjectId": PEOPLE[6]}, "value": {"data": data}}
    assert ids.ANSWER in doings(card_in(await dialogs.opened(answering.talk, sent)))
    assert [type(each) for each in answering.turns] == [turn]
