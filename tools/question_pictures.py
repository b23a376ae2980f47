"""Somebody asks a person what the policy does not say: what the pictures of every platform have in common."""

from datetime import timedelta
from typing import Protocol

from dialogs.alerts import Press
from tests.scenarios.conversation import Answers

A_DAY = timedelta(days=1)
ASKED = "How long do you keep photos of learners?"
ANSWERED = (
    "Until the learner leaves, unless they agree to more. If you want to use one anywhere else, ask me first, "
    "and I will look at what they have signed."
)
WAITING = {"ewan": "Who can see my emails?", "farah": "Can learners use ChatGPT for coursework?"}
URGENT = "A man from a game wants to meet me tonight and I am scared"
OPEN = ("Can learners use ChatGPT for coursework?", "Who can see my emails?")
"""What nearly everybody asks, and the policy does not say."""
EVERYBODY = ("asha", "ben", "carys", "dilys", "ewan", "farah", "tom", "lena")
SAID = "can i take photos of learners"
"""What the policy does say."""
ADDED = "Can I show a YouTube clip in a lesson?"
FIND = "sites checked before"
PASSAGE = "lessons.preplanned-sites"


class QuestionAlbum(Protocol):
    """People at the bot, and where the pictures of it are kept, by the names of people and of pictures."""

    async def asks(self, person: str, question: str) -> None:
        """Ask what the policy says. The answer is in front of them."""
        ...

    async def presses(self, person: str, press: Press) -> None:
        """Press the first such button of what is in front of them."""
        ...

    async def opens(self, person: str, press: Press) -> None:
        """Press such a button of the newest message that they have."""
        ...

    async def goes_home(self, person: str) -> None:
        """Look at what there is for them."""
        ...

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in what is in front of them."""
        ...

    async def goes_on(self, person: str) -> None:
        """Send it."""
        ...

    async def waits(self, time: timedelta) -> None:
        """Let time pass."""
        ...

    async def shows(self, name: str, person: str, *, night: bool = False) -> None:
        """Keep what is in front of them, as they have filled it in."""
        ...

    async def alerts(self, name: str, person: str) -> None:
        """Keep the newest message to them."""
        ...


async def asked_of_a_person(at: QuestionAlbum) -> None:
    """A question is asked, answered and read; others wait; what is asked most is counted, and one is added."""
    await _asked(at)
    await _answered(at)
    await at.waits(A_DAY)
    await _waiting(at)
    await _counted(at)
    await _added(at)
    await at.goes_home("asha")
    await at.shows("home-of-whoever-answers", "asha")
    await at.presses("asha", Press.QUESTIONS)
    await at.shows("questions", "asha", night=True)


async def _asked(at: QuestionAlbum) -> None:
    await at.asks("tom", ASKED)
    await at.presses("tom", Press.HAND_OVER)
    await at.shows("ask-a-person", "tom")
    await at.goes_on("tom")
    await at.shows("question-kept", "tom")
    await at.goes_home("tom")
    await at.presses("tom", Press.QUESTIONS)
    await at.shows("your-questions", "tom")


async def _answered(at: QuestionAlbum) -> None:
    await at.alerts("a-question-waits", "asha")
    await at.opens("asha", Press.QUESTION)
    await at.fills_in("asha", {"answer": ANSWERED})
    await at.shows("answer-a-question", "asha")
    await at.goes_on("asha")
    await at.shows("answer-kept", "asha")
    await at.alerts("a-question-has-an-answer", "tom")
    await at.opens("tom", Press.QUESTION)
    await at.shows("read-the-answer", "tom", night=True)


async def _waiting(at: QuestionAlbum) -> None:
    for person, question in WAITING.items():
        await at.asks(person, question)
        await at.presses(person, Press.HAND_OVER)
        await at.goes_on(person)
    await at.asks("lena", SAID)
    await at.presses("lena", Press.HAND_OVER)
    await at.fills_in("lena", {"question": URGENT})
    await at.goes_on("lena")
    await at.shows("kept-and-urgent", "lena")
    await at.alerts("an-urgent-question-waits", "asha")


async def _counted(at: QuestionAlbum) -> None:
    for person in EVERYBODY:
        for question in OPEN:
            await at.asks(person, question)
        await at.asks(person, SAID)
        await at.presses(person, Press.HELPED)


async def _added(at: QuestionAlbum) -> None:
    await at.goes_home("asha")
    await at.presses("asha", Press.QUESTIONS)
    await at.presses("asha", Press.TEACH)
    await at.fills_in("asha", {"question": ADDED, "find": FIND})
    await at.goes_on("asha")
    await at.fills_in("asha", {"passage": PASSAGE})
    await at.shows("add-a-question", "asha")
    await at.goes_on("asha")
    await at.shows("added", "asha")
