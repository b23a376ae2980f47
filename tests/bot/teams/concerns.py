"""Forms that keep nothing before they are sent: made up, and as Hypothesis may invent them."""

import string
from dataclasses import replace

from hypothesis import strategies as st

from dialogs import wording_learner
from dialogs.forms import ChooseOne, LongText, Option, Purpose, Tone
from handlers.reply import Asked, Told, Written
from tests.bot.chat.replies import WORDS, screens
from tests.fakes import canned

TOKEN = "Aq3" * 40
STATE = f"c.{TOKEN}.danger=no;who=me;tile=photos"
OPENED = f"p.{TOKEN}"
LONGEST_STATE = f"p.{'x' * 398}"
CODE = "anchor blanket copper dolphin engine forest 42"
RINGING = Told("If you or someone else could get hurt, ring 999.", Tone.URGENT, (canned.EMERGENCY,))
ABOUT = ChooseOne(
    "who", "Who is it about?", "", (Option("me", "Me"), Option("friend", "A friend")), required=False
)  # fmt: skip

LAST = Asked(
    draft=STATE,
    screen="words",
    title="Tell us what happened",
    purpose=Purpose.ASK,
    notices=(RINGING,),
    fields=(LongText("story", "In your own words", "No pictures please.", 2_000, required=False), ABOUT),
    entered={"who": "me"},
    problems={},
    review=(),
    submit=wording_learner.SEND,
    can_go_back=False,
    told="",
    number=5,
    count=5,
    heading=wording_learner.TELL_SOMEONE,
    compact=frozenset({"who"}),
    keeps=False,
)
EARLIER = replace(LAST, screen="who", fields=(ABOUT,), submit=wording_learner.GO_ON, can_go_back=True, number=3)
SENT = replace(
    LAST, draft=f"s.{TOKEN}", screen="saved", title=wording_learner.SENT, fields=(), entered={},
    submit=wording_learner.SAVED, code=CODE, heading=wording_learner.SENT, number=0, count=0,
)  # fmt: skip
SHOWN_AGAIN = replace(SENT, title=wording_learner.CODE_AGAIN, submit="")
ASKED_FOR_CODE = replace(LAST, draft="k.", screen="code", fields=LAST.fields[:1], submit=wording_learner.CODE_LOOK)
ANSWERED = replace(
    LAST, draft=OPENED, screen="more", title=wording_learner.STATES["question"], fields=LAST.fields[:1], number=0,
    count=0, thread=(
        Written(ours=False, day="Monday 23 November", text="He has my *photos*.\n<at>Asha</at>"),
        Written(ours=True, day="Tuesday 24 November", text="Thank you for telling us."),
    ),
)  # fmt: skip

STATES = st.builds(
    lambda kind, secret: f"{kind}.{secret}",
    st.sampled_from("ckps"),
    st.text(string.ascii_letters + string.digits + "_-.;=", max_size=398),
)
THREADS = st.lists(st.builds(Written, st.booleans(), st.sampled_from(("Monday", "today", "1 May")), WORDS), max_size=6)


@st.composite
def forms(draw: st.DrawFn) -> Asked:
    """A screen of a form that keeps nothing, or one of us writing to whoever has a code."""
    asked = draw(screens())
    return replace(
        asked,
        draft=draw(STATES | st.just("r.c1")),
        submit=draw(st.sampled_from(("", "Send", "Next", "Look"))),
        count=draw(st.sampled_from((0, 4))),
        thread=tuple(draw(THREADS)),
        code=draw(st.sampled_from(("", CODE))),
        compact=frozenset(field.id for field in asked.fields if isinstance(field, ChooseOne)),
        keeps=False,
    )
