"""One made-up reply of each kind, and handlers that answer with them: the adapters are shown without the rest."""

from collections.abc import Callable
from datetime import UTC, datetime

from dialogs.alerts import Button, Press
from dialogs.forms import ChooseMany, ChooseOne, LongText, Option, Purpose, ShortText, Tone
from handlers.case_parts import Happened, ProcedureShown, StepShown
from handlers.quoting import ErratumShown
from handlers.reply import (
    Asked,
    CaseLine,
    CaseShown,
    DraftLine,
    Home,
    NotTaken,
    Number,
    Received,
    ReportLine,
    ReviewLine,
    Said,
    Told,
    Waiting,
    Way,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
EMERGENCY = Number("Emergency services", "999", "Someone is in danger now", "any time", "free", "", "")
ADVICE = Number(
    "Children's services of Stoke", "01632 960100", "", "Mon-Fri 9-5", "", "https://stoke.example", "Not verified yet."
)
TEXT_LINE = Number("Text line", "Text HELLO to 00000", "To text with somebody", "", "", "", "")

DANGER = Asked(
    draft="d1",
    screen="safety",
    title="Is anyone in danger right now?",
    purpose=Purpose.ASK,
    notices=(Told("If anyone is in danger, ring 999 first. This form can wait.", Tone.URGENT, (EMERGENCY,)),),
    fields=(
        ChooseOne(
            "danger",
            "Is anyone in danger right now?",
            "",
            (Option("yes", "Yes"), Option("not_sure", "Not sure"), Option("no", "No")),
            required=True,
        ),
    ),
    entered={},
    problems={},
    review=(),
    submit="Go on",
    can_go_back=False,
    told="told-1",
    number=1,
    count=8,
)
TILES = (
    Option("contact", "Somebody contacted a learner online", "A stranger, or someone they know"),
    Option("photos", "Photos or videos", "Taken, shared or asked for"),
    Option("bullying", "Bullying or threats", "Messages, posts, group chats"),
    Option("content", "Something harmful seen online"),
    Option("extremism", "Extreme views or groups"),
    Option("selfharm", "Self-harm or suicide", "Talked about, searched for or encouraged"),
    Option("money", "Money, scams or blackmail"),
    Option("account", "An account, device or password"),
    Option("other", "Something else"),
)
ABOUT = Asked(
    draft="d1",
    screen="about",
    title="What happened?",
    purpose=Purpose.ASK,
    notices=(Told("This goes to Asha Patel and Ben Okafor.", Tone.CALM, ()),),
    fields=(
        ChooseMany("kinds", "What is it about?", "Choose all that fit.", TILES, required=True),
        LongText("account", "In their words", "What you saw or were told, and when.", 3000, required=True),
        ShortText("learner", "Who is it about?", "Use full names, not initials.", 200, required=False),
    ),
    entered={"kinds": ("contact", "money"), "account": 'He said <b>"don\'t tell"</b>.\nThen he left.', "learner": "Jo"},
    problems={},
    review=(),
    submit="Go on",
    can_go_back=True,
    told="told-2",
    number=3,
    count=8,
)
REVIEW = Asked(
    draft="d1",
    screen="review",
    title="Check what you are about to send",
    purpose=Purpose.REVIEW,
    notices=(Told("Asha Patel and Ben Okafor will read this.", Tone.CALM, ()),),
    fields=(),
    entered={},
    problems={},
    review=(
        ReviewLine("safety", "Is anyone in danger right now?", "Not sure"),
        ReviewLine("about", "What is it about?", "Somebody contacted a learner online; Money, scams or blackmail"),
        ReviewLine("about", "In their words", 'He said "don\'t tell".\n\nThen he left.'),
        ReviewLine("more", "Anything else?", ""),
    ),
    submit="Send it now",
    can_go_back=True,
    told="told-3",
    number=8,
    count=8,
    already="Ben Okafor has been sent your first line. The rest has not been sent.",
)
WRONG = Asked(
    draft="d1",
    screen="about",
    title=ABOUT.title,
    purpose=Purpose.ASK,
    notices=(),
    fields=ABOUT.fields,
    entered={"learner": "Jo"},
    problems={"kinds": "Choose at least one.", "account": "Write a line about what happened.", "": "Read it again."},
    review=(),
    submit="Go on",
    can_go_back=True,
    told="told-2",
    number=3,
    count=8,
)
RECEIVED = Received(
    reference="ES-7K4M",
    title="Received",
    lines=("Asha Patel and Ben Okafor are being told now.", "You will hear when somebody picks it up."),
    next_steps=("Do not question the learner any further.", "Leave telling parents to Asha Patel."),
    numbers=(EMERGENCY, ADVICE),
)
NOT_TAKEN = NotTaken(
    draft="d1",
    title="This was not taken",
    lines=("Nobody here may read it, so nothing was stored or sent.", "Tell one of these instead."),
    numbers=(EMERGENCY, ADVICE),
    copy="Who is it about?\nEverybody here.\n</textarea><script>",
)
SAID = Said("Thank you", ("You have picked up ES-7K4M. The reporter is told.",), (ADVICE,), (Way.REPORT, Way.HELP))
HOME = Home(
    drafts=(DraftLine("d1", "Started today at 11:52"), DraftLine("d2", "Started yesterday at 16:05")),
    reports=(ReportLine("ES-5TTA, sent at 09:15", "ES-5TTA was picked up at 09:20 by the Safeguarding Lead."),),
    cases=(
        CaseLine("c1", "S1 · ES-7K4M · Online contact · Hanley · 11:58", "Nobody yet", Waiting.OVERDUE),
        CaseLine(
            "c2", "S3 · ES-2QXP · Account or device · Longton · Monday 09:10", "Asha Patel has it", Waiting.OTHERS
        ),
    ),
    handles=True,
    numbers=(EMERGENCY, ADVICE),
)
CASE_BUTTONS = (
    Button(Press.ACKNOWLEDGE, "Acknowledge", "c1"),
    Button(Press.OPEN, "Open", "c1"),
    Button(Press.CANNOT_TAKE, "I can't take this", "c1"),
)
LOOK_AWAY = StepShown(
    "O1",
    "Do not look at it, copy it or send it.",
    quoted=False,
    owner="Whoever finds out",
    help="Ring first.",
    errata=(),
)
MOVED = ErratumShown("The policy names a service that has moved.", "Use its new address.", "Checked in May.")
ADVISE = StepShown(
    "A1", "Advise the learner not to respond", quoted=True, owner="Finder", help="Say it calmly.", errata=(MOVED,)
)
REFER = StepShown("A2", "Refer to relevant policies", quoted=True, owner="E-Safety Coordinator", help="", errata=())
CASE = CaseShown(
    case="c1",
    heading="ES-7K4M",
    facts=(("Severity", "S1: today"), ("About", "Online contact"), ("Centre", "Hanley"), ("Reported by", "Tom Reed")),
    must_not_know=("Carys Jones",),
    answers=(REVIEW.review[:1], REVIEW.review[1:]),
    procedures=(
        ProcedureShown(
            "Someone under 18 in a picture",
            "A picture may show somebody under 18.",
            "Official guidance of 2024",
            "",
            (LOOK_AWAY,),
        ),
        ProcedureShown(
            "Procedure A",
            "A learner has been contacted",
            "The policy, page 9",
            "The overlay comes first, until the safeguarding lead decides.",
            (
                ADVISE,
                REFER,
            ),
        ),
    ),
    numbers=(EMERGENCY, ADVICE, TEXT_LINE),
    chronology=(Happened(NOON, "Reported."), Happened(NOON, "Opened by Asha Patel.")),
    buttons=CASE_BUTTONS,
)


class TickingClock:
    """Tells `now`, which a test sets."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time."""
        return self.now


def counted(prefix: str) -> Callable[[], str]:
    """Makes names that differ: the prefix with 1, 2, 3 and so on."""
    return map(f"{prefix}{{}}".format, range(1, 1_000_000)).__next__
