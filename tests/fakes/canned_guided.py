"""Made-up answers about a policy: one of each look, with everything in the policy's words that markup could eat."""

from handlers.quoting import ErratumShown, Noted, QuoteShown
from handlers.reply import Guided, Way
from tests.fakes.canned import ADVICE, EMERGENCY, TEXT_LINE

NASTY = "Never use <b>*phones*</b> & `logs`  (see _this_)\n#1 ~twice~"
"""Words that must come out as they are."""

MOVED = ErratumShown("The service has moved.", "Ring its new number.", "Checked 2026-11-22.")
OLD = ErratumShown("The law of it is older.", "Read the newer one.", "")

SHORT = QuoteShown(
    place=("4. Staff", "Devices"),
    lead="Staff must:",
    text=NASTY,
    items=(),
    siblings=("lock their screens", "keep <i>passwords</i>"),
    notes=(Noted("", OLD),),
    plain="Leave your phone outside.",
    ordered=False,
)
STEPS = QuoteShown(
    place=("5. What to do", "Procedure A"),
    lead="",
    text="If somebody is bullied:",
    items=("Advise the learner not to respond", "Ring the <service>", "Keep it"),
    siblings=(),
    notes=(Noted("Step 2", MOVED), Noted("Step 3", OLD)),
    plain="",
    ordered=True,
)
LISTED = QuoteShown(
    place=("2. Content", "Prohibited"),
    lead="",
    text="Prohibited is:",
    items=("anything hateful", "anything unlawful"),
    siblings=(),
    notes=(),
    plain="",
    ordered=False,
)

AFTER = ("Policy of 31 July 2020.", "Asha Patel can say more on 01632 960001.", "Nobody has been told.")
WAYS = (Way.ASK, Way.HELP, Way.REPORT)

SURE = Guided("What the policy says", "", (), (), (STEPS,), AFTER, WAYS)
CLOSEST = Guided(
    "The closest",
    "Ring 999 now if somebody could get hurt.",
    (EMERGENCY, TEXT_LINE),
    ("I am not sure.",),
    (SHORT, STEPS, LISTED),
    AFTER,
    WAYS,
)
TROUBLE = Guided(
    "You are not alone",
    "Ring 999 now.",
    (EMERGENCY, ADVICE, TEXT_LINE),
    ("Tell someone.",),
    (),
    AFTER[2:],
    (Way.TELL, Way.HELP, Way.REPORT),
)
REFUSED = Guided("The policy does not say", "", (), ("I found nothing.",), (), AFTER[1:], WAYS)

ANSWERS = {"sure": SURE, "closest": CLOSEST, "trouble": TROUBLE, "refused": REFUSED}
