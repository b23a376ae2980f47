"""Reads what a PNG shows, pixel by pixel, without any library. Source: www.w3.org/TR/png."""

import struct
import zlib
from collections.abc import Iterator

Pixel = tuple[int, int, int, int]
"""Red, green, blue and how opaque, from 0 to 255 each."""

CHANNELS = {2: 3, 6: 4}
"""How many bytes a pixel has, by the type of colour: without and with opacity."""


def pixels(png: bytes) -> list[list[Pixel]]:
    """The rows from top to bottom. Raises AssertionError for a PNG of another kind than 8 bits, not interlaced."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks = list(_chunks(png))
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    assert (depth, interlaced) == (8, 0)
    channels = CHANNELS[colour]
    raw = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    rows: list[list[Pixel]] = []
    above = bytes(width * channels)
    for number in range(height):
        start = number * (width * channels + 1)
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + width * channels], above, channels)
        rows.append([_pixel(above[at : at + channels]) for at in range(0, len(above), channels)])
    return rows


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _unfiltered(kind: int, line: bytes, above: bytes, channels: int) -> bytes:
    row = bytearray(line)
    for at, value in enumerate(line):
        left, corner = (row[at - channels], above[at - channels]) if at >= channels else (0, 0)
        foretold = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[kind]
        row[at] = (value + foretold) % 256
    return bytes(row)


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda each: abs(guess - each))


def _pixel(channels: bytes) -> Pixel:
    red, green, blue, opaque = (*channels, 255)[:4]
    return red, green, blue, opaque
