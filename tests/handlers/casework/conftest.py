"""What the tests of case work may ask for: a case that the coordinator has taken."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dialogs.alerts import Message
from tests.handlers.casework.desk_work import WORKED, DeskWork, begin
from tests.handlers.office import open_office


@dataclass(frozen=True, slots=True)
class Begun:
    """How it stands once the case is taken: what is stored, what was sent, how often chance was asked."""

    stored: bytes
    sent: tuple[tuple[str, Message], ...]
    changed: tuple[tuple[str, Message], ...]
    count: int
    case: str


@pytest.fixture(scope="session")
def begun() -> list[Begun]:
    """That, once some test has made it: beginning anew for each would take longer than most of them."""
    return []


@pytest.fixture
async def work(tmp_path: Path, begun: list[Begun]) -> AsyncIterator[DeskWork]:
    """A case of nasty messages, S2, on the channel route, that Asha (the coordinator) has."""
    if not begun:
        async with open_office(tmp_path / "begun.db") as office:
            case = (await begin(office)).case
        stored = (tmp_path / "begun.db").read_bytes()
        sent, changed = tuple(office.messenger.sent), tuple(office.messenger.changed)
        begun.append(Begun(stored, sent, changed, office.chance.count, case))
    [found] = begun
    (tmp_path / "esafety.db").write_bytes(found.stored)
    async with open_office(tmp_path / "esafety.db") as office:
        office.desk = replace(office.desk, policy=WORKED)
        office.messenger.sent += found.sent
        office.messenger.changed += found.changed
        office.chance.count = found.count
        yield DeskWork(office, found.case)
