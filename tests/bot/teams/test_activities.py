"""Tests of how activities are read, without a server."""

import contextlib
import json
import time

import pytest

from bot.chat.payload import Json
from bot.teams.activities import Unreadable, activity_of, read
from bot.web import MOST_BYTES
from tests.bot.teams.posts import ACTIVITIES, CHAT, DATA, SENDER
from tests.fakes.teams_keys import SERVICE

SUBMITTED = ACTIVITIES["dialog submitted"]


def test_botbuilder_gets_the_envelope_and_the_address_to_answer_to() -> None:
    activity = activity_of(SUBMITTED, "https://teams.example/")
    assert (activity.type, activity.name, activity.service_url) == ("invoke", "task/submit", "https://teams.example/")
    assert activity.conversation is not None
    assert activity.conversation.id == CHAT["id"]


def test_what_is_in_the_envelope_stays_as_it_came() -> None:
    sent = read(json.dumps(SUBMITTED).encode())
    activity_of(sent, SERVICE)
    assert sent == SUBMITTED


@pytest.mark.parametrize("filled", ["value", "channelData", "attachments", "entities"])
@pytest.mark.parametrize("with_what", [1, {}])
def test_whatever_somebody_fills_an_activity_with_botbuilder_keeps_nobody_waiting(filled: str, with_what: Json) -> None:
    room = (MOST_BYTES - 2_000) // (len(json.dumps(with_what)) + 2)
    body = json.dumps({**SUBMITTED, filled: [with_what] * room}).encode()
    assert MOST_BYTES * 0.9 < len(body) <= MOST_BYTES
    sent, took = read(body), list[float]()
    for _ in range(3):
        begun = time.perf_counter()
        activity_of(sent, SERVICE)
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.02


@pytest.mark.parametrize("field", ["from", "conversation", "recipient", "membersAdded", "timestamp", "relatesTo"])
@pytest.mark.parametrize("wrong", ["a:1", 7, True, [SENDER], [[DATA]]])
def test_an_envelope_that_cannot_be_read_is_refused_or_read_but_never_breaks_anything(field: str, wrong: Json) -> None:
    with contextlib.suppress(Unreadable):
        activity_of({**SUBMITTED, field: wrong}, SERVICE)


def test_a_refusal_quotes_nothing() -> None:
    with pytest.raises(Unreadable) as refused:
        activity_of({**SUBMITTED, "from": "canary"}, SERVICE)
    assert (str(refused.value), refused.value.__suppress_context__) == ("", True)
