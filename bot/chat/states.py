"""Forms that carry their own state where others carry a draft's id: it may stand in a view, and in no message.

A message stays in a chat, is copied into mailboxes and can be exported. Whoever has to be led back from one is led to
where the form begins.
"""

from handlers.reply import Way

REPLYING = "r."
"""Begins the state of the form in which one of us writes to whoever has a code."""

OF_QUESTIONS = frozenset({"h", "n", "t"})
"""Kinds of forms that come of questions about the policy: they are shown again where they stand, and begin nowhere."""

BACK_TO: dict[str, Way] = {"c": Way.TELL, "k": Way.CHECK, "p": Way.CHECK, "s": Way.CHECK, "q": Way.ASK}
"""Where a form of each kind begins."""


def way_back(draft: str) -> Way | None:
    """Where the form begins whose state this is; nothing if it is the id of a draft that is stored."""
    kind, dot, _ = draft.partition(".")
    return BACK_TO.get(kind) if dot else None


def is_state(draft: str) -> bool:
    """Whether this is the state of a form, and not the id of a draft that is stored."""
    kind, dot, _ = draft.partition(".")
    return draft.startswith(REPLYING) or way_back(draft) is not None or bool(dot and kind in OF_QUESTIONS)


def case_of_reply(draft: str) -> str:
    """The id of the case that is written about in a form with this state, or nothing if it is another form."""
    return draft.removeprefix(REPLYING).partition(".")[0] if draft.startswith(REPLYING) else ""
