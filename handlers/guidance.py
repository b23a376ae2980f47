"""Somebody asks what the policy says, or writes something else: help first, then the policy's own words.

Nothing of it is stored, and it needs no database.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from dialogs import wording_guidance, wording_home
from dialogs.forms import LongText, Purpose
from dialogs.guidance.answering import Answer, Note, Quote, answer
from dialogs.guidance.hearing import Action, Ear, Heard, hear
from handlers import help_now
from handlers.desk import Desk, Facts
from handlers.numbers import numbers
from handlers.people import titled
from handlers.quoting import Noted, QuoteShown, erratum
from handlers.reply import Asked, Guided, Number, Reply, Way
from handlers.turn import Answered, WantedToAsk

PREFIX = "q."
SCREEN, TEXT = "question", "question"
MOST_TEXT = 2_000


async def ask(desk: Desk, turn: WantedToAsk) -> Reply:
    """The answer to a question, or where to write one. Without what finds passages: whom to ask instead."""
    if desk.ear is None:
        return await help_now.ask(desk)
    return _guided(desk, desk.ear, turn.question) if turn.question.strip() else _form({})


async def asked(desk: Desk, turn: Answered) -> Reply:
    """The answer to a question that was written in the form."""
    written = "".join(turn.values.get(TEXT, ())[:1])
    if desk.ear is None:
        return await help_now.ask(desk)
    if not written.strip():
        return _form({TEXT: wording_guidance.QUESTION_EMPTY})
    return _guided(desk, desk.ear, written)


def guided(desk: Facts, heard: Heard, text: str) -> Guided:
    """What somebody is shown who wrote this `text`, which was `heard`."""
    match heard.action:
        case Action.CRISIS:
            return _trouble(desk)
        case Action.REPORT:
            return _report(desk, heard)
        case Action.ANSWER | Action.REFUSE:
            return _answered(desk, heard, answer(heard, text, desk.policy))
        case _:
            assert_never(heard.action)


def _guided(desk: Facts, ear: Ear, text: str) -> Guided:
    return guided(desk, hear(ear, text), text)


def _trouble(desk: Facts) -> Guided:
    lines = (wording_guidance.TROUBLE_TELL,)
    ways = (Way.TELL, Way.HELP, Way.REPORT)
    ring = _numbers(desk, desk.policy.guidance.trouble)
    return _reply(wording_guidance.TROUBLE, lines, ways, urgent=wording_guidance.TROUBLE_WHAT, ring=ring)


def _report(desk: Facts, heard: Heard) -> Guided:
    ways = (Way.REPORT, Way.TELL, Way.HELP)
    heard = replace(heard, panel=True)  # whoever tells of something may need more than a form
    return _with_panel(desk, heard, wording_guidance.REPORT, (wording_guidance.REPORT_WHAT,), ways)


def _answered(desk: Facts, heard: Heard, found: Answer) -> Guided:
    ways: tuple[Way, ...] = (Way.ASK, Way.HELP, Way.REPORT)
    others = tuple(wording_guidance.other_policy(name) for name in found.others)
    if not found.quotes and heard.strays and not others:
        ways = (Way.ASK, Way.TELL, Way.REPORT, Way.HELP)
        return _with_panel(desk, heard, wording_guidance.HERE, (wording_guidance.HERE_WHAT,), ways)
    if not found.quotes:
        lines = (*others, wording_guidance.SILENT_WHAT, *_who_can_say(desk))
        return _with_panel(desk, heard, wording_guidance.SILENT, lines, ways)
    title = wording_guidance.SAYS if heard.alone else wording_guidance.CLOSEST
    lines = others if heard.alone else (wording_guidance.CLOSEST_WHAT, *others)
    after = (desk.policy.banner, *_who_can_say(desk))
    quotes = tuple(_quote(each) for each in found.quotes)
    return _with_panel(desk, heard, title, lines, ways, quotes=quotes, after=after)


def _with_panel(
    desk: Facts,
    heard: Heard,
    title: str,
    lines: Sequence[str],
    ways: tuple[Way, ...],
    *,
    quotes: tuple[QuoteShown, ...] = (),
    after: Sequence[str] = (),
) -> Guided:
    """A reply above which whom to ring stands, if there may be trouble."""
    urgent = wording_guidance.PANEL if heard.panel else ""
    ring = _numbers(desk, desk.policy.guidance.panel) if heard.panel else ()
    return _reply(title, lines, ways, urgent=urgent, ring=ring, quotes=quotes, after=after)


def _reply(
    title: str,
    lines: Sequence[str],
    ways: tuple[Way, ...],
    *,
    urgent: str,
    ring: tuple[Number, ...],
    quotes: tuple[QuoteShown, ...] = (),
    after: Sequence[str] = (),
) -> Guided:
    last = tuple(line for line in (*after, wording_guidance.NOBODY_TOLD) if line)
    return Guided(title, urgent, ring, tuple(lines), quotes, last, ways)


def _numbers(desk: Facts, signposts: tuple[str, ...]) -> tuple[Number, ...]:
    today = desk.clock.now().date()
    return numbers(signposts, desk.policy, desk.organisation, today) or help_now.always(desk)


def _who_can_say(desk: Facts) -> tuple[str, ...]:
    people = help_now.first(desk)
    phone = "".join(person.phone for person in people)
    return (wording_guidance.ask_somebody(titled(people, desk.policy), phone),) if people else ()


def _quote(quote: Quote) -> QuoteShown:
    passage = quote.passage
    text = passage.text.partition("\n")[0] if passage.items else passage.text
    place = (*passage.heading, *(() if passage.label in passage.heading else (passage.label,)))
    notes = tuple(_noted(each) for each in quote.notes)
    return QuoteShown(
        place, passage.lead, text, passage.items, quote.siblings, notes, quote.plain, ordered=passage.ordered
    )


def _noted(note: Note) -> Noted:
    return Noted(wording_guidance.step(note.step) if note.step else "", erratum(note.erratum))


def _form(problems: dict[str, str]) -> Asked:
    words = wording_guidance
    return Asked(
        draft=PREFIX,
        screen=SCREEN,
        title=words.QUESTION,
        purpose=Purpose.ASK,
        notices=(),
        fields=(LongText(TEXT, words.QUESTION_LABEL, words.QUESTION_HINT, MOST_TEXT, required=True),),
        entered={},
        problems=problems,
        review=(),
        submit=words.QUESTION_ASK,
        can_go_back=False,
        told="",
        number=0,
        count=0,
        heading=wording_home.ASK,
        keeps=False,
    )
