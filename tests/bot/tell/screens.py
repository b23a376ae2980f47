"""Made-up screens of somebody who tells someone, and of whoever writes to them."""

from dataclasses import replace

from dialogs import wording_learner
from dialogs.forms import ChooseOne, LongText, Option, Purpose, ShortText, Tone
from handlers.reply import Asked, Number, Told, Written

EMERGENCY = Number("Emergency services", "999", "Someone is in danger now", "", "", "", "")
CHILDLINE = Number("Childline", "0800 1111", "Anybody under 19", "24 hours", "Free", "https://childline.example", "")
SHOUT = Number("Shout", "Text SHOUT to 85258", "By text", "24 hours", "Free", "", "")
NUMBERS = (EMERGENCY, CHILDLINE, SHOUT)

YES_NO = (Option("yes", "Yes"), Option("not_sure", "Not sure"), Option("no", "No"))
DANGER = Asked(
    draft="c.token-1.",
    screen="danger",
    title="First, is everyone safe?",
    purpose=Purpose.ASK,
    notices=(Told("If you or someone else could get hurt, ring 999.", Tone.URGENT, NUMBERS),),
    fields=(ChooseOne("danger", "Are you, or is anyone, in danger right now?", "", YES_NO, required=True),),
    entered={},
    problems={},
    review=(),
    submit=wording_learner.GO_ON,
    can_go_back=False,
    told="",
    number=1,
    count=7,
    heading=wording_learner.TELL_SOMEONE,
    keeps=False,
)
WHO = (Option("me", "Me"), Option("friend", "A friend"))
LAST = replace(
    DANGER,
    draft="c.token-1.danger=no;who=friend",
    screen="tell",
    title="Tell us what happened",
    notices=(),
    fields=(
        LongText("account", "Tell us what happened, in your own words", "No pictures please.", 2000, required=False),
        ShortText("not_do", "Anything we should not do?", "Like phone home.", 300, required=False),
        ChooseOne("danger", "Are you, or is anyone, in danger right now?", "", YES_NO, required=True),
        ChooseOne("who", "Who is it about?", "", WHO, required=False),
    ),
    entered={"danger": "no", "account": "He said <b>no</b> & left.\nThen he came back."},
    submit=wording_learner.SEND,
    number=7,
    compact=frozenset({"danger", "who"}),
)
WRONG = replace(LAST, problems={"account": "This is 3 characters too long: the most is 2,000. Nothing was cut."})
CODE = "ability absent absorb academy account acrobat 42"
SENT = replace(
    DANGER,
    draft="s.token-1",
    screen="saved",
    title=wording_learner.SENT,
    notices=(
        Told(wording_learner.SENT_CODE, Tone.URGENT, ()),
        Told(wording_learner.NOT_YOUR_FAULT, Tone.CALM, ()),
        Told("If it can't wait, ring one of these numbers. They are free.", Tone.URGENT, NUMBERS),
    ),
    fields=(),
    submit=wording_learner.SAVED,
    number=0,
    count=0,
    code=CODE,
    heading=wording_learner.SENT,
)
ONCE_MORE = replace(SENT, draft="", title=wording_learner.CODE_AGAIN, heading=wording_learner.CODE_AGAIN, submit="")
ASK_CODE = replace(
    DANGER,
    draft="k.",
    screen="code",
    title=wording_learner.CODE_ASK,
    notices=(Told(wording_learner.CODE_DANGER, Tone.CALM, NUMBERS),),
    fields=(ShortText("code", wording_learner.CODE_LABEL, wording_learner.CODE_HINT, 400, required=True),),
    submit=wording_learner.CODE_LOOK,
    number=0,
    count=0,
    heading=wording_learner.CODE_ASK,
)
THREAD = (
    Written(ours=False, day="Monday 23 November", text="He said <b>don't tell</b>.\n\n  <script>alert(1)</script>"),
    Written(ours=True, day="Tuesday 24 November", text="Thank you for telling us. What would help you feel safer?"),
    Written(ours=False, day="Wednesday 25 November", text="https://example.com/ @everyone *bold* &amp; \u202eabc"),
)
OPENED = replace(
    ASK_CODE,
    draft="p.pass-1",
    screen="more",
    thread=THREAD,
    notices=(Told("Someone has read it.", Tone.CALM, ()), *ASK_CODE.notices),
    fields=(
        LongText("more", wording_learner.WRITE_LABEL, wording_learner.WRITE_HINT, 2000, required=False),
        ChooseOne("helped", "Did that help?", "", (Option("yes", "Yes"), Option("no", "No")), required=False),
    ),
    submit=wording_learner.SEND,
)
CLOSED = replace(OPENED, fields=(), submit="", remark=wording_learner.NO_MORE)
WRITE = replace(
    OPENED, draft="r.c1", screen="reply", title="Write to whoever told us", heading="", thread=THREAD, staff=True
)
SCREENS = {
    "danger": DANGER,
    "last": LAST,
    "wrong": WRONG,
    "sent": SENT,
    "once more": ONCE_MORE,
    "code": ASK_CODE,
    "opened": OPENED,
    "closed": CLOSED,
}
