"""Reads what stands on a PDF, as a program that searches it would."""

import re

import pypdfium2

PDFIUMS_HYPHEN = "\ufffe"
"""What a hyphen at the end of a line is read as."""


def pages_of(content: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [_text(document[number]) for number in range(len(document))]
    finally:
        document.close()


def text_of(content: bytes) -> str:
    """All of it without spaces and ends of lines: where lines break is not what was written."""
    return squeezed("".join(pages_of(content)))


def squeezed(text: str) -> str:
    """The text without anything that is a space."""
    return re.sub(r"\s", "", text)


def _text(page: pypdfium2.PdfPage) -> str:
    read = page.get_textpage()
    try:
        return str(read.get_text_range()).replace(PDFIUMS_HYPHEN, "-")
    finally:
        read.close()
        page.close()
