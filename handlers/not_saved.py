"""What a person reads when what they sent could not be stored: the truth, whom to ring, and their own words again.

It needs no database. Nothing here says that anything was received.
"""

from dataclasses import replace

from dialogs import walk, wording
from dialogs.case import Draft
from dialogs.forms import Purpose
from dialogs.office_hours import on_duty
from handlers.desk import Desk
from handlers.screens import Standing, asked
from handlers.turn import Answered, Reply, Said, Turn


def not_saved(desk: Desk, turn: Turn) -> Reply:
    """The answer to a turn whose transaction failed. A screen is shown again with what was entered in it."""
    now = desk.clock.now()
    person = desk.organisation.people.get(on_duty(desk.organisation.on_duty, desk.organisation.hours, now))
    ring = (wording.ring(person.name, person.phone),) if person else ()
    if isinstance(turn, Answered):
        policy = desk.policy
        draft = Draft(turn.draft, turn.who.key, policy.reporting.form, policy.hash, {}, {}, now)
        at = Standing(draft, policy.forms[draft.form], policy, desk.organisation, now)
        screen = at.form.screen(turn.screen)
        if screen is not None and screen.purpose is not Purpose.REVIEW:
            typed = walk.kept(screen, turn.values)
            again = replace(at, draft=replace(draft, typed=typed))
            return asked(again, screen, remark=" ".join((wording.NOT_SAVED, *wording.NOT_SAVED_WHAT_NOW, *ring)))
    return Said(wording.NOT_SAVED, (*wording.NOT_SAVED_WHAT_NOW, *ring))
