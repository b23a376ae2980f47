"""Somebody asks what the policy says, or writes something else: help first, then the policy's own words.

Of a question nothing is stored but that one more was not answered, and near which passage. It waits a moment at most
for the database, which knows the questions that people have added, and goes on without it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from dialogs import receipt, wording_guidance, wording_home
from dialogs.forms import LongText
from dialogs.guidance.answering import Answer, Note, Quote, answer
from dialogs.guidance.gaps import What
from dialogs.guidance.hearing import Action, Ear, Heard, hear
from dialogs.guidance.taught import heard_with
from handlers import help_now
from handlers.asked_of import hand_over
from handlers.desk import Desk, Facts
from handlers.own_form import filled, own_form, written
from handlers.quoting import Noted, QuoteShown, erratum
from handlers.rating import buttons as rating_buttons
from handlers.rating import count_soon
from handlers.reply import Asked, Guided, Number, Reply, Way
from handlers.taught import known_soon
from handlers.turn import Answered, WantedToAsk, WantedToChange, Who

PREFIX = "q."
SCREEN, TEXT = "question", "question"
MOST_TEXT = 2_000


async def ask(desk: Desk, turn: WantedToAsk) -> Reply:
    """The answer to a question, or where to write one. Without what finds passages: whom to ask instead."""
    if desk.ear is None:
        return await help_now.ask(desk)
    return await _guided(desk, desk.ear, turn.who, turn.question) if turn.question.strip() else _form()


async def asked(desk: Desk, turn: Answered) -> Reply:
    """The answer to a question that was written in the form."""
    text = "".join(turn.values.get(TEXT, ())[:1])
    if desk.ear is None:
        return await help_now.ask(desk)
    if not text.strip():
        return replace(_form(), problems={TEXT: wording_guidance.QUESTION_EMPTY})
    return await _guided(desk, desk.ear, turn.who, text)


def look(turn: Answered | WantedToChange) -> Asked:
    """The form again, with what was entered."""
    return filled(_form(), written(turn.values))


def guided(desk: Facts, heard: Heard, text: str) -> Guided:
    """What somebody is shown who wrote this `text`, which was `heard`."""
    match heard.action:
        case Action.CRISIS:
            return _trouble(desk)
        case Action.REPORT:
            return _report(desk, heard)
        case Action.ANSWER | Action.REFUSE:
            found = answer(heard, text, desk.policy)
            return _asked_somebody(desk, _answered(desk, heard, found), heard, found, text)
        case _:
            assert_never(heard.action)


async def _guided(desk: Desk, ear: Ear, who: Who, text: str) -> Guided:
    """The answer. Whoever may be in trouble waits for nothing."""
    if isinstance(receipt.read(text), str):
        return _code(desk)
    heard = hear(ear, text)
    if heard.action is Action.CRISIS:
        return guided(desk, heard, text)
    heard = heard_with(ear, heard, text, await known_soon(desk, ear))
    shown = guided(desk, heard, text)
    if shown.title == wording_guidance.SILENT and heard.passages:
        await count_soon(desk, who, heard.passages[0], What.UNANSWERED)
    return shown


def _asked_somebody(desk: Facts, shown: Guided, heard: Heard, found: Answer, text: str) -> Guided:
    """With whom to ask instead, and whether the words helped: of a greeting neither."""
    if heard.strays and not found.quotes:
        return shown
    rated = rating_buttons(found.quotes[0].passage.id) if found.quotes else ()
    return replace(shown, buttons=(*rated, *hand_over(desk, " ".join(text.split()))))


def _code(desk: Facts) -> Guided:
    """Somebody wrote their code where a question goes: it is looked up nowhere, since that would say whose it is."""
    lines = (wording_guidance.CODE_WHAT, wording_guidance.CODE_DELETE)
    return Guided(wording_guidance.CODE, "", help_now.always(desk), lines, (), (), (Way.CHECK, Way.TELL, Way.HELP))


def _trouble(desk: Facts) -> Guided:
    lines = (wording_guidance.TROUBLE_TELL,)
    ways = (Way.TELL, Way.HELP, Way.REPORT)
    ring = help_now.in_trouble(desk)
    return _reply(wording_guidance.TROUBLE, lines, ways, urgent=wording_guidance.TROUBLE_WHAT, ring=ring)


def _report(desk: Facts, heard: Heard) -> Guided:
    ways = (Way.REPORT, Way.TELL, Way.HELP)
    heard = replace(heard, panel=True)  # whoever tells of something may need more than a form
    return _with_panel(desk, heard, wording_guidance.REPORT, (wording_guidance.REPORT_WHAT,), ways)


def _answered(desk: Facts, heard: Heard, found: Answer) -> Guided:
    ways: tuple[Way, ...] = (Way.ASK, Way.HELP, Way.REPORT)
    if heard.panel:
        ways = (Way.TELL, *ways)
    others = tuple(wording_guidance.other_policy(name) for name in found.others)
    if not found.quotes and heard.strays and not others:
        ways = (Way.ASK, Way.TELL, Way.REPORT, Way.HELP)
        return _with_panel(desk, heard, wording_guidance.HERE, (wording_guidance.HERE_WHAT,), ways)
    if not found.quotes:
        lines = (*others, wording_guidance.SILENT_WHAT, *help_now.who_can_say(desk))
        return _with_panel(desk, heard, wording_guidance.SILENT, lines, ways)
    title = wording_guidance.SAYS if heard.alone else wording_guidance.CLOSEST
    lines = others if heard.alone else (wording_guidance.CLOSEST_WHAT, *others)
    after = (desk.policy.banner, *help_now.who_can_say(desk))
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
    ring = help_now.signposts(desk, desk.policy.guidance.panel) if heard.panel else ()
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


def _form() -> Asked:
    words = wording_guidance
    box = LongText(TEXT, words.QUESTION_LABEL, words.QUESTION_HINT, MOST_TEXT, required=True)
    return own_form(PREFIX, SCREEN, words.QUESTION, (box,), words.QUESTION_ASK, heading=wording_home.ASK)
