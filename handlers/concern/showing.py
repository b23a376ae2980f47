"""Draws the screens of a concern as what a platform shows. It stores nothing, and needs no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dialogs import walk, wording_learner
from dialogs.forms import Answers, Field, Form, LongText, Notice, Purpose, Screen, Tone, holds
from dialogs.reporting import CODE_ONLY, ConcernRules
from dialogs.triage import Assessment, assess
from handlers.concern.desk import ConcernDesk, form_of
from handlers.concern.progress import Kind, packed
from handlers.numbers import plain_numbers
from handlers.people import placeholders
from handlers.reply import Asked, Number, Told

NOTHING: Mapping[str, str] = {}
CODE, MORE, SAVED = "code", "more", "saved"
"""Screens that are not the policy's: the question for a code, what it opens, a code that was shown."""

MOST_CODE = 400


@dataclass(frozen=True, slots=True)
class Filling:
    """A form that is being filled in: the token that it carries, what was chosen and what is entered."""

    at: ConcernDesk
    rules: ConcernRules
    token: str
    answers: Answers
    typed: Answers = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """What is filled in."""
        return form_of(self.at, self.rules)

    @property
    def last(self) -> Screen:
        """The screen that sends, with every choice that led to it, to be changed if need be."""
        last = self.form.screens[-1]
        return replace(last, fields=(*last.fields, *self.chosen))

    @property
    def chosen(self) -> tuple[Field, ...]:
        """The choices on the way to the last screen, and that between a name and a code."""
        path = walk.path(self.form, self.answers)
        fields = [each for screen in path[:-1] for each in screen.fields]
        how = next((each for screen in self.form.screens for each in screen.fields if each.id == self.rules.how), None)
        if how is not None and how not in fields:
            fields.append(how)
        return tuple(fields)

    def screen(self, name: str) -> Screen | None:
        """The screen of that name, if it is on the way."""
        found = next((each for each in walk.path(self.form, self.answers) if each.id == name), None)
        return self.last if found is not None and found.id == self.last.id else found

    def assessment(self) -> Assessment:
        """What the answers so far mean."""
        return assess(self.at.desk.policy, self.at.desk.organisation, self.answers)


def screen_of(filling: Filling, screen: Screen, *, problems: Mapping[str, str] = NOTHING, remark: str = "") -> Asked:
    """A screen of the form."""
    last = screen.id == filling.last.id
    path = walk.path(filling.form, filling.answers)
    number = [each.id for each in path].index(screen.id) + 1
    usual = {filling.rules.how: CODE_ONLY} if last else {}
    entered = {**usual, **filling.answers, **filling.typed}
    return Asked(
        draft=packed(filling.token, filling.answers),
        screen=screen.id,
        title=screen.title,
        purpose=Purpose.ASK,
        notices=tuple(_told(filling, each) for each in screen.notices if holds(each.only_if, filling.answers)),
        fields=tuple(walk.offered(each, {}) for each in screen.fields),
        entered={each.id: entered[each.id] for each in screen.fields if each.id in entered},
        problems=problems,
        review=(),
        submit=wording_learner.SEND if last else wording_learner.GO_ON,
        can_go_back=number > 1 and not last,
        told="",
        number=number,
        count=len(path),
        remark=remark,
        heading=wording_learner.TELL_SOMEONE,
        compact=frozenset(each.id for each in filling.chosen) if last else frozenset(),
        keeps=False,
    )


def _told(filling: Filling, notice: Notice) -> Told:
    return told(filling.at, notice, filling.assessment())


def told(at: ConcernDesk, notice: Notice, assessment: Assessment) -> Told:
    """A notice of the policy, with its numbers as they hold today."""
    desk, now = at.desk, at.desk.clock.now()
    words = placeholders(assessment, desk.policy, desk.organisation, now)
    below = plain_numbers(notice.signposts, desk.policy, now.date())
    return Told(notice.text.format_map(words), notice.tone, below)


def always(at: ConcernDesk) -> tuple[Number, ...]:
    """The numbers that can be rung at any time."""
    desk = at.desk
    return plain_numbers(desk.policy.reporting.always_shown, desk.policy, desk.clock.now().date(), all_of_them=True)


def plain(at: ConcernDesk, draft: str, screen: str, title: str) -> Asked:
    """A screen that is not the policy's, with the numbers to ring and nothing else yet."""
    return Asked(
        draft=draft,
        screen=screen,
        title=title,
        purpose=Purpose.ASK,
        notices=(Told(wording_learner.CODE_DANGER, Tone.CALM, always(at)),),
        fields=(),
        entered={},
        problems={},
        review=(),
        submit="",
        can_go_back=False,
        told="",
        number=0,
        count=0,
        heading=title,
        keeps=False,
    )


def code_asked(at: ConcernDesk, *, typed: str = "", problem: str = "", remark: str = "") -> Asked:
    """The question for a code."""
    box = LongText(CODE, wording_learner.CODE_LABEL, wording_learner.CODE_HINT, MOST_CODE, required=True)
    return replace(
        plain(at, f"{Kind.CODE}.", CODE, wording_learner.CODE_ASK),
        fields=(box,),
        entered={CODE: typed} if typed else {},
        problems={CODE: problem} if problem else {},
        submit=wording_learner.CODE_LOOK,
        remark=remark,
    )
