"""Draws the cards that the bot sends to Teams in a real browser, with Teams' own frame around them.

Teams itself cannot be drawn without Teams. `adaptivecards`, which Teams is built on, draws the cards in Teams' sizes
and colours; the frames are our own, in Teams' proportions. It leaves out what it does not know, so ask `unseen` what is
missing.
"""

from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from playwright.async_api import Page

from tests.browser.teams_readable import filled_in, readable
from tests.fakes.slack_json import Object
from tests.fakes.teams_cards import ShownCard

HERE = Path(__file__).parent
RENDERER = HERE.parent.parent / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.min.js"
APP = "E-safety"

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing that somebody sees in Teams: `kind` is dialog or message.

    `title` stands above a dialog, `where` and `time` above a message.
    """

    kind: Literal["dialog", "message"]
    card: Object
    title: str = APP
    where: str = ""
    time: str = ""


def as_filled_in(shown: ShownCard, title: str) -> Sheet:
    """A dialog as it stands in front of somebody, with what they have entered."""
    return Sheet("dialog", filled_in(shown), title)


def can_draw() -> bool:
    """Whether the renderer is here."""
    return RENDERER.exists()


async def draw(page: Page, sheet: Sheet, *, phone: bool = False, scheme: Scheme = "light") -> None:
    """Show this on the page, and nothing else. See `can_draw`."""
    size = "phone" if phone else "desktop"
    styles = f"<style>{(HERE / 'teams_frames.css').read_text(encoding='utf-8')}</style>"
    head = f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Teams</title>{styles}'
    await page.set_content(f'{head}<body class="{size} {scheme}"><div class="picture">{_framed(sheet)}</div>')
    if await page.evaluate("typeof drawCard === 'undefined'"):  # new content leaves what was loaded before
        await page.add_script_tag(path=RENDERER)
        await page.add_script_tag(path=HERE / "teams_cards.js")
    await page.evaluate("([card, scheme]) => drawCard(card, scheme)", [dict(sheet.card), scheme])


async def unseen(page: Page, sheet: Sheet) -> list[str]:
    """Every text of the card that cannot be read on the page, and whatever sticks out of it or is cut off."""
    seen = _squeezed(await page.evaluate(SEEN))
    wanted = Counter(readable(sheet.card))
    missing = [text for text, times in wanted.items() if seen.count(_squeezed(text)) < times]
    ill_fitting: list[str] = await page.evaluate(ILL_FITTING)
    return [*missing, *dict.fromkeys(ill_fitting)]


SEEN = """() => {
    const card = document.querySelector(".card");
    const chosen = [...card.querySelectorAll("select")].flatMap(each => [...each.selectedOptions].map(one => one.text));
    const boxes = [...card.querySelectorAll("input, textarea")].map(each => each.value || each.placeholder);
    return [card.innerText, ...chosen, ...boxes].join(" ");
}"""
ILL_FITTING = """() => {
    const card = document.querySelector(".card");
    const edge = Math.min(card.getBoundingClientRect().right, innerWidth);
    const words = each => each.innerText || each.value || each.tagName;
    const every = [...card.querySelectorAll("*")];
    return [
        ...every.filter(each => !each.children.length && each.getBoundingClientRect().right > edge + 1)
            .map(each => `sticks out: ${words(each)}`),
        ...every.filter(each => getComputedStyle(each).overflowX === "hidden" && each.scrollWidth > each.clientWidth)
            .map(each => `cut off: ${words(each)}`),
    ];
}"""


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _framed(sheet: Sheet) -> str:
    if sheet.kind == "dialog":
        return (
            f'<div class="dialog"><header><span class="icon">E</span><div><b>{APP}</b>'
            f'<small>{escape(sheet.title)}</small></div><i>✕</i></header><main class="card"></main></div>'
        )
    where = f'<div class="where">{escape(sheet.where)}</div>' if sheet.where else ""
    name = f'<div class="name"><b>{APP}</b> {escape(sheet.time)}</div>'
    return f'<div class="message">{where}<span class="icon">E</span><main>{name}<div class="card"></div></main></div>'
