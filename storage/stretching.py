"""Works out the keys that follow from codes, off the event loop, and as early as can be.

The slow derivation begins when a form is opened, so that it is done when the form is sent. What was worked out stays in
memory only, for as long as somebody may be filling the form in.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from dialogs import receipt
from storage import receipts
from storage.failures import Failure, StorageFailed
from storage.keyring import Keyring
from storage.receipts import Stretch

MOST_KEPT = 1_000
KEPT_SECONDS = 30 * 60.0
AT_ONCE = 2
"""How many somebody may be waiting for at a time: each takes 64 MiB. One more is worked out ahead, and one for whoever
is in danger, who waits for none of the others."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A derivation. What is `ahead` may be begun again sooner; what somebody waits for is never taken back."""

    at: float
    future: Future[bytes]
    ahead: bool


class Stretching:
    """The keys of one keyring. `now` counts seconds. Close it when it is no longer needed."""

    def __init__(
        self, keyring: Keyring, stretch: Stretch | None = None, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.keyring = keyring
        self._stretch = stretch or Stretch()
        self._now = now
        self._ahead = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._awaited = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="awaited")
        self._urgent = ThreadPoolExecutor(1, thread_name_prefix="urgent")
        self._checks = ThreadPoolExecutor(1, thread_name_prefix="checks")
        self._kept: OrderedDict[bytes, _Begun] = OrderedDict()

    def begin(self, nonce: bytes) -> None:
        """Work the key of this form out ahead, behind whatever somebody waits for."""
        if nonce not in self._kept:
            self._keep(nonce, self._ahead, ahead=True)

    async def of_nonce(self, nonce: bytes, *, urgent: bool = False) -> bytes:
        """The key of this form. What has not been begun is begun now; what is `urgent` waits for nothing else.

        Raises StorageFailed when there is not enough memory for it.
        """
        self._forget_the_old()
        begun = self._kept.get(nonce)
        if begun is None or (begun.ahead and begun.future.cancel()):
            begun = self._keep(nonce, self._urgent if urgent else self._awaited, ahead=False)
        try:
            return await _result(begun.future)
        except StorageFailed:
            self._kept.pop(nonce, None)
            raise

    async def of_code(self, code: str) -> bytes:
        """The key of a code as somebody typed it and `dialogs.receipt` read it, not kept. Raises as `of_nonce`."""
        return await _result(self._checks.submit(receipts.stretched, self.keyring, code, self._stretch))

    def close(self) -> None:
        """Begin nothing more, and forget everything."""
        for each in (self._ahead, self._awaited, self._urgent, self._checks):
            each.shutdown(wait=False, cancel_futures=True)
        self._kept.clear()

    def _of_nonce(self, nonce: bytes) -> bytes:
        code = receipt.spelled(receipts.code_secret(self.keyring, nonce))
        return receipts.stretched(self.keyring, code, self._stretch)

    def _keep(self, nonce: bytes, pool: ThreadPoolExecutor, *, ahead: bool) -> _Begun:
        begun = _Begun(self._now(), pool.submit(self._of_nonce, nonce), ahead)
        self._kept[nonce] = begun
        self._kept.move_to_end(nonce)
        self._forget_the_old()
        return begun

    def _forget_the_old(self) -> None:
        before = self._now() - KEPT_SECONDS
        while self._kept:
            nonce, begun = next(iter(self._kept.items()))
            if begun.at > before and len(self._kept) <= MOST_KEPT:
                return
            if begun.ahead:
                begun.future.cancel()
            del self._kept[nonce]


async def _result(future: Future[bytes]) -> bytes:
    """What was worked out. Whoever waits may go away: it goes on all the same."""
    try:
        return await asyncio.shield(asyncio.wrap_future(future))
    except MemoryError:
        raise StorageFailed(Failure.NO_MEMORY) from None
