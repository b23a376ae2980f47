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
    await page.evaluate(axe_source)
    found: list[Violation] = await page.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations)", RULES)
    return [f"{fault['id']}: {fault['help']}: {elements(fault)}" for fault in found]


def elements(fault: Violation) -> str:
    """The selectors of the elements at fault."""
    return ", ".join(" ".join(element["target"]) for element in fault["nodes"])
