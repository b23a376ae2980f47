"""Lists to draw: with everything in them, with nothing, and much too long; and the turns that their buttons are."""

from dialogs import wording_downloads as files_words
from dialogs import wording_log as log_words
from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from handlers.listing import Group, Listing, Row
from handlers.turn import (
    OpenedLog,
    OpenedQuestion,
    OpenedQuestions,
    Rated,
    Turn,
    Untaught,
    WantedToAskSomebody,
    WantedToFilter,
    WantedToTake,
    WantedToTeach,
    Who,
)

WHO = Who("asha", "Asha Patel")

TURNS: dict[Press, Turn] = {
    Press.HELPED: Rated(WHO, "x1", helped=True),
    Press.NOT_HELPED: Rated(WHO, "x1", helped=False),
    Press.HAND_OVER: WantedToAskSomebody(WHO, "x1"),
    Press.QUESTIONS: OpenedQuestions(WHO),
    Press.QUESTION: OpenedQuestion(WHO, "x1"),
    Press.TEACH: WantedToTeach(WHO, "x1"),
    Press.UNTEACH: Untaught(WHO, "x1"),
    Press.LOG: OpenedLog(WHO, "x1"),
    Press.FILTER: WantedToFilter(WHO, "x1"),
    Press.TAKE: WantedToTake(WHO, "x1"),
}
"""What each button that comes of questions or of the log is, if it is about `x1`."""

NASTY = "<!channel> *May* I [send](https://evil.example) {{DATE(2026-12-01T10:00:00Z)}} <b>this</b> &amp; `that`?"
WAITS = Row("Lena Kovac, 1 December", words.URGENT, Button(Press.QUESTION, words.ANSWER, "q1"))
MISSED = Row("Mobile phones in centres", words.missed(7, 2))
ADDED = Row(NASTY, "Mobile phones in centres", Button(Press.UNTEACH, words.REMOVE, "a1"))
TEACH = Button(Press.TEACH, words.TEACH, "")

FULL = Listing(
    words.WAITING_TITLE,
    (
        Group(words.TO_ANSWER, (WAITS,), empty=words.NONE_TO_ANSWER),
        Group(words.GAPS, (MISSED,), note=words.GAPS_WHAT, empty=words.NO_GAPS),
        Group(words.ADDED, (ADDED,), empty=words.NONE_ADDED),
    ),
    (TEACH,),
)
EMPTY = Listing(
    words.YOURS_TITLE,
    (Group("", (), empty=words.NONE_TO_ANSWER), Group(words.GAPS, (), note=words.GAPS_WHAT, empty=words.NO_GAPS)),
)
ASKED = tuple(
    Row(f"{place}. {NASTY * 3}", NASTY, Button(Press.QUESTION, words.ANSWER, f"q{place}")) for place in range(60)
)
TAUGHT = tuple(
    Row(f"{place}) {'Łódź 漢字 👩‍👩‍👧‍👦 ' * 12}", "", Button(Press.UNTEACH, words.REMOVE, f"a{place}"))
    for place in range(60)
)
MANY = Listing(words.WAITING_TITLE, (Group(words.TO_ANSWER, ASKED), Group(words.ADDED, TAUGHT)), (TEACH,))
"""Sixty long rows of each kind that has a button."""
CHOSEN = "open.hanley.messages..2026-11-01.2026-11-30"
LOG = Listing(
    log_words.LOG,
    (
        Group(
            "",
            tuple(
                Row(
                    f"S1 · ES-{place:06d} · Messages · Hanley · 10:31",
                    "Open, Asha Patel. Left: A5, A7. Overdue: ask the LADO.",
                    Button(Press.OPEN, "Open", f"c{place}"),
                    urgent=place < 2,
                )
                for place in range(120)
            ),
            "120 of 400 cases: Not closed; Hanley. 2 cannot be opened: tell whoever runs the bot.",
        ),
    ),
    (
        Button(Press.FILTER, log_words.FILTER, CHOSEN),
        Button(Press.LOG, log_words.ALL, ""),
        Button(Press.TAKE, files_words.TAKE, CHOSEN),
    ),
    f"l.{CHOSEN}",
)
"""A part of the incident log."""
LISTINGS = {"full": FULL, "empty": EMPTY, "many": MANY, "log": LOG}
