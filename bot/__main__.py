"""The command line: `python -m bot COMMAND`.

Every fault that a person can mend is one clear sentence on standard error and a non-zero exit, never a traceback.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import assert_never

from bot import app, checking, config, organisation
from bot.arguments import Ask, Check, Command, FiguresLog, Manifest, Run, TeamsPackage, VerifyAudit, parse
from bot.config import Config
from bot.copy_arguments import CopyCase
from bot.copying import CannotCopy, copy
from bot.figures import CannotList, figures_log
from bot.log import Log, place, silence_libraries
from bot.memory import is_never_dumped
from bot.packaging import NotPacked, pack
from bot.practice.damaged import PracticeFileDamaged
from bot.questions import CannotAnswer, answer, answer_lines, open_books
from bot.side import Refused
from bot.slack import manifest
from bot.verifying import verify
from bot.web import CannotListen
from dialogs.guidance.weights import WeightsDamaged
from dialogs.policy_file import PolicyFaulty, PolicyUnreadable
from storage.copying import must_exist
from storage.failures import CannotOpen, DatabaseUnavailable, StorageFailed
from storage.keyring import KeyringError

FOUND_FAULT, BROKEN, INTERRUPTED = 1, 70, 130
FAULTS = (
    CannotAnswer,
    CannotCopy,
    CannotList,
    CannotListen,
    CannotOpen,
    app.NotStarted,
    config.SettingWrong,
    KeyringError,
    NotPacked,
    organisation.OrganisationFaulty,
    organisation.OrganisationUnreadable,
    PolicyFaulty,
    PolicyUnreadable,
    PracticeFileDamaged,
    Refused,
    StorageFailed,
    WeightsDamaged,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns the exit code: 0 done, 1 fault found, 70 a fault of the bot's own (130: Ctrl-C).

    Raises SystemExit with 2 when it was wrongly called.
    """
    is_never_dumped()
    silence_libraries(Log())
    try:
        code = _run(parse(arguments))
        sys.stdout.flush()
    except FAULTS as fault:
        print(fault, file=sys.stderr)
        return FOUND_FAULT
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain of it once more on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND_FAULT
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the top: a traceback could quote somebody's words
        kind = f"{type(fault).__name__} at {place(fault)}"
        print(f"The bot stopped by a fault of its own ({kind}). What was received is kept.", file=sys.stderr)
        return BROKEN
    return code


def _run(command: Command) -> int:
    if isinstance(command, Manifest):  # asked for before there is anything to set
        sys.stdout.write(manifest.text(command.url))
        return 0
    settings = config.read(os.environ)
    match command:
        case Run(practice):
            live = (settings.slack or settings.teams) and not practice
            return asyncio.run(_serve_live(settings) if live else _serve_practice(settings.for_practice()))
        case Check(practice):
            return checking.check(settings, practice=practice, out=sys.stdout)
        case Ask(question):
            return _ask(settings, question)
        case TeamsPackage():
            return pack(settings, command, sys.stdout)
        case VerifyAudit(practice, root):
            return asyncio.run(verify(_kept(settings, practice=practice), root, sys.stdout))
        case FiguresLog(practice, person, file):
            where = _kept(settings, practice=practice)
            code = asyncio.run(figures_log(where, person, file, sys.stdout.buffer, Log()))
            return code if file is None else _written(file)
        case CopyCase(practice):
            asyncio.run(copy(_kept(settings, practice=practice), command, Log()))
            return _written(command.file)
        case _:
            assert_never(command)


def _kept(settings: Config, *, practice: bool) -> Config:
    """The settings with the database that a command reads. Raises DatabaseUnavailable where there is none."""
    rehearsed = settings.for_practice()
    if practice:
        return rehearsed
    try:
        must_exist(settings.database_url)
    except DatabaseUnavailable as error:
        hint = " For what was done on the practice page add --practice." if rehearsed.data_dir.is_dir() else ""
        raise DatabaseUnavailable(f"{error}{hint}") from None
    return settings


def _written(file: Path) -> int:
    print(f"{file} was written. Read it before you give it to anybody.")
    return 0


def _ask(settings: Config, question: str | None) -> int:
    books = open_books(settings, sys.stderr)
    if question is None:
        return answer_lines(books, sys.stdin.buffer, sys.stdout, sys.stderr)
    return answer(books, question, sys.stdout)


async def _serve_practice(settings: Config) -> int:
    stop = _stop()
    async with app.practice(settings, Log()) as address:
        print(f"PRACTICE page (made-up people, nothing leaves this computer): {address}", flush=True)
        await stop.wait()
    return 0


async def _serve_live(settings: Config) -> int:
    stop = _stop()
    async with app.live(settings, Log(), tell=partial(print, file=sys.stderr, flush=True)) as address:
        print(f"E-safety is ready {_ways(settings)}: {address}", flush=True)
        await stop.wait()
    return 0


def _ways(settings: Config) -> str:
    """How people reach the bot."""
    socket_mode = settings.slack is not None and bool(settings.slack.app_token)
    asked = [name for name, one in (("Slack", settings.slack), ("Teams", settings.teams)) if one is not None]
    if socket_mode:
        return "over Socket Mode" + (" and for requests from Teams" if settings.teams else "")
    return f"for requests from {' and '.join(asked)}"


def _stop() -> asyncio.Event:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    return stop


if __name__ == "__main__":
    sys.exit(main())
