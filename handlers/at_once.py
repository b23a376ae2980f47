"""Stores what two may send at the very same moment, from two replicas: the second finds what the first has stored."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from storage.failures import Failure, StorageFailed

T = TypeVar("T")


async def at_once(store: Callable[[], Awaitable[T]]) -> T:
    """What `store` returns, in a transaction of its own. When that was refused, it is tried once more.

    Raises StorageFailed.
    """
    try:
        return await store()
    except StorageFailed as fault:
        if fault.reason is not Failure.REFUSED:
            raise
    return await store()
