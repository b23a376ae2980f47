"""Forms that carry their own state where others carry a draft's id: it may stand in a view, and in no message.

A message stays in a chat, is copied into mailboxes and can be exported. Whoever has to be led back from one is led to
where the form begins.
"""

from handlers.reply import Way

REPLYING = "r."
"""Begins the state of the form in which one of us writes to whoever has a code."""

WORKING = "w."
"""Begins the state of the form in which something is done with a case."""

LOG = "l."
"""Begins what says which cases of the incident log are shown, and the state of the form in which they are chosen."""

SHOWN_THERE = frozenset({"h", "n", "t", "w", "m", "l", "g"})
"""Kinds of forms that are shown again where they stand: no button of a menu leads to where they begin."""

BACK_TO: dict[str, Way] = {"c": Way.TELL, "k": Way.CHECK, "p": Way.CHECK, "s": Way.CHECK, "q": Way.ASK}
"""Where a form of each kind begins."""


def way_back(draft: str) -> Way | None:
    """Where the form begins whose state this is; nothing if it is the id of a draft that is stored."""
    kind, dot, _ = draft.partition(".")
    return BACK_TO.get(kind) if dot else None


def is_state(draft: str) -> bool:
    """Whether this is the state of a form, and not the id of a draft that is stored."""
    kind, dot, _ = draft.partition(".")
    return draft.startswith(REPLYING) or way_back(draft) is not None or bool(dot and kind in SHOWN_THERE)


def case_of_state(draft: str) -> str:
    """The id of the case that a form with this state is about, or nothing if whoever reads it handles no case there."""
    if draft.startswith(WORKING):
        return worked_on(draft.removeprefix(WORKING))
    return draft.removeprefix(REPLYING).partition(".")[0] if draft.startswith(REPLYING) else ""


def worked_on(about: str) -> str:
    """The id of the case in what a button says that does something with one: the task comes before it."""
    return about.partition(".")[2].partition(".")[0]
