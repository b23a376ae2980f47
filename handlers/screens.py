"""Turns a screen of a form, and where a draft stands, into what a platform shows.

It fills in names, options and numbers; it decides nothing and stores nothing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import assert_never

from dialogs import walk, wording
from dialogs.case import Case, Draft
from dialogs.forms import (
    Answer,
    Answers,
    ChooseMany,
    ChooseOne,
    Field,
    Form,
    Notice,
    Purpose,
    Screen,
    Tone,
    holds,
)
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from dialogs.triage import Assessment, assess
from dialogs.typed import shown
from handlers.numbers import numbers
from handlers.people import options_now, placeholders, ring_lines, told_keys
from handlers.reply import Asked, ReviewLine, Told

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MARK_DIGITS = 8
"""Whoever reports decides whom they were shown: a mark need only tell a dozen colleagues apart."""


@dataclass(frozen=True)
class Standing:
    """A draft with all that is needed to show or judge it at one moment.

    `reporter_name` is its writer's. `case` is what has been sent of it so far. What follows from these is worked out
    once, when it is first asked for.
    """

    draft: Draft
    form: Form
    policy: Policy
    organisation: Organisation
    now: datetime
    reporter_name: str = ""
    case: Case | None = None

    @cached_property
    def answers(self) -> Answers:
        """The answers that count, with what has been picked but not sent on the last screen."""
        pending = {
            field.id: self.draft.typed[field.id]
            for screen in self.form.screens
            if screen.purpose is not Purpose.ASK
            for field in screen.fields
            if field.id in self.draft.typed and field.id in self.policy.reporting.meanings.about_readers
        }
        return walk.counted(self.form, {**self.draft.answers, **pending})

    @cached_property
    def assessment(self) -> Assessment:
        """What the answers so far mean. Whoever was kept from what has been sent is kept from the rest."""
        return self.assessed(self.answers)

    def assessed(self, answers: Answers) -> Assessment:
        """What these answers would mean."""
        if self.case is None:
            return assess(self.policy, self.organisation, answers)
        found = assess(self.policy, self.organisation, answers, at_least=self.case.severity)
        return replace(found, excluded=found.excluded | self.case.excluded)

    @cached_property
    def told_before(self) -> frozenset[str]:
        """The keys of those who were told of it already, and are not told any more."""
        if self.case is None:
            return frozenset()
        assessment = self.assessment
        return self.case.told - assessment.excluded - told_keys(assessment, self.organisation, self.now)

    @cached_property
    def options(self) -> walk.Options:
        """What can be chosen where the form cannot know it."""
        return options_now(self.policy, self.organisation, self.answers, self.now)

    def options_on(self, screen: Screen) -> walk.Options:
        """The same for one screen. Most have no such field, and then it need not be worked out who is told."""
        return self.options if any(walk.is_open(field) for field in screen.fields) else {}

    @cached_property
    def place(self) -> Screen:
        """The screen the draft stands at. The last one stays unanswered until it is sent."""
        return walk.position(self.form, self.draft.answers) or self.form.screens[-1]


def version_of(draft: Draft) -> str:
    """Changes whenever something of the draft is accepted or kept."""
    return str((draft.changed - EPOCH) // MICROSECOND)


def told_token(keys: frozenset[str]) -> str:
    """What a screen carries to say whom it named: a mark of each key, short enough for any platform's forms."""
    return "".join(sorted(_mark(key) for key in keys))


def named_in(token: str, keys: frozenset[str]) -> bool:
    """Whether a screen that carried this token named all of these."""
    named = {token[place : place + MARK_DIGITS] for place in range(0, len(token), MARK_DIGITS)}
    return all(_mark(key) in named for key in keys)


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:MARK_DIGITS]


def asked(at: Standing, screen: Screen, *, problems: Mapping[str, str] | None = None, remark: str = "") -> Asked:
    """The screen as it is shown now."""
    assessment = at.assessment
    words = placeholders(assessment, at.policy, at.organisation, at.now, before=at.told_before)
    options = at.options_on(screen)
    number, count = walk.progress(at.form, at.draft.answers, screen.id)
    entered = {
        field.id: {**at.draft.answers, **at.draft.typed}[field.id]
        for field in screen.fields
        if field.id in at.draft.answers or field.id in at.draft.typed
    }
    return Asked(
        draft=at.draft.id,
        screen=screen.id,
        title=screen.title,
        purpose=screen.purpose,
        notices=_notices(at, screen, words),
        fields=tuple(walk.offered(field, options) for field in screen.fields),
        entered=entered,
        problems=problems or {},
        review=review(at) if screen.purpose is Purpose.REVIEW else (),
        submit=_submit(screen.purpose),
        can_go_back=walk.before(at.form, at.draft.answers, screen.id) is not None,
        told=told_token(told_keys(assessment, at.organisation, at.now)),
        number=number,
        count=count,
        version=version_of(at.draft),
        already=_already(at),
        remark=remark,
    )


def _already(at: Standing) -> str:
    """What has been sent so far and whom one can ring, or nothing."""
    if at.case is None:
        return ""
    ring = ring_lines(at.assessment, at.policy, at.organisation, at.now)
    return " ".join((wording.already_told(at.case.reference), *ring[:2]))


def review(at: Standing) -> tuple[ReviewLine, ...]:
    """Every answer that counts, as the reporter reads it again. The last screen's own are on it already."""
    return lines_of(at.form, at.draft.answers, at.options)


def lines_of(
    form: Form, answers: Answers, options: walk.Options, *, to_the_end: bool = False
) -> tuple[ReviewLine, ...]:
    """The answers that count, in the words of the form; `to_the_end` every one that was given, on whatever screen."""
    return tuple(
        ReviewLine(screen.id, field.label, _in_words(walk.offered(field, options), answers[field.id]))
        for screen in (form.screens if to_the_end else walk.path(form, answers))
        if to_the_end or screen.purpose is not Purpose.REVIEW
        for field in screen.fields
        if field.id in answers
    )


def _in_words(field: Field, answer: Answer) -> str:
    chosen = answer if isinstance(answer, tuple) else (answer,)
    if isinstance(field, ChooseOne | ChooseMany):
        labels = {option.id: option.label for option in field.options}
        chosen = tuple(labels.get(each, each) for each in chosen if each)
    return "; ".join(shown(each) for each in chosen) if any(chosen) else wording.SKIPPED


def _notices(at: Standing, screen: Screen, words: Mapping[str, str]) -> tuple[Told, ...]:
    """The screen's own, and before sending what the policy says about where it goes."""
    notices = [_told(at, notice, words) for notice in screen.notices if holds(notice.only_if, at.answers)]
    if screen.purpose is Purpose.REVIEW:
        notices.append(_told(at, Notice(_where_it_goes(at), Tone.CALM), words))
    return tuple(notices)


def _where_it_goes(at: Standing) -> str:
    """What the policy says about where it goes: with the channel, or where the channel stays silent."""
    assessment = at.assessment
    posted = assessment.channel and at.policy.severities[assessment.severity].channel
    return assessment.route.shown if posted else assessment.route.shown_quietly or assessment.route.shown


def _told(at: Standing, notice: Notice, words: Mapping[str, str]) -> Told:
    centre = at.answers.get(at.policy.reporting.meanings.centre, "")
    below = numbers(
        notice.signposts, at.policy, at.organisation, at.now.date(), centre if isinstance(centre, str) else ""
    )
    return Told(notice.text.format_map(words), notice.tone, below)


def _submit(purpose: Purpose) -> str:
    match purpose:
        case Purpose.ASK:
            return wording.GO_ON
        case Purpose.ALERT_NOW:
            return wording.TELL_NOW
        case Purpose.REVIEW:
            return wording.SEND
        case _:
            assert_never(purpose)
