"""What Hypothesis may invent: forms, ways of answering them, junk, organisations and who must not know."""

import string
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from dialogs.forms import (
    AllOf,
    Answer,
    Answers,
    AnyOf,
    ChooseMany,
    ChooseOne,
    Condition,
    Field,
    Form,
    Is,
    LongText,
    Not,
    Option,
    OptionSource,
    Screen,
    ShortText,
)
from dialogs.organisation import OfficeHours, OnDuty, Organisation, Person
from dialogs.walk import Options, offered, path, position
from tests.dialogs.making import LONDON, organisation
from tests.dialogs.small_policy import HANDLING, OTHERS

Values = Mapping[str, list[str]]
"""What a platform's form holds: field id to what was entered."""

OPTIONS: Options = {
    OptionSource.CENTRES: (Option("hanley", "Hanley"), Option("longton", "Longton")),
    OptionSource.READERS: (Option("asha", "Asha Patel"), Option("carys", "Carys Jones"), Option("dilys", "Dilys Ward")),
}

ANY_TEXT = st.text(st.characters())
"""Any text at all: half surrogate pairs, control characters, all scripts."""

IDS = st.sampled_from(string.ascii_lowercase)

# ------------------------------------------------------------------------------------------------------------- forms


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form as the loader would accept it: unique ids, and conditions on earlier answers only."""
    screens: list[Screen] = []
    known: list[ChooseOne | ChooseMany] = []
    for number in range(draw(st.integers(1, 6))):
        only_if = draw(st.none() | conditions(known)) if known else None
        fields = tuple(draw(fields_called(f"f{number}{place}")) for place in range(draw(st.integers(1, 3))))
        screens.append(Screen(f"s{number}", f"Screen {number}", (), fields, only_if))
        known += [field for field in fields if isinstance(field, ChooseOne | ChooseMany)]
    return Form("generated", "Generated", tuple(screens))


@st.composite
def fields_called(draw: st.DrawFn, name: str) -> Field:
    required = draw(st.booleans())
    limit = draw(st.integers(1, 30))
    options = tuple(Option(each, each) for each in "abcd"[: draw(st.integers(1, 4))])
    source = draw(st.sampled_from((None, None, OptionSource.CENTRES, OptionSource.READERS)))
    kinds: tuple[Field, ...] = (
        ChooseOne(name, name, "", () if source else options, required, source),
        ChooseMany(name, name, "", () if source else options, required, source),
        ShortText(name, name, "", limit, required),
        LongText(name, name, "", limit, required),
    )
    return draw(st.sampled_from(kinds))


def conditions(known: list[ChooseOne | ChooseMany]) -> st.SearchStrategy[Condition]:
    """Any condition on the answers to these fields."""
    leaf = st.builds(
        lambda field, values: Is(field.id, tuple(values)),
        st.sampled_from(known),
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True),
    )
    return st.recursive(
        leaf,
        lambda inner: (
            st.builds(AllOf, st.lists(inner, max_size=3).map(tuple))
            | st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple))
            | st.builds(Not, inner)
        ),
        max_leaves=4,
    )


# ----------------------------------------------------------------------------------------------------------- answers


def every_field(form: Form) -> tuple[Field, ...]:
    return tuple(field for screen in form.screens for field in screen.fields)


def answers_to(form: Form, options: Options = OPTIONS) -> st.SearchStrategy[Answers]:
    """Answers to any of the form's fields, on the path or not, as only accepted replies could leave them."""
    return st.fixed_dictionaries({}, optional={field.id: answer_to(field, options) for field in every_field(form)})


def answer_to(field: Field, options: Options = OPTIONS) -> st.SearchStrategy[Answer]:
    """Any acceptable answer to the field."""
    return acceptable(field, options).map(
        lambda given: tuple(given) if isinstance(field, ChooseMany) else "".join(given)
    )


def acceptable(field: Field, options: Options = OPTIONS) -> st.SearchStrategy[list[str]]:
    """Anything that a platform may hand over for the field and that is acceptable."""
    match offered(field, options):
        case ChooseOne(options=choices, required=required):
            chosen = st.sampled_from([[each.id] for each in choices])
            return chosen if required else chosen | st.just([])
        case ChooseMany(options=choices, required=required):
            ids = [each.id for each in choices]
            return st.lists(st.sampled_from(ids), min_size=int(required), unique=True).map(
                lambda some: sorted(some, key=ids.index)
            )
        case ShortText(limit=limit, required=required) | LongText(limit=limit, required=required):
            words = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=limit)
            return words.map(lambda text: [text]) if required else words.map(lambda text: [text]) | st.just([])


def entered_on(screen: Screen, options: Options = OPTIONS) -> st.SearchStrategy[Values]:
    """Acceptable values for every field of the screen."""
    return st.fixed_dictionaries({field.id: acceptable(field, options) for field in screen.fields})


@st.composite
def completed(draw: st.DrawFn, form: Form, options: Options = OPTIONS) -> Answers:
    """Every answer of somebody who walked the form to its end, and of screens that they went back from."""
    answers: dict[str, Answer] = dict(draw(answers_to(form, options)))
    while (screen := position(form, answers)) is not None:
        for field in screen.fields:
            answers.setdefault(field.id, draw(answer_to(field, options)))
    return answers


@st.composite
def off_the_path(draw: st.DrawFn, form: Form, answers: Answers, options: Options = OPTIONS) -> Answers:
    """Other answers to the screens that these answers do not lead through."""
    on = {screen.id for screen in path(form, answers)}
    fields = [field for screen in form.screens if screen.id not in on for field in screen.fields]
    return draw(st.fixed_dictionaries({}, optional={field.id: answer_to(field, options) for field in fields}))


def junk_for(screen: Screen) -> st.SearchStrategy[Values]:
    """Whatever somebody may send who does not use the form that was shown to them."""
    ids = st.sampled_from([*(field.id for field in screen.fields), "another", ""])
    options = [
        option.id for field in screen.fields if isinstance(field, ChooseOne | ChooseMany) for option in field.options
    ]
    huge = st.sampled_from(("x" * 1_000_000, "\x00" * 5_000, "\ud800" * 50, " " * 100_000, "\r\n" * 1_000))
    value = ANY_TEXT | st.sampled_from([*options, ""])
    crowd = value.map(lambda each: [each] * 3_000)  # not of the huge ones: gigabytes come over no road
    return st.dictionaries(ids, st.lists(value | huge, max_size=30) | crowd, max_size=5)


# ----------------------------------------------------------------------------------------------- organisations and time

NAMES = (
    "Asha Patel",
    "Ben Okafor",
    "Carys Jones",
    "Dilys Ward",
    "Ewan Reid",
    "Farah Malik",
    "Gil Novák",
    "Hana O'Neil",
)


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Up to eight people in any roles, anybody on duty."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    roles = st.lists(st.sampled_from((*HANDLING, *OTHERS)), max_size=3, unique=True)
    people = [Person(name.split()[0].lower(), name, tuple(draw(roles)), "01632 960000") for name in names]
    keys = st.sampled_from([person.key for person in people])
    duty = OnDuty(draw(keys), draw(keys | st.just("")), ())
    return organisation(*people, on_duty=duty, hours=draw(office_hours()))


def keys_of(organisation: Organisation) -> st.SearchStrategy[frozenset[str]]:
    """Any of the organisation's people, by key."""
    return st.frozensets(st.sampled_from(sorted(organisation.people)))


@st.composite
def office_hours(draw: st.DrawFn) -> OfficeHours:
    """Any week of opening times (none at all too), clear of the small hours, and closures in 2026 and 2027."""
    days = draw(st.lists(st.integers(0, 6), unique=True))
    week = {}
    for day in days:
        opening = draw(st.integers(4, 20))
        week[day] = (time(opening, draw(st.sampled_from((0, 30)))), time(draw(st.integers(opening + 1, 23))))
    closed = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
        closed.append((first, first + timedelta(days=draw(st.integers(0, 20)))))
    return OfficeHours(LONDON, week, tuple(closed))


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - UTC is added
"""Any moment in 2026 and 2027, with both clock changes of each year."""
