"""Every sentence that the bot itself says when somebody asks what the policy says. The rest is the policy's words."""

QUESTION = "Ask a question"
QUESTION_LABEL = "What do you want to know?"
QUESTION_HINT = "I look it up in the e-safety policy. Please leave out names."
QUESTION_ASK = "Ask"
QUESTION_EMPTY = "Write your question first."

SAYS = "What the policy says"
CLOSEST = "The closest that the policy says"
CLOSEST_WHAT = "I am not sure that one of these answers you. These are the policy's own words."
SILENT = "The policy does not say"
SILENT_WHAT = "I found nothing in the policy that answers this. I know its words, and nothing about any person."
CODE = "That looks like a code from us"
CODE_WHAT = "Press the button below, and write it there: then you can read our answer."
CODE_DELETE = "If you wrote it in a chat, delete it there. Whoever has it can read what we wrote to you."
HERE = "What I can do"
HERE_WHAT = "I can tell you what the e-safety policy says. You can also report something here, or tell someone."
TROUBLE = "You do not have to be alone with this"
TROUBLE_WHAT = "If you or someone else could get hurt, ring 999 now. A person will answer, at any time of day."
TROUBLE_TELL = "Tell someone: a person here will read it. You will not be in trouble for telling us."
PANEL = "If you or someone else could get hurt, ring 999 now."
REPORT = "You can report this"
REPORT_WHAT = "It takes a few minutes. You can stop at any time. The safeguarding team is told once you send it."
NOBODY_TOLD = "I'm a bot, not a person. Nobody has been told what you wrote here, and I keep none of it."

NOT_ANSWERED = (
    "I could not answer in time. Nothing is lost, and nobody has been told. Please ask again.",
    "If you or someone else could get hurt, ring 999 now.",
)

PLAIN = "In plain words (ours, not the policy's)"
SAME_LIST = "In the same list"
WRONG = "What is wrong with these words"
INSTEAD = "Do this instead"


def other_policy(name: str) -> str:
    """What somebody reads who asks for a policy that is not held here."""
    return f"That may be in another policy, which I don't have: {name}."


def ask_somebody(who: str, phone: str) -> str:
    """Who can say more. `phone` may be empty."""
    where = f" on {phone}" if phone else ""
    return f"{who} can say more{where}."


def step(number: int) -> str:
    """Which step a remark is about."""
    return f"Step {number}"
