"""Whole conversations, as lists of (what somebody does, what is seen): the same lists for every platform.

A platform takes part through `Platform`: it turns each thing that is done into its own real requests and says what the
person then sees. Screens are named by id, so a change of wording breaks no conversation.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Protocol, assert_never

from dialogs.alerts import Press
from dialogs.receipt_words import WORDS
from dialogs.wording_record import recorded_last
from tests.scenarios.deeds import (
    Answers,
    AnswersIt,
    Asks,
    Begins,
    Changes,
    ComesBack,
    Does,
    GoesBack,
    HasACode,
    LooksHome,
    Presses,
    PressesAtHome,
    PressesHere,
    PressesInAnothers,
    PressesIt,
    SendsAgain,
    Starts,
    Tells,
    Wait,
)

__all__ = [
    "THE_CODE",
    "Answers",
    "AnswersIt",
    "Asks",
    "Changes",
    "ComesBack",
    "Conversation",
    "Expected",
    "GoesBack",
    "HasACode",
    "Kind",
    "LooksHome",
    "Messages",
    "NewestTo",
    "Platform",
    "Presses",
    "PressesAtHome",
    "PressesHere",
    "PressesInAnothers",
    "Screen",
    "Seen",
    "Sees",
    "SendsAgain",
    "Starts",
    "Tells",
    "Wait",
    "code_in",
    "hold",
]

KNOWN = frozenset(WORDS)
BY_CHANCE = re.compile(r"(?<=\bES-)[0-9A-Z]+(?:-[0-9A-Z]+)*\b")
"""What is drawn for a reference: it may hold a severity or a step's id, and says nothing by it."""


class Kind(StrEnum):
    """What kind of thing a person is looking at."""

    SCREEN = "screen"
    RECEIVED = "received"
    NOT_TAKEN = "not taken"
    SAID = "said"
    CASE = "case"
    NO_SUCH_CASE = "no such case"
    HOME = "home"
    GUIDED = "guided"
    LISTING = "listing"


@dataclass(frozen=True)
class Seen:
    """What a person sees: `screen` is the screen's id if it is one; `text` is everything that can be read."""

    kind: Kind
    text: str
    screen: str = ""
    problems: tuple[str, ...] = ()


class Platform(Protocol):
    """What a platform must let people do. Persons are keys of the organisation file."""

    async def starts(self, person: str) -> Seen: ...
    async def tells(self, person: str) -> Seen: ...
    async def has_a_code(self, person: str) -> Seen: ...
    async def asks(self, person: str) -> Seen: ...
    async def presses_here(self, person: str, press: Press, about: str = "") -> Seen: ...
    async def presses_at_home(self, person: str, press: Press, about: str = "") -> Seen: ...
    async def answers(self, person: str, values: Answers) -> Seen: ...
    async def goes_back(self, person: str, values: Answers) -> Seen: ...
    async def changes(self, person: str, screen: str) -> Seen: ...
    async def sends_again(self, person: str) -> Seen: ...
    async def resumes(self, person: str) -> Seen: ...
    async def presses(self, person: str, press: Press, about: str = "") -> Seen: ...
    async def presses_in_anothers(self, person: str, press: Press, whose: str) -> Seen: ...
    async def home(self, person: str) -> Seen: ...
    async def waits(self, time: timedelta) -> None: ...
    async def messages(self, person: str) -> tuple[str, ...]: ...
    async def channel(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Screen:
    """The person sees this screen. `says` and `problems` must be on it."""

    id: str
    says: tuple[str, ...] = ()
    problems: int = 0


@dataclass(frozen=True)
class Sees:
    """The person sees this kind of thing, with these words and without those, and these `ordered` as they stand."""

    kind: Kind
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Messages:
    """How many messages each person has had by now, and how many stand in the channel."""

    channel: int
    people: Mapping[str, int]


@dataclass(frozen=True)
class NewestTo:
    """The newest message to this person (or, for '#', in the channel) has these words and not those."""

    person: str
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


Expected = Screen | Sees | Messages | NewestTo
Conversation = Sequence[tuple[Does, Expected | Sequence[Expected]]]


async def hold(conversation: Conversation, platform: Platform) -> None:
    """Does each thing in order, and checks what is seen after it."""
    code = ""
    for number, (does, expected) in enumerate(conversation, 1):
        seen = await _do(_with(code, does), platform)
        code = code_in(seen.text) if seen is not None and code_in(seen.text) else code
        for each in (expected,) if isinstance(expected, Screen | Sees | Messages | NewestTo) else expected:
            where = f"turn {number}, {does}"
            await _check(each, seen, platform, where)


THE_CODE = "the code that was shown last"
"""Stands for that code where somebody types it."""


def code_in(text: str) -> str:
    """The code that stands in a text, or nothing."""
    tokens = re.findall(r"[a-z]+|[0-9]+", text)
    for place in range(len(tokens) - 6):
        words, number = tokens[place : place + 6], tokens[place + 6]
        if number.isdigit() and len(number) == 2 and KNOWN.issuperset(words):
            return " ".join((*words, number))
    return ""


def _with(code: str, does: Does) -> Does:
    """What is done, with the code where it is typed."""
    if not isinstance(does, AnswersIt) or THE_CODE not in does.values.values():
        return does
    return AnswersIt(does.person, {name: code if each == THE_CODE else each for name, each in does.values.items()})


async def _do(does: Does, platform: Platform) -> Seen | None:
    match does:
        case Starts() | Tells() | HasACode() | Asks():
            return await _begin(does, platform)
        case PressesHere() | PressesAtHome() | Presses() | PressesInAnothers():
            return await _press(does, platform)
        case AnswersIt(person, values):
            return await platform.answers(person, values)
        case GoesBack(person, values):
            return await platform.goes_back(person, values)
        case Changes(person, screen):
            return await platform.changes(person, screen)
        case SendsAgain(person):
            return await platform.sends_again(person)
        case ComesBack(person):
            return await platform.resumes(person)
        case LooksHome(person):
            return await platform.home(person)
        case Wait(time):
            await platform.waits(time)
            return None
        case _:
            assert_never(does)


async def _begin(does: Begins, platform: Platform) -> Seen:
    match does:
        case Starts(person):
            return await platform.starts(person)
        case Tells(person):
            return await platform.tells(person)
        case HasACode(person):
            return await platform.has_a_code(person)
        case Asks(person):
            return await platform.asks(person)
        case _:
            assert_never(does)


async def _press(does: PressesIt, platform: Platform) -> Seen:
    match does:
        case PressesHere(person, press, about):
            return await platform.presses_here(person, press, about)
        case PressesAtHome(person, press, about):
            return await platform.presses_at_home(person, press, about)
        case Presses(person, press, about):
            return await platform.presses(person, press, about)
        case PressesInAnothers(person, press, whose):
            return await platform.presses_in_anothers(person, press, whose)
        case _:
            assert_never(does)


async def _check(expected: Expected, seen: Seen | None, platform: Platform, where: str) -> None:
    match expected:
        case Screen(id, says, problems):
            assert seen is not None, where
            assert (seen.kind, seen.screen) == (Kind.SCREEN, id), f"{where}: {seen}"
            assert len(seen.problems) == problems, f"{where}: {seen.problems}"
            _has(seen.text, says, (), where)
        case Sees(kind, says, never, ordered):
            assert seen is not None, where
            assert seen.kind is kind, f"{where}: {seen}"
            _has(seen.text, (*says, *ordered), never, where)
            assert sorted(ordered, key=partial(_place, seen.text)) == [*ordered], f"{where}: {seen}"
        case Messages(channel, people):
            assert len(await platform.channel()) == channel, f"{where}: {await platform.channel()}"
            for person, count in people.items():
                messages = await platform.messages(person)
                assert len(messages) == count, f"{where}: {person} has {messages}"
        case NewestTo(person, says, never):
            messages = await (platform.channel() if person == "#" else platform.messages(person))
            assert messages, f"{where}: {person} has no message"
            _has(messages[0], says, never, where)
        case _:
            assert_never(expected)


def _has(text: str, says: Sequence[str], never: Sequence[str], where: str) -> None:
    told = BY_CHANCE.sub("", text)
    for words in says:
        assert words in told, f"{where}: {words!r} is not in {text!r}"
    for words in never:
        assert words not in told, f"{where}: {words!r} is in {text!r}"


def _place(text: str, what: str) -> int:
    """Where it stands first, but for what is said again above a further part: that it was recorded last."""
    again = re.escape(recorded_last(""))
    found = re.search(f"(?<!{again}){re.escape(what)}", text)
    assert found is not None
    return found.start()
