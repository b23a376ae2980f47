"""The command line: `python -m bot COMMAND`.

Every fault that a person can mend is one clear sentence on standard error and a non-zero exit, never a traceback.
"""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Sequence

from bot import app, checking, config, organisation
from bot.config import Config
from bot.log import Log, silence_libraries
from bot.verifying import verify
from bot.web import CannotListen
from dialogs.policy_file import PolicyFaulty, PolicyUnreadable
from storage.failures import CannotOpen, StorageFailed
from storage.keyring import KeyringError

FAULTS = (
    app.NotStarted,
    config.SettingWrong,
    CannotListen,
    CannotOpen,
    KeyringError,
    organisation.OrganisationFaulty,
    PolicyFaulty,
    PolicyUnreadable,
    StorageFailed,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns the exit code: 0 done, 1 found fault, 2 wrongly called."""
    silence_libraries()
    given = _parser().parse_args(arguments)
    try:
        return _run(given, config.read(os.environ))
    except FAULTS as fault:
        print(str(fault), file=sys.stderr)
        return 1


def _run(given: argparse.Namespace, settings: Config) -> int:
    match given.command:
        case "run":
            return asyncio.run(_serve(settings.for_practice()))
        case "check":
            return checking.check(settings, practice=given.practice, out=sys.stdout)
        case _:
            where = settings.for_practice() if given.practice else settings
            return asyncio.run(verify(where, given.root, sys.stdout))


async def _serve(settings: Config) -> int:
    async with app.practice(settings, Log()) as address:
        print(f"PRACTICE page (made-up people, nothing leaves this computer): {address}", flush=True)
        stop = asyncio.Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, stop.set)
        await stop.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="The e-safety bot.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="serve the bot: the practice page, while no platform is set up")
    run.add_argument("--practice", action="store_true", help="serve the practice page (needs no account)")
    check = commands.add_parser("check", help="list every fault in the settings, the organisation and the policy")
    check.add_argument("--practice", action="store_true", help="check what the practice page uses")
    audit = commands.add_parser("audit", help="look after the audit").add_subparsers(
        dest="audit", required=True, metavar="COMMAND"
    )
    verifying = audit.add_parser("verify", help="recompute every chain; exit 1 and name the first bad row on any break")
    verifying.add_argument("--root", help="a root that was posted in the safeguarding channel, to check against")
    verifying.add_argument("--practice", action="store_true", help="verify the practice page's database")
    return parser


if __name__ == "__main__":
    sys.exit(main())
