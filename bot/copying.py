"""`copy`: a copy of one case as PDF, for somebody who may know of it. That it was made is written in the case."""

import os
from collections.abc import Callable
from pathlib import Path

from bot.clock import SystemClock
from bot.config import Config
from bot.copy_arguments import CopyCase
from bot.log import Happening, Log
from bot.papers.pdf import drawn
from bot.prepared import desk
from dialogs import wording_copies as words
from dialogs.case import Case
from dialogs.casework.powers import Task
from dialogs.casework.record import Act
from dialogs.downloads import CaseCopy
from dialogs.paper import Draft, Paper
from handlers import case_look
from handlers.cases import case_for
from handlers.casework.copying import detail, missing, paper_of
from handlers.desk import Clock, Desk, PolicyForgotten
from handlers.recording import note
from handlers.turn import Who
from storage import cases
from storage.copying import must_exist
from storage.database import Transaction

NONE = "There is no such case, or this person may not know of it. Nothing was made."
OLD_POLICY = "The case is under a version of the policy that this database does not have: restore a whole backup."


class CannotCopy(Exception):
    """The copy cannot be made. Its text says why and what to do, and nothing of the case."""


async def copy(
    config: Config, asked: CopyCase, log: Log, draw: Callable[[Paper], bytes] = drawn, clock: Clock | None = None
) -> int:
    """Writes it. Returns 0. First the file is made, then it is written down, then the file is filled.

    `draw` makes a PDF of a paper. No transaction is open then: the bot beside this could store no report meanwhile.
    Without a `clock` the time is the system's.

    Raises CannotCopy, CannotOpen, KeyringError, StorageFailed, and as the readers of the policy and the organisation.
    """
    redact = _lines(asked.without)
    must_exist(config.database_url)
    async with desk(config, log, clock or SystemClock(), lambda: None) as at:
        number = _new(asked.file)
        try:
            content = await _made(at, asked, redact, draw)
        except PolicyForgotten:
            _throw_away(asked.file, number)
            raise CannotCopy(OLD_POLICY) from None
        except BaseException:
            _throw_away(asked.file, number)
            raise
    fill(asked.file, number, content)
    log.happened(Happening.CASE_COPIED)
    return 0


async def _made(at: Desk, asked: CopyCase, redact: tuple[str, ...], draw: Callable[[Paper], bytes]) -> bytes:
    """The PDF, once it is written down that it is made."""
    who = Who(asked.person, at.organisation.name_of(asked.person))
    async with at.database.transaction() as tx:
        named = await cases.by_reference(tx, asked.reference.strip().upper())
        case = await case_for(at, tx, who, named.id if named is not None else asked.reference)
        wanted = CaseCopy(
            case.id if case is not None else "", asked.version, asked.whom, asked.subject, redact, asked.why
        )
        draft = None if case is None else await _draft(at, tx, case, who.key, wanted)
    content = b"" if draft is None else draw(draft())
    if not (content and await _written_down(at, who, wanted)):
        raise CannotCopy(NONE)
    return content


async def _written_down(at: Desk, who: Who, wanted: CaseCopy) -> bool:
    """Whether it is written down that it is made: not if they may not know of the case any more.

    Raises CannotCopy where no such copy is made any more.
    """
    async with at.database.transaction() as tx:
        case = await case_for(at, tx, who, wanted.case)
        if case is not None:
            await _draft(at, tx, case, who.key, wanted)
            said = {name.value: text for name, text in detail(wanted).items() if text}
            await note(at, tx, case, who.key, Act.EXPORTED.value, said)
    return case is not None


async def _draft(at: Desk, tx: Transaction, case: Case, person: str, wanted: CaseCopy) -> Draft:
    """Raises CannotCopy where something is missing, or where no such copy is made."""
    look = await case_look.look(at, tx, case, person)
    if problems := missing(look, wanted):
        raise CannotCopy(f"{' '.join(problems.values())} Nothing was made.")
    draft = await paper_of(at, tx, person, wanted)
    if draft is None:
        yours = look.refusal(Task.EXPORT) is None
        raise CannotCopy(f"{words.NOT_FOR_STAFF if yours else words.NOT_YOURS} Nothing was made.")
    return draft


def _lines(file: Path | None) -> tuple[str, ...]:
    if file is None:
        return ()
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CannotCopy(f"{file} cannot be read as text: it is the list of what to strike out.") from None
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _new(file: Path) -> int:
    """A new file that nobody else on this computer may read."""
    try:
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CannotCopy(f"{file} is there already, and was left as it is: name another file.") from None
    except OSError as error:
        raise CannotCopy(f"{file} cannot be written ({error.strerror}): name another file.") from None


def _throw_away(file: Path, number: int) -> None:
    os.close(number)
    file.unlink()


def fill(file: Path, number: int, content: bytes) -> None:
    """Into the open file with this number. Raises CannotCopy where the disk is full."""
    try:
        with os.fdopen(number, "wb") as written:
            written.write(content)
    except OSError as error:
        raise CannotCopy(
            f"{file} could not be written whole ({error.strerror}). It is written in the case that a copy was made: "
            "delete the file, and make another copy."
        ) from None
