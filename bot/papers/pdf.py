"""Draws a paper as PDF. The same paper is the same bytes: nothing in the file says who made it, or when."""

import io
import threading
from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from bot.papers.fonts import BOLD, PLAIN, face
from bot.papers.setting import BODY, HIGH, LEFT, RIGHT, SMALL, WIDE, Line, Piece, Placed, pages
from dialogs.paper import Paper

FOOT = 36.0
BAR = 3.0
ONE_AT_A_TIME = threading.Lock()
"""The library keeps the faces, and what was used of them, in one place."""


def drawn(paper: Paper) -> bytes:
    """The paper as a PDF of A4 pages. It may be called in any thread; a long one takes a second."""
    with ONE_AT_A_TIME:
        return _drawn(paper)


def _drawn(paper: Paper) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDE, HIGH), pageCompression=1, invariant=1, lang="en-GB")
    canvas.setTitle(paper.title)
    canvas.setAuthor(paper.organisation)
    canvas.setSubject(paper.footer)
    canvas.setCreator("")
    every = pages(paper)
    for number, page in enumerate(every, 1):
        _page(canvas, page, len(every))
        _foot(canvas, paper.footer, f"page {number} of {len(every)}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _page(canvas: Canvas, page: tuple[Placed, ...], count: int) -> None:
    for placed in page:
        for piece in placed.line.pieces:
            text = str(count) if piece.pages else piece.text
            _write(canvas, replace(piece, text=text), placed.y, _size(placed.line, piece))
        _marks(canvas, placed.line, placed.y)


def _size(line: Line, piece: Piece) -> float:
    """Labels beside a text are smaller."""
    return SMALL if line.size == BODY and piece.font == BOLD else line.size


def _marks(canvas: Canvas, line: Line, y: float) -> None:
    if line.bar:
        canvas.rect(LEFT, y - line.size * 0.3, BAR, line.height + 0.5, stroke=0, fill=1)
    if line.rule is not None:
        canvas.setLineWidth(0.6)
        canvas.line(line.rule, y - 4, RIGHT, y - 4)


def _foot(canvas: Canvas, left: str, right: str) -> None:
    plain = face(PLAIN)
    _write(canvas, Piece(LEFT, plain.readable(left), PLAIN), FOOT, SMALL)
    _write(canvas, Piece(RIGHT - plain.width(right, SMALL), right, PLAIN), FOOT, SMALL)


def _write(canvas: Canvas, piece: Piece, y: float, size: float) -> None:
    canvas.setFont(piece.font, size)
    canvas.drawString(piece.x, y, piece.text)
