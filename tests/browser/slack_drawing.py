"""Draws what the bot sends to Slack, as HTML for a real browser: its blocks, and Slack's own frame around them.

Slack itself cannot be drawn without Slack. `slack-blocks-to-jsx` draws the blocks nearly as Slack does; the frames are
our own, in Slack's proportions. That renderer leaves out what it does not know, so ask `unseen` what is missing.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from playwright.async_api import Page

from tests.browser.slack_readable import filled_in, readable
from tests.fakes.slack_json import Object, at, objects_in, text_of
from tests.fakes.slack_views import ShownView

HERE = Path(__file__).parent
RENDERER = HERE.parent.parent / "node_modules" / "slack-blocks-to-jsx"
STYLES = (RENDERER / "dist" / "style.css", HERE / "slack_frames.css")
APP = "E-safety"
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing that somebody sees in Slack: `kind` is modal, home or message.

    `errors` stand below the input with that block id. `where` and `time` stand above a message.
    """

    kind: str
    blocks: Sequence[Object]
    title: str = APP
    close: str = ""
    submit: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
    time: str = ""


def of_view(view: Object) -> Sheet:
    """A modal or a Home tab as the bot sent it."""
    title, close, submit = (text_of(at(view, name, "text")) for name in ("title", "close", "submit"))
    return Sheet(text_of(view.get("type")), objects_in(view.get("blocks")), title or APP, close, submit)


def as_filled_in(shown: ShownView) -> Sheet:
    """A view as it stands in front of somebody, with what they have entered and what is wrong with it."""
    sheet = of_view(shown.view)
    return Sheet(sheet.kind, filled_in(shown), sheet.title, sheet.close, sheet.submit, shown.errors)


def of_message(message: Object, *, where: str, time: str) -> Sheet:
    """A message as the bot posted it."""
    return Sheet("message", objects_in(message.get("blocks")), where=where, time=time)


def can_draw() -> bool:
    """Whether the renderer and what runs it are here."""
    return shutil.which("node") is not None and RENDERER.exists()


def pages(sheets: Sequence[Sheet], *, phone: bool = False) -> list[str]:
    """A whole HTML page for each. Raises CalledProcessError when the renderer fails; see `can_draw`."""
    html = iter(_drawn([block for sheet in sheets for block in sheet.blocks]))
    styles = "".join(f"<style>{path.read_text(encoding='utf-8')}</style>" for path in STYLES)
    size = "phone" if phone else "desktop"
    head = f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Slack</title>{styles}<body class="{size}">'
    return [
        f'{head}<div class="picture">{_framed(sheet, [next(html) for _ in sheet.blocks])}</div>' for sheet in sheets
    ]


async def unseen(page: Page, sheet: Sheet) -> list[str]:
    """Every text of the blocks that cannot be read on the page, and whatever sticks out of it."""
    seen: list[str] = await page.evaluate(SEEN)
    assert len(seen) == len(sheet.blocks)
    missing = [
        text
        for block, drawn in zip(sheet.blocks, seen, strict=True)
        for text in readable(block)
        if _squeezed(text) not in _squeezed(drawn)
    ]
    sticking_out: list[str] = await page.evaluate(STICKING_OUT)
    return [*missing, *dict.fromkeys(sticking_out)]


SEEN = """() => [...document.querySelectorAll(".block")].map(block =>
    [block.innerText, ...[...block.querySelectorAll("input, textarea")].map(each => each.value)].join(" "))"""
STICKING_OUT = """() => {
    const aSpace = 5;  // that a line ends with may hang over
    const edge = document.querySelector("main").getBoundingClientRect().right + aSpace;
    return [...document.querySelectorAll(".block *")]
        .filter(each => !each.children.length && each.getBoundingClientRect().right > edge)
        .map(each => `sticks out: ${each.innerText || each.value || each.tagName}`);
}"""


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _drawn(blocks: Sequence[Object]) -> list[str]:
    program = shutil.which("node") or "node"
    command = [program, str(HERE / "slack_blocks.mjs")]
    ran = subprocess.run(
        command, input=json.dumps(blocks), capture_output=True, encoding="utf-8", check=True, timeout=SECONDS
    )
    drawn: list[str] = json.loads(ran.stdout)
    return drawn


def _framed(sheet: Sheet, html: Sequence[str]) -> str:
    pairs = zip(sheet.blocks, html, strict=True)
    inside = "".join(_block(drawn, sheet.errors.get(text_of(block.get("block_id")), "")) for block, drawn in pairs)
    match sheet.kind:
        case "modal":
            return _modal(sheet, inside)
        case "home":
            tabs = '<span class="here">Home</span><span>Messages</span><span>About</span>'
            return f'<div class="home"><header><b>{APP}</b>{tabs}</header><main>{inside}</main></div>'
        case _:
            return _message(sheet, inside)


def _block(html: str, error: str) -> str:
    wrong = f'<p class="wrong">{escape(error)}</p>' if error else ""
    return f'<div class="block">{html}</div>{wrong}'


def _modal(sheet: Sheet, inside: str) -> str:
    title, close, submit = (escape(each) for each in (sheet.title, sheet.close, sheet.submit))
    sends = f'<span class="submit">{submit}</span>' if submit else ""
    return (
        f'<div class="modal"><div class="bar"><span>{close}</span><b>{title}</b>{sends}</div>'
        f'<header><span class="icon">E</span><b>{title}</b><i>✕</i></header><main>{inside}</main>'
        f"<footer><span>{close}</span>{sends}</footer></div>"
    )


def _message(sheet: Sheet, inside: str) -> str:
    where = f'<div class="where">{escape(sheet.where)}</div>' if sheet.where else ""
    name = f'<div class="name"><b>{APP}</b> <small>APP</small> <time>{escape(sheet.time)}</time></div>'
    return f'<div class="message">{where}<span class="icon">E</span><main>{name}{inside}</main></div>'
