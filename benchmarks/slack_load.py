"""Sends requests that were made before, as fast as they are answered or at a steady pace, and times the answers."""

import asyncio
import contextlib
import gc
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Request:
    """All that goes over the wire, and what a right answer holds."""

    sent: bytes
    holds: bytes


Noted = list[tuple[float, bool]]
"""Of each answer, after how many seconds it came and whether it was right."""


@dataclass(frozen=True)
class Measured:
    """What came of it: sorted seconds until each answer, how many answers were wrong, and how long it took in all."""

    seconds: tuple[float, ...]
    wrong: int
    took: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.took

    def within(self, share: float) -> float:
        """Milliseconds within which that share of the answers came."""
        return self.seconds[min(int(share * len(self.seconds)), len(self.seconds) - 1)] * 1000


class Line:
    """One connection that is kept open. It carries one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def ask(self, request: Request) -> bool:
        """Send it and read the whole answer. Whether it was right."""
        self._writer.write(request.sent)
        head = await self._reader.readuntil(b"\r\n\r\n")
        _, _, rest = head.lower().partition(b"\r\ncontent-length:")
        body = await self._reader.readexactly(int(rest.split(b"\r\n")[0] or b"0") if rest else 0)
        return head.startswith(b"HTTP/1.1 200 ") and request.holds in body

    def close(self) -> None:
        """End it."""
        self._writer.close()


class Load:
    """Several connections to one address, used in turn."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @classmethod
    @contextlib.asynccontextmanager
    async def to(cls, address: str, connections: int) -> AsyncIterator["Load"]:
        """Connected while the block runs."""
        at = urlsplit(address)
        lines = [Line(*await asyncio.open_connection(at.hostname, at.port)) for _ in range(connections)]
        try:
            yield cls(lines)
        finally:
            for line in lines:
                line.close()

    async def at_once(self, requests: Sequence[Request]) -> Measured:
        """Every connection sends its next as soon as its last is answered."""
        waiting = iter(requests)
        return await self._measured(lambda line, noted: _one_after_the_other(line, waiting, noted))

    async def at_a_pace(self, requests: Sequence[Request], per_second: float) -> Measured:
        """So many a second, however long the answers take. A request's time counts from when it should have gone."""
        began = time.perf_counter()
        waiting = iter([(began + number / per_second, request) for number, request in enumerate(requests)])
        return await self._measured(lambda line, noted: _when_it_is_time(line, waiting, noted))

    async def _measured(self, carry: Callable[[Line, Noted], Awaitable[None]]) -> Measured:
        noted: Noted = []
        began = time.perf_counter()
        with _undisturbed():
            await asyncio.gather(*(carry(line, noted) for line in self._lines))
        took = time.perf_counter() - began
        return Measured(tuple(sorted(seconds for seconds, _ in noted)), sum(not right for _, right in noted), took)


def together(several: Sequence[Measured]) -> Measured:
    """Several rounds as one."""
    seconds = sorted(each for round_ in several for each in round_.seconds)
    return Measured(tuple(seconds), sum(each.wrong for each in several), sum(each.took for each in several))


async def _one_after_the_other(line: Line, waiting: Iterator[Request], noted: Noted) -> None:
    for request in waiting:
        began = time.perf_counter()
        right = await line.ask(request)
        noted.append((time.perf_counter() - began, right))


async def _when_it_is_time(line: Line, waiting: Iterator[tuple[float, Request]], noted: Noted) -> None:
    for due, request in waiting:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        right = await line.ask(request)
        noted.append((time.perf_counter() - due, right))


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Without Python tidying up in between: that would be counted as the other side's time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
