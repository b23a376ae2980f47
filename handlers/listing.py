"""Lists of things that something can be done with, as they are shown."""

from dataclasses import dataclass

from dialogs.alerts import Button


@dataclass(frozen=True, slots=True)
class Row:
    """One of a list: what it is, how it stands, and what can be done with it. What is `urgent` stands out.

    `more` are lines below it, such as how it stood before.
    """

    label: str
    state: str = ""
    button: Button | None = None
    urgent: bool = False
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, under a heading. `note` stands above them; if there are none, `empty` does."""

    heading: str
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Lists, one below the other, with what can be done besides at the top.

    `about` says what is listed, so that it can be shown again: a state of `handlers.log`; empty for questions.
    """

    title: str
    groups: tuple[Group, ...]
    buttons: tuple[Button, ...] = ()
    about: str = ""
