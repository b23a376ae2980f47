"""What Hypothesis may invent for a chat platform to show: every reply, with words hostile, huge or hardly there."""

import string
from dataclasses import fields as parts_of
from dataclasses import is_dataclass
from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.chat.payload import sound
from dialogs.alerts import Button, Message, Press
from dialogs.forms import Answer, ChooseMany, ChooseOne, Field, LongText, Option, Purpose, ShortText, Tone
from handlers.case_parts import DueShown, Happened, ProcedureShown, StepShown
from handlers.listing import Group, Listing, Row
from handlers.quoting import ErratumShown, Noted, QuoteShown
from handlers.reply import (
    Asked,
    CaseLine,
    CaseShown,
    DraftLine,
    Guided,
    Home,
    NotTaken,
    Number,
    Received,
    Reply,
    ReportLine,
    ReviewLine,
    Said,
    Told,
    Waiting,
    Way,
    Written,
)

HOSTILE = (
    "<!channel> <@U012AB3CD> <#C024BE7LR> <https://evil.example|click>",
    "*bold* _italic_ ~gone~ `code` :rotating_light: &amp; &lt;b&gt;",
    "{told} {{7*7}} %s \x00\u202egnp.exe",
    "\ud800",
    " ",
    "",
    "\n\n",
    "Zoë 👩‍👩‍👧‍👦 Łódź 漢字",
)

IDS = st.text(string.ascii_lowercase + "_", min_size=1, max_size=12)
PLAIN = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40)
HUGE = st.builds(
    lambda word, times: word * times,
    st.sampled_from(("word ", "line\n", "<&>", "👍", "x", "paragraph.\n\n", '"\\', "Ł ")),
    st.sampled_from((20, 60, 76, 149, 700, 1_500, 3_001, 9_000)),
)
WORDS = st.sampled_from(HOSTILE) | PLAIN | st.text(max_size=60) | HUGE
SHORT = st.sampled_from(HOSTILE) | PLAIN
"""Words that are too short for any of them to be left off."""
LINKS = st.sampled_from(("", "", "https://help.example/x", "http://plain.example", "javascript:alert(1)", "tel:999"))
NUMBERS = st.lists(st.builds(Number, PLAIN, WORDS, WORDS, WORDS, WORDS, LINKS, WORDS), max_size=4).map(tuple)
TO_RING = st.lists(st.builds(Number, PLAIN, SHORT, SHORT, SHORT, SHORT, LINKS, SHORT), max_size=4).map(tuple)
REVIEW_LINES = st.lists(st.builds(ReviewLine, IDS, WORDS, WORDS), max_size=20).map(tuple)
LINES = st.lists(WORDS, max_size=6).map(tuple)
HANDED_OVER = st.builds(Button, st.just(Press.HAND_OVER), PLAIN, WORDS.map(sound))
"""A question goes along with this one."""
BUTTON = st.builds(Button, st.sampled_from(Press), PLAIN, IDS) | HANDED_OVER
BUTTONS = st.lists(BUTTON, max_size=5).map(tuple)
DOWNLOADS = st.sampled_from(("", f"https://esafety.example.org/file/{'0' * 64}"))


@st.composite
def options(draw: st.DrawFn) -> tuple[Option, ...]:
    """No options, a few, as many as a menu takes, or more."""
    count = draw(st.sampled_from((0, 1, 3, 9, 10, 11, 40, 100, 101, 250)))
    label, hint = draw(WORDS), draw(WORDS)
    return tuple(Option(f"o{place}", f"{place} {label}"[: draw(SIZES)], hint[:200]) for place in range(count))


SIZES = st.sampled_from((20, 60, 75, 76, 400))


@st.composite
def fields(draw: st.DrawFn, name: str) -> Field:
    """One field, of any kind."""
    label, hint, required = draw(WORDS), draw(WORDS), draw(st.booleans())
    limit = draw(st.sampled_from((1, 20, 200, 3_000, 20_000)))
    if draw(st.booleans()):
        long = draw(st.booleans())
        return (LongText if long else ShortText)(name, label, hint, limit, required)
    choices, many = draw(options()), draw(st.booleans())
    return (ChooseMany if many else ChooseOne)(name, label, hint, choices, required)


def entered_in(field: Field) -> st.SearchStrategy[Answer]:
    """What may stand in a field already, acceptable or not."""
    if isinstance(field, ShortText | LongText):
        return WORDS
    ids = st.sampled_from([*(option.id for option in field.options), "gone", ""])
    return st.lists(ids, max_size=20, unique=True).map(tuple) if isinstance(field, ChooseMany) else ids


@st.composite
def screens(draw: st.DrawFn) -> Asked:
    """A screen of any form."""
    shown = tuple(draw(fields(f"f{place}")) for place in range(draw(st.integers(0, 3))))
    ids = [field.id for field in shown]
    return Asked(
        draft=draw(IDS),
        screen=draw(IDS),
        title=draw(WORDS),
        purpose=draw(st.sampled_from(Purpose)),
        notices=draw(st.lists(st.builds(Told, WORDS, st.sampled_from(Tone), NUMBERS), max_size=3).map(tuple)),
        fields=shown,
        entered=draw(st.fixed_dictionaries({}, optional={field.id: entered_in(field) for field in shown})),
        problems=draw(st.dictionaries(st.sampled_from([*ids, ""]), PLAIN, max_size=3)),
        review=draw(REVIEW_LINES),
        submit=draw(st.sampled_from(("Send", "Continue", "Tell them now"))),
        can_go_back=draw(st.booleans()),
        told=draw(st.text(string.ascii_lowercase + ",", max_size=2_000)),
        number=draw(st.integers(1, 9)),
        count=draw(st.integers(1, 9)),
        already=draw(WORDS),
        remark=draw(WORDS),
    )


STEPS = st.builds(
    StepShown,
    IDS,
    WORDS,
    st.booleans(),
    WORDS,
    WORDS,
    st.lists(st.builds(ErratumShown, WORDS, WORDS, WORDS), max_size=2),
    SHORT,
    st.booleans(),
    st.lists(WORDS, max_size=2).map(tuple),
    st.none() | BUTTON,
)
PROCEDURES = st.builds(
    ProcedureShown, WORDS, WORDS, WORDS, WORDS, st.lists(STEPS, max_size=6).map(tuple), st.none() | BUTTON
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - UTC is added
SAID = st.lists(SHORT, max_size=2).map(tuple)
ROWS = st.lists(st.builds(Row, WORDS, SHORT, st.none() | BUTTON, st.booleans()), max_size=5).map(tuple)
GROUPS = st.builds(Group, WORDS, ROWS, SHORT, SHORT)
CASES = st.builds(
    CaseShown,
    IDS,
    WORDS,
    st.lists(st.tuples(PLAIN, WORDS), max_size=8).map(tuple),
    LINES,
    st.lists(REVIEW_LINES, max_size=3).map(tuple),
    st.lists(PROCEDURES, max_size=4).map(tuple),
    NUMBERS,
    st.lists(st.builds(Happened, MOMENTS, WORDS, st.booleans(), SAID), max_size=30).map(tuple),
    st.lists(BUTTON, max_size=12).map(tuple),
    st.lists(st.builds(Written, st.booleans(), PLAIN, SHORT), max_size=3).map(tuple),
    WORDS,
    st.lists(st.builds(DueShown, SHORT, SHORT, st.booleans()), max_size=4).map(tuple),
    SAID,
    st.lists(GROUPS, max_size=2).map(tuple),
    download=DOWNLOADS,
)
HOMES = st.builds(
    Home,
    st.lists(st.builds(DraftLine, IDS, WORDS), max_size=20).map(tuple),
    st.lists(st.builds(ReportLine, WORDS, WORDS, st.none() | BUTTON, st.booleans()), max_size=20).map(tuple),
    st.lists(st.builds(CaseLine, IDS, WORDS, WORDS, st.sampled_from(Waiting)), max_size=60).map(tuple),
    st.booleans(),
    NUMBERS,
    WORDS,
    BUTTONS,
)
LISTINGS = st.builds(Listing, WORDS, st.lists(GROUPS, max_size=3).map(tuple), BUTTONS)
SEVERAL = st.lists(SHORT, max_size=6).map(tuple)
QUOTES = st.builds(
    QuoteShown,
    SEVERAL,
    SHORT,
    SHORT,
    SEVERAL,
    SEVERAL,
    st.lists(st.builds(Noted, SHORT, st.builds(ErratumShown, SHORT, SHORT, SHORT)), max_size=2).map(tuple),
    SHORT,
    ordered=st.booleans(),
)
WAYS = st.lists(st.sampled_from(Way), unique=True).map(tuple)
REPLIES: st.SearchStrategy[Reply] = st.one_of(
    screens(),
    st.builds(Received, WORDS, WORDS, LINES, LINES, NUMBERS),
    st.builds(NotTaken, IDS, WORDS, LINES, NUMBERS, WORDS),
    st.builds(Said, WORDS, LINES, NUMBERS, WAYS, st.just("") | IDS, BUTTONS, DOWNLOADS),
    HOMES,
    CASES,
    st.builds(Guided, SHORT, SHORT, TO_RING, SEVERAL, st.lists(QUOTES, max_size=3).map(tuple), SEVERAL, WAYS, BUTTONS),
    LISTINGS,
)
MESSAGES = st.builds(Message, st.lists(WORDS, max_size=70).map(tuple), BUTTONS)

NOT_READ = frozenset(
    {
        "draft",
        "download",
        "screen",
        "case",
        "told",
        "version",
        "id",
        "entered",
        "submit",
        "link",
        "button",
        "buttons",
        "ways",
        "resume",
        "about",
        "at",
    }
)
"""What a reply holds that is no words, or words that stand in a box or on a button."""


def words_of(value: object) -> list[str]:
    """Every text of a reply that a person must be able to read."""
    if isinstance(value, str):
        return [] if isinstance(value, Tone | Purpose | Waiting) else [value]
    if isinstance(value, tuple | list):
        return [text for each in value for text in words_of(each)]
    if isinstance(value, dict):
        return words_of(list(value.values()))
    if is_dataclass(value):
        names = [part.name for part in parts_of(value)]
        skipped = _skipped(value)
        return [text for name in names if name not in skipped for text in words_of(getattr(value, name))]
    return []


def _skipped(value: object) -> frozenset[str]:
    """What of a part is not read. What stands where nothing is listed is read only there."""
    if isinstance(value, Group) and value.rows:
        return NOT_READ | {"empty"}
    return NOT_READ - {"id"} if isinstance(value, StepShown) else NOT_READ
