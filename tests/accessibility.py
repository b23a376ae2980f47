"""Asks axe-core, inside a real browser, what keeps a person with a disability from using the page that is open."""

from typing import TypedDict

from playwright.async_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Element(TypedDict):
    """One element at fault, by its selectors."""

    target: list[str]


class Violation(TypedDict):
    """One rule that the page breaks; axe-core's own names."""

    id: str
    help: str
    nodes: list[Element]


async def barriers(page: Page, axe_source: str) -> list[str]:
    """Every rule that the open page breaks, a sentence each with the elements at fault; empty when it breaks none."""
    await bring_rules(page, axe_source)
    return await barriers_again(page)


async def bring_rules(page: Page, axe_source: str) -> None:
    """Give the open page the rules; they are gone when it is left."""
    await page.evaluate(axe_source)


async def barriers_again(page: Page) -> list[str]:
    """As `barriers`, of a page that has the rules: in another width, say, or on dark ground."""
    found: list[Violation] = await page.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations)", RULES)
    return [f"{fault['id']}: {fault['help']}: {elements(fault)}" for fault in found]


def elements(fault: Violation) -> str:
    """The selectors of the elements at fault."""
    return ", ".join(" ".join(element["target"]) for element in fault["nodes"])
