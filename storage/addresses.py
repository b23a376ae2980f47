"""Where a platform takes what the bot sends of its own accord: learnt from what it sends to the bot, and kept.

An address belongs to the whole platform, and to nobody in particular.
"""

from sqlalchemy import select

from storage.database import Transaction
from storage.tables import ADDRESSES


async def remember(tx: Transaction, platform: str, url: str) -> None:
    """Keep it in the place of the one that was known. Raises StorageFailed."""
    await tx.replace(ADDRESSES, {"platform": platform, "url": url}, ADDRESSES.c.platform)


async def recall(tx: Transaction, platform: str) -> str:
    """The one that is known, or an empty text. Raises StorageFailed."""
    found = await tx.row(select(ADDRESSES.c.url).where(ADDRESSES.c.platform == platform))
    return found.url if found else ""
