"""Somebody asks a person about the policy, and somebody answers or adds to what is found, as tests of that need it."""

from dataclasses import replace
from datetime import date

from dialogs import wording_questions
from dialogs.guidance.gaps import Count
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.listing import Listing
from handlers.own_form import written
from handlers.reply import Asked, Guided, Home, Reply, Said
from handlers.turn import Answered, OpenedHome, OpenedQuestion, OpenedQuestions, Turn, WantedToAskSomebody, Who
from storage import audit, guidance_counts, questions, taught
from storage.questions import Question
from storage.taught import Added
from tests.handlers.office import ASHA, EXAMPLE, POLICY, TOM, Office

WORDS = "Who mends the projector in the blue room?"
OTHER_WORDS = "What is the wifi password?"
ANSWER = "Ring the caretaker before noon."
IN_TROUBLE = "I want to kill myself tonight"
UNKNOWN = "f" * 32
FIND = "mobile phones in the classroom"
"""Words of a passage that is then among those to choose from."""


def answered_by(*roles: str) -> Policy:
    """The policy, with these roles answering what it does not."""
    return replace(POLICY, guidance=replace(POLICY.guidance, answers=roles))


def with_roles(person: str, *roles: str) -> Organisation:
    """The example organisation, with a person holding these roles and no others."""
    changed = replace(EXAMPLE.people[person], roles=roles)
    return replace(EXAMPLE, people={**EXAMPLE.people, person: changed})


async def form_of(office: Office, turn: Turn) -> Asked:
    """The form that answers a turn."""
    reply = await office.does(turn)
    assert isinstance(reply, Asked), reply
    return reply


async def said(office: Office, turn: Turn) -> Said:
    """The short answer to a turn."""
    reply = await office.does(turn)
    assert isinstance(reply, Said), reply
    return reply


def asking(draft: str, text: str, who: Who = TOM) -> Answered:
    """Sends a question in the form with that state."""
    return Answered(who, draft, "ask", {"question": (text,)}, "")


def answering(question: str, text: str, who: Who = ASHA) -> Answered:
    """Sends an answer to a question."""
    return Answered(who, f"n.{question}", "answer", {"answer": (text,)}, "")


async def asks(office: Office, text: str = WORDS, who: Who = TOM) -> str:
    """Asks a person in a new form. Returns the question's id."""
    form = await form_of(office, WantedToAskSomebody(who))
    sent = await office.does(asking(form.draft, text, who))
    assert isinstance(sent, Said | Guided), sent
    assert sent.title == wording_questions.SENT
    return await id_of(office, form.draft, text, who)


async def id_of(office: Office, draft: str, text: str, who: Who = TOM) -> str:
    """The id of what somebody sends in the form with that state."""
    async with office.desk.database.transaction() as tx:
        return questions.id_of(tx, draft, who.key, written({"question": (text,)})["question"])


async def rung(office: Office, turn: Turn) -> Guided:
    """The answer to a turn of somebody who may be in trouble: whom to ring comes first."""
    reply = await office.does(turn)
    assert isinstance(reply, Guided), reply
    assert reply.urgent == wording_questions.MAYBE_TROUBLE
    assert "999" in {number.contact for number in reply.numbers}
    return reply


async def opens(office: Office, question: str, who: Who) -> Asked:
    """Opens a question that this person may read."""
    return await form_of(office, OpenedQuestion(who, question))


async def teaches(office: Office, question: str, passage: str, who: Who = ASHA) -> Reply:
    """Looks for passages, and adds the question with the one that answers it. Returns the last reply."""
    values = {"question": (question,), "find": (FIND,)}
    offered = await office.does(Answered(who, "t.", "teach", values, ""))
    if not isinstance(offered, Asked) or offered.problems:
        return offered
    return await office.does(Answered(who, offered.draft, "teach", {**values, "passage": (passage,)}, ""))


async def listing_of(office: Office, who: Who) -> Listing:
    """The list that somebody sees."""
    reply = await office.does(OpenedQuestions(who))
    assert isinstance(reply, Listing), reply
    return reply


async def home_of(office: Office, who: Who) -> Home:
    """The home view that somebody sees."""
    reply = await office.does(OpenedHome(who))
    assert isinstance(reply, Home), reply
    return reply


async def waiting(office: Office) -> tuple[Question, ...]:
    """The questions that nobody has answered."""
    async with office.desk.database.transaction() as tx:
        return await questions.waiting(tx)


async def answered(office: Office) -> tuple[Question, ...]:
    """The questions that somebody has answered."""
    async with office.desk.database.transaction() as tx:
        return await questions.answered(tx)


async def added(office: Office) -> tuple[Added, ...]:
    """The questions that were added to guidance."""
    async with office.desk.database.transaction() as tx:
        return await taught.these(tx, await taught.ids(tx))


async def counts(office: Office) -> tuple[Count, ...]:
    """What was counted under the policy in use."""
    async with office.desk.database.transaction() as tx:
        return await guidance_counts.of_policy(tx, office.desk.policy.hash)


async def everything_else(office: Office) -> str:
    """What stands in messages, in the audit of the whole bot and in what is noted of faults."""
    async with office.desk.database.transaction() as tx:
        entries = await audit.entries(tx, audit.SYSTEM)
    return f"{office.messenger.sent} {entries} {office.faults}"


def with_answer(question: Question, day: date) -> Question:
    """The question as the coordinator has answered it on that day."""
    return replace(question, answer=ANSWER, answered_by="asha", answered=day)
