"""A case on which everything stands that can be worked, and one that is very long; and the forms that come of it."""

from dataclasses import replace
from datetime import timedelta

from dialogs.alerts import Button, Press
from dialogs.forms import ChooseMany, ChooseOne, LongText, Option, Purpose, ShortText, Tone
from handlers.case_parts import DueShown, Happened, ProcedureShown, StepShown
from handlers.listing import Group, Row
from handlers.reply import Asked, Home, ReportLine, Told, Written
from handlers.turn import OpenedReport, Turn, WantedToBeLetIn, WantedToWork, Who
from tests.fakes import canned

WHO = Who("asha", "Asha Patel")
NASTY = "<!channel> *Not* [her](https://evil.example) https://evil.example/x {{DATE(2026-12-01T10:00:00Z)}} <b>x</b>"
CASE_ID, ONCE = "c" * 32, "d" * 32


def work(label: str, task: str, item: str = "") -> Button:
    """A button that does something with the case."""
    return Button(Press.WORK, label, ".".join(filter(None, (task, CASE_ID, item))))


TASKS = ("evidence", "note", "serious", "kind", "keep-out", "hand-over", "link", "ask", "close")
TOP = (Button(Press.REPLY, "Write to them", CASE_ID), *(work(f"Do {each}", each) for each in TASKS))
MY_REPORT = Button(Press.MY_REPORT, "How it stands", CASE_ID)
TURNS: dict[Press, Turn] = {
    Press.WORK: WantedToWork(WHO, f"step.{CASE_ID}.A1"),
    Press.MY_REPORT: OpenedReport(WHO, f"step.{CASE_ID}.A1"),
    Press.LET_IN: WantedToBeLetIn(WHO, f"step.{CASE_ID}.A1"),
}
"""What each button of case work is, if it is about this step."""

DONE = replace(
    canned.ADVISE,
    state="Done on Tuesday 1 December, by Asha Patel",
    ended=True,
    said=(NASTY, "She said\nthat she is all right."),
    button=work("Correct it", "step", "A1"),
)
OPEN_STEP = replace(canned.REFER, state="Open: the E-Safety Coordinator", button=work("Record it", "step", "A2"))
WAITS = replace(canned.LOOK_AWAY, id="A3", state="Waits for A2", button=None)
PROCEDURE = ProcedureShown("Procedure A", "A learner is contacted", "The policy, page 9", "", (DONE, OPEN_STEP, WAITS))
SUSPENDED = replace(
    canned.CASE.procedures[1], title="Procedure B", button=work("Let it go ahead", "go-ahead"), steps=(canned.REFER,)
)
EVIDENCE = Group(
    "Evidence",
    (
        Row(NASTY, "On her own phone", work("Change it", "evidence", "e1"), more=("In the safe until Monday", NASTY)),
        Row("Eleven messages", "Not found", urgent=True),
    ),
    note="Nobody copies a picture.",
)
LINKED = Group("Linked cases", (), empty="No other case is linked.")

WORKED = replace(
    canned.CASE,
    case=CASE_ID,
    remark="A1 is recorded.",
    warnings=("Do not look at the image, and do not send it on.",),
    due=(
        DueShown("Tell the LADO by 10:00 on Wednesday 2 December", "Working Together, chapter 4", overdue=True),
        DueShown("Review by Friday 4 December", "The policy, page 12"),
    ),
    first=("Is anybody in danger now?", "Who must not learn of it?"),
    lists=(EVIDENCE, LINKED),
    procedures=(PROCEDURE, SUSPENDED),
    chronology=(
        Happened(canned.NOON, "Reported."),
        Happened(canned.NOON, "Note by Asha Patel.", said=(NASTY, "12:05 Closed by Ben Okafor.")),
    ),
    thread=(Written(ours=True, day="1 December", text="Which app was it?"),),
    buttons=TOP,
)
"""Everything that a case can show."""


def _step(number: int) -> StepShown:
    words = f"Step {number:02}: {'what the policy says about it, exactly. ' * 30}"
    button = work("Record it", "step", f"L{number:02}")
    return StepShown(
        f"L{number:02}", words, quoted=True, owner="Finder", help="Help. " * 20, errata=(canned.MOVED,) * 2,
        state="Open", said=(f"said of {number:02} " * 60,), button=button,
    )  # fmt: skip


LONG = replace(
    WORKED,
    procedures=(ProcedureShown("Procedure L", "", "The policy", "", tuple(map(_step, range(20)))),),
    chronology=tuple(
        Happened(canned.NOON + timedelta(minutes=each), f"Line {each:02}.", said=(f"words {each:02} " * 80,))
        for each in range(60)
    ),
)
"""Twenty steps and sixty lines of a chronology, all of them long."""

FORM = Asked(
    draft=f"w.step.{CASE_ID}.A6.{ONCE}",
    screen="work",
    title="Step A6",
    purpose=Purpose.ASK,
    notices=(Told("A2 should come first.", Tone.CALM, ()), Told(NASTY, Tone.CALM, ())),
    fields=(
        ChooseOne(
            "outcome", "What was decided?", "", (Option("told", "Told"), Option("not", "Not told")), required=True
        ),
        ChooseMany("reasons", "Because", "", (Option("adult", "18 or over"), Option("risk", "A risk")), required=False),
        LongText("why", "What was decided, and why", "Facts first.", 2_000, required=True),
        ShortText("on", "On which day?", "Such as 30/11/2026.", 30, required=False),
    ),
    entered={"outcome": "not", "reasons": ("risk",), "why": NASTY},
    problems={},
    review=(),
    submit="Record it",
    can_go_back=False,
    told="",
    number=0,
    count=0,
    heading="A step",
    keeps=False,
    compact=frozenset({"outcome"}),
    staff=True,
    sometimes=frozenset({"reasons"}),
    step=replace(canned.REFER, words=NASTY),
)
WRONG = replace(FORM, remark="Nothing has been recorded yet.", problems={"reasons": "Choose a reason.", "on": "A day."})
OWN = replace(
    FORM, step=None, draft=f"m.{CASE_ID}.{ONCE}", screen="my_report", heading="Your report", title="Your report"
)
FORMS = {"form": FORM, "wrong": WRONG, "own": OWN}

REPORTED = Home(
    drafts=(),
    reports=(
        ReportLine("ES-1, sent at 09:15", "You were asked something.", MY_REPORT, urgent=True),
        ReportLine("ES-2, sent at 09:20", "It is closed.", Button(Press.MY_REPORT, "Read it", "e" * 32)),
        ReportLine("ES-3, sent at 09:25", "Nobody yet."),
    ),
    cases=(),
    handles=False,
    numbers=(),
)
