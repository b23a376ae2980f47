"""What is printed, as values: who draws it is `bot.papers`. Texts are plain; nothing in them is markup."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Blank(StrEnum):
    """What stands in a row where no text is known yet."""

    LINE = "line"
    """A line for somebody to write on."""
    PAGES = "pages"
    """How many pages the paper has."""


@dataclass(frozen=True, slots=True)
class Row:
    """A text and what it is called."""

    label: str
    text: str | Blank


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `loud` stands out."""

    text: str
    loud: bool = False


Content = Row | Words


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paper under its heading, which may be empty. With `new_page` it begins one."""

    heading: str
    content: tuple[Content, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """All of it. `lines` stand under the title, `footer` on each page; `organisation` is whose paper it is."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    footer: str
    organisation: str


Draft = Callable[[], Paper]
"""Draws a paper up. Of a long case it takes seconds: it is called in a thread, and while nothing else has to wait."""
