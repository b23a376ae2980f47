"""What a learner reads can be read at eleven: short words, short sentences, and none of the words that frighten."""

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from types import FunctionType, ModuleType

import pytest

from dialogs import wording_learner, wording_questions
from dialogs.forms import ChooseMany, ChooseOne, Field, Form, Notice
from dialogs.policy import Policy
from tests.dialogs.reading_age import WORD, measured, syllables
from tests.dialogs.real import achieve

GRADE = 6.0
SENTENCE = 15
LONG_ENOUGH = 8
"""Words. The grade is for running text: in a label of five words one word of three syllables lifts it by five years."""

SHORT = 4
SYLLABLES_PER_WORD = 1.75
"""For a text of four to seven words: one word of three syllables may stand among three of one, but not two."""

LONGEST_WORD = 3
"""Syllables of any single word, in a text of any length."""

AVOIDED = (
    "report",
    "victim",
    "perpetrator",
    "abuse",
    "abuser",
    "abusive",
    "incident",
    "safeguarding",
    "allegation",
    "evidence",
    "calm down",
    "are you sure",
    "we'll sort it",
    "at least",
    "only",
    "just",
)
"""Not in any form of them: not "reported" either. The last six belittle, doubt or promise."""

ALLOWED = ("Report Remove", "only people who need to know", "Only you can see it", "Code only")
"""A service's name; and where "only" limits who learns of something, it belittles nothing."""

SAMPLES = {
    "words": "words 3 and 5",
    "role": "E-Safety Coordinator",
    "hours": "Monday to Friday, 08:30 to 17:00",
    "who": "Asha Patel (E-Safety Coordinator)",
    "name": "Ann Lee",
    "day": "1 May",
}
"""What the functions of the wording are called with; anything else is a time."""
A_TIME = "10:42 on Tuesday"

FOR_WHOEVER_ANSWERS = frozenset({"WAITING_TITLE", "count_waiting", "question_waits", "asked_by", "missed"})
"""What of the wording of questions to a person no learner needs to read, and is not as plain as the rest."""


def of_form(form: Form) -> Iterator[str]:
    yield form.title
    for screen in form.screens:
        yield screen.title
        yield from (each.text for each in screen.notices)
        for field in screen.fields:
            yield from of_field(field)


def of_field(field: Field) -> Iterator[str]:
    yield from (field.label, field.hint)
    if isinstance(field, ChooseOne | ChooseMany):
        yield from (text for option in field.options for text in (option.label, option.hint))


def of_wording(value: object) -> Iterator[str]:
    """Every text in a public value of the wording: a function's is what it answers."""
    match value:
        case str():
            yield value
        case tuple():
            yield from (text for each in value for text in of_wording(each))
        case Mapping():
            yield from (text for each in value.values() for text in of_wording(each))
        case FunctionType():
            yield from of_wording(value(*(SAMPLES.get(name, A_TIME) for name in inspect.signature(value).parameters)))
        case _:
            raise AssertionError(f"a test cannot read {value!r}")


def of_module(module: ModuleType, *, without: frozenset[str] = frozenset()) -> Iterator[str]:
    own = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    for name, value in own.items():
        if name not in {"Mapping", "Iterable", *without}:
            yield from of_wording(value)


def read_by_a_learner(policy: Policy) -> tuple[str, ...]:
    concern = policy.reporting.concern
    assert concern
    after: tuple[Notice, ...] = concern.after
    texts: Iterable[str] = (
        *of_form(policy.forms[concern.form]),
        *(each.text for each in after),
        *of_module(wording_learner),
        *policy.replies.openers,
        *(signpost.plain for signpost in policy.signposts.values() if signpost.plain),
    )
    return tuple(dict.fromkeys(text for text in texts if text))


TEXTS = read_by_a_learner(achieve())
EVERY_TEXT = pytest.mark.parametrize("text", TEXTS)
OF_QUESTIONS = tuple(dict.fromkeys(of_module(wording_questions, without=FOR_WHOEVER_ANSWERS)))
"""What anybody reads who asks a person what the policy says; a button to report is called one."""


def too_hard(text: str) -> list[str]:
    """What makes the text too hard to read, in words; nothing if nothing does."""
    found = measured(text)
    number = len(found.words)
    long_words = [word for word in found.words if syllables(word) > LONGEST_WORD]
    problems = [f"'{word}' has {syllables(word)} syllables" for word in long_words]
    if found.longest_sentence > SENTENCE:
        problems.append(f"a sentence of {found.longest_sentence} words")
    if number >= LONG_ENOUGH and found.grade > GRADE:
        problems.append(f"grade {found.grade:.1f}")
    if SHORT <= number < LONG_ENOUGH and found.syllables_per_word > SYLLABLES_PER_WORD:
        problems.append(f"{found.syllables_per_word:.2f} syllables to a word")
    return problems


def avoided(text: str) -> list[str]:
    """The words in it that a learner is not to read."""
    rest = text.replace("\u2019", "'")
    for allowed in ALLOWED:
        rest = re.sub(re.escape(allowed), "", rest, flags=re.IGNORECASE)
    found = [each for each in AVOIDED if re.search(rf"\b{each}(?:s|d|ed|ing|ers?)?\b", rest, re.IGNORECASE)]
    return [*found, *(mark for mark in "!" if mark in rest)]


@EVERY_TEXT
def test_a_learner_of_eleven_can_read_it(text: str) -> None:
    assert too_hard(text) == []


@pytest.mark.parametrize("text", OF_QUESTIONS)
def test_a_learner_of_eleven_can_ask_a_person(text: str) -> None:
    assert too_hard(text) == []


@EVERY_TEXT
def test_none_of_the_avoided_words_stands_in_it(text: str) -> None:
    assert avoided(text) == []


def test_all_that_a_learner_reads_is_looked_at() -> None:
    assert {wording_learner.TELL_SOMEONE, wording_learner.STATES["read"], wording_learner.REMINDER[0]} < set(TEXTS)
    assert {"Check words 3 and 5. It may have a letter wrong.", "Don't reply to the person."} < set(TEXTS)
    assert {"Is it still going on?", "They may want money, or more pictures."} < set(TEXTS)
    assert set(achieve().replies.openers) < set(TEXTS)
    assert len(TEXTS) > 100
    assert {
        wording_questions.MAYBE_TROUBLE,
        wording_questions.DO_NOT_WAIT,
        wording_questions.DANGER,
        "Asked on 1 May",
    } < set(OF_QUESTIONS)


# ------------------------------------------------------------------------------------------------ the measure itself


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The cat sat on the mat.", -1.45),
        ("Ring 999 now. Tell us where you are.", -2.42),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.27),
    ],
)
def test_the_grade_is_flesch_and_kincaids(text: str, grade: float) -> None:
    assert measured(text).grade == pytest.approx(grade, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "You can tell us what happened in your own words. You can leave bits out.",
        "We can't keep it secret if someone could get hurt.",
        "Ring Childline on 0800 1111. It is free.",
        "Tell someone",
    ],
)
def test_a_plain_text_passes(text: str) -> None:
    assert too_hard(text) == []
    assert avoided(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Information submitted anonymously is confidential unless disclosure becomes necessary.", "grade"),
        ("It is not the responsibility of the person affected to determine whether that was appropriate.", "grade"),
        (
            "If you or a friend is sad and you do not know who to go to then you can come to us.",
            "a sentence of 22 words",
        ),
        ("Responsibility", "'responsibility' has 6 syllables"),
        ("Another important organisation answered", "syllables to a word"),
    ],
)
def test_a_hard_text_is_found(text: str, problem: str) -> None:
    assert any(problem in each for each in too_hard(text)), (too_hard(text), measured(text).grade)


@pytest.mark.parametrize(
    "text",
    [
        "Report it",
        "What was reported?",
        "You are the victim.",
        "An online safety incident",
        "Stay safe!",
        "Calm down.",
        "It was only a joke.",
        "Keep the evidence.",
    ],
)
def test_an_avoided_word_is_found(text: str) -> None:
    assert avoided(text) != []


@pytest.mark.parametrize(
    "text", ["Report Remove can help", "Rapport", "We can't tell. Only people who need to know will."]
)
def test_what_is_no_avoided_word_is_let_be(text: str) -> None:
    assert avoided(text) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "safe used closed made makes leave phone don't you're whole told hurt keep staff friend's through"),
        (2, "someone something people little online danger answer message picture happened because wouldn't secret"),
        (2, "question places worried empty any only open naked trouble finished being idea's"),
        (3, "everyone anything video nobody somebody idea area together remember"),
        (4, "emergency anybody information's"),
    ],
)
def test_syllables_are_never_counted_too_few(number: int, words: str) -> None:
    counts = {word: syllables(word) for word in WORD.findall(words)}
    assert {word: count for word, count in counts.items() if count < number} == {}
    assert sum(count == number for count in counts.values()) >= len(counts) - 3
