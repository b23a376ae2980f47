"""What can be asked for on the command line, as values. It does nothing of it."""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from bot import copy_arguments
from bot.copy_arguments import CopyCase
from bot.teams.app_manifest import VERSION
from storage.audit import ROOT_DIGITS

WRONGLY_CALLED = 2
LONGEST_ADDRESS = 2048
FOR_WHOM = "--for PERSON is missing: nobody gets more than they may know of, on the command line as in the chat"


@dataclass(frozen=True, slots=True)
class Run:
    """Serve the bot. With no platform set up there is the practice page, asked for or not."""

    practice: bool


@dataclass(frozen=True, slots=True)
class Check:
    """List every fault and warning."""

    practice: bool


@dataclass(frozen=True, slots=True)
class VerifyAudit:
    """Recompute the audit; `root` is one that was printed before, to check against."""

    practice: bool
    root: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Print Slack's manifest of this app. `url` is where Slack reaches the bot; None is Socket Mode."""

    url: str | None


@dataclass(frozen=True, slots=True)
class TeamsPackage:
    """Write the package of the Teams app into `out`. The addresses are the organisation's own, for people to read."""

    website: str
    privacy: str
    terms: str
    version: str
    out: Path


@dataclass(frozen=True, slots=True)
class Ask:
    """Answer this question about the policy; with None, those that come in as lines of JSON."""

    question: str | None


@dataclass(frozen=True, slots=True)
class FiguresLog:
    """Print the incident log as the person with this key may know it, or write it into a new file."""

    practice: bool
    person: str
    file: Path | None


Command = Run | Check | VerifyAudit | Manifest | TeamsPackage | Ask | FiguresLog | CopyCase


def parse(arguments: Sequence[str] | None) -> Command:
    """What was asked for. Raises SystemExit: 0 after help that was asked for, 2 when it cannot be understood."""
    given = _parser().parse_args(arguments)
    if given.incomplete is not None:
        given.incomplete.print_help(sys.stderr)
        sys.exit(WRONGLY_CALLED)
    match given.command:
        case "run":
            return Run(given.practice)
        case "check":
            return Check(given.practice)
        case "ask":
            return Ask(given.question)
        case "figures":
            if given.person is None:
                given.refuse(FOR_WHOM)
            return FiguresLog(given.practice, given.person, given.csv)
        case "copy":
            if given.person is None:
                given.refuse(FOR_WHOM)
            return copy_arguments.read(given)
        case "manifest":
            return Manifest(given.url)
        case "teams-package":
            privacy, terms = given.privacy or given.website, given.terms or given.website
            return TeamsPackage(given.website, privacy, terms, given.version, given.out)
        case _:
            return VerifyAudit(given.practice, given.root)


class _Parser(argparse.ArgumentParser):
    """Says in one line what it cannot understand."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONGLY_CALLED, f"{self.prog}: {' '.join(message.split())}. See `{self.prog} --help`.\n")


def _parser() -> _Parser:
    parser = _Parser(
        prog="python -m bot",
        description="The e-safety bot. Each command has its own --help.",
        epilog="example: python -m bot run --practice",
        allow_abbrev=False,
    )
    parser.set_defaults(incomplete=parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_run(commands)
    _add_check(commands)
    _add_ask(commands)
    _add_manifest(commands)
    _add_teams_package(commands)
    _add_audit(commands)
    _add_figures(commands)
    _add_copy(commands)
    return parser


def _add_run(commands: "argparse._SubParsersAction[_Parser]") -> None:
    run = commands.add_parser(
        "run",
        help="serve the bot: the practice page, while no platform is set up",
        description="Serve the bot until Ctrl-C or SIGTERM. While no platform is set up that is the practice page: "
        "made-up people, a database of its own, and nothing leaves this computer.",
        epilog="example: PORT=8080 python -m bot run --practice",
        allow_abbrev=False,
    )
    run.add_argument("--practice", action="store_true", help="serve the practice page (needs no account)")
    run.set_defaults(incomplete=None)


def _add_check(commands: "argparse._SubParsersAction[_Parser]") -> None:
    check = commands.add_parser(
        "check",
        help="list every fault in the settings, the organisation and the policy",
        description="List everything that must (FAULT) or should (warning) be put right before the bot goes live. "
        "The exit code is 1 if it must not go live. It changes nothing.",
        epilog="example: python -m bot check",
        allow_abbrev=False,
    )
    check.add_argument("--practice", action="store_true", help="check what the practice page uses")
    check.set_defaults(incomplete=None)


def _add_ask(commands: "argparse._SubParsersAction[_Parser]") -> None:
    ask = commands.add_parser(
        "ask",
        help="answer a question about the policy, in the policy's own words",
        description="Answer a question about the policy, in the policy's own words. Nothing of it is logged or kept. "
        'With --jsonl it reads lines of {"id", "question"} from standard input, and writes for each '
        '{"id", "action", "passages", "text"}: what is done (answer, refuse, crisis or report), the ids of the '
        "passages that fit best, and what somebody is shown. It exits with 1 if it could not read a line.",
        epilog='example: python -m bot ask "May learners use their phones in class?"',
        allow_abbrev=False,
    )
    what = ask.add_mutually_exclusive_group(required=True)
    what.add_argument("question", metavar="QUESTION", nargs="?", type=_question, help="the question, in quotes")
    what.add_argument("--jsonl", action="store_true", help="answer many questions, as lines of JSON")
    ask.set_defaults(incomplete=None)


def _add_manifest(commands: "argparse._SubParsersAction[_Parser]") -> None:
    manifest = commands.add_parser(
        "manifest",
        help="print the manifest from which Slack makes the app",
        description="Print the manifest for api.slack.com (Create New App > From a manifest). It reads no settings.",
        epilog="example: python -m bot manifest --url https://esafety.example.org",
        allow_abbrev=False,
    )
    way = manifest.add_mutually_exclusive_group(required=True)
    way.add_argument("--url", type=_address, help="the public https address of the bot, without a path")
    way.add_argument("--socket-mode", action="store_true", help="for a bot that has no public address")
    manifest.set_defaults(incomplete=None)


def _add_teams_package(commands: "argparse._SubParsersAction[_Parser]") -> None:
    package = commands.add_parser(
        "teams-package",
        help="write the file from which Teams gets the app",
        description="Write the app package for the Teams admin centre. It takes the bot's id from MicrosoftAppId, and "
        "the organisation's name from its file.",
        epilog="example: python -m bot teams-package --website https://www.example.org",
        allow_abbrev=False,
    )
    package.add_argument("--website", type=_page, required=True, help="the organisation's website")
    package.add_argument("--privacy", type=_page, help="its privacy notice (if not given: the website)")
    package.add_argument("--terms", type=_page, help="its terms of use (if not given: the website)")
    package.add_argument(
        "--version", type=_version, default=VERSION, help="higher than that of the package before (%(default)s)"
    )
    package.add_argument("--out", type=Path, default=Path("esafety-teams.zip"), help="the file (%(default)s)")
    package.set_defaults(incomplete=None)


def _add_audit(commands: "argparse._SubParsersAction[_Parser]") -> None:
    audit = commands.add_parser(
        "audit",
        help="look after the audit",
        description="Look after the audit: what was done in every case, by whom.",
        epilog="example: python -m bot audit verify",
        allow_abbrev=False,
    )
    audit.set_defaults(incomplete=audit)
    verify = audit.add_subparsers(dest="audit", metavar="COMMAND").add_parser(
        "verify",
        help="recompute every chain of the audit",
        description="Recompute every chain of the audit, also while the bot runs. Names the first bad row of each "
        "chain that is not as it was written, and then exits with 1; else it prints the root, to be kept elsewhere "
        "and checked against with --root. It changes nothing.",
        epilog="example: python -m bot audit verify --root 0123456789abcdef0123456789abcdef",
        allow_abbrev=False,
    )
    verify.add_argument("--root", type=_root, help="a root that was printed before, to check against")
    verify.add_argument("--practice", action="store_true", help="verify the practice page's database")
    verify.set_defaults(incomplete=None)


def _add_figures(commands: "argparse._SubParsersAction[_Parser]") -> None:
    figures = commands.add_parser(
        "figures",
        help="list and count cases",
        description="List and count cases, for somebody who may know of them.",
        epilog="example: python -m bot figures log --for asha --csv incident-log.csv",
        allow_abbrev=False,
    )
    figures.set_defaults(incomplete=figures)
    log = figures.add_subparsers(dest="figures", metavar="COMMAND").add_parser(
        "log",
        help="the incident log as a table",
        description="Print the incident log as a table (CSV), also while the bot runs: the cases that one person may "
        "know of, without a name. It changes nothing.",
        epilog="example: python -m bot figures log --for asha --csv incident-log.csv",
        allow_abbrev=False,
    )
    log.add_argument("--for", dest="person", metavar="PERSON", help="whose: what the organisation file calls them")
    log.add_argument("--csv", metavar="FILE", type=Path, help="write it into this new file instead")
    log.add_argument("--practice", action="store_true", help="of the practice page's database")
    log.set_defaults(incomplete=None, refuse=log.error)


def _add_copy(commands: "argparse._SubParsersAction[_Parser]") -> None:
    copy = commands.add_parser(
        "copy",
        help=copy_arguments.HELP,
        description=copy_arguments.DESCRIPTION,
        epilog=copy_arguments.EXAMPLE,
        allow_abbrev=False,
    )
    copy_arguments.add_to(copy)


def _question(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("the question is empty")
    return text


def _root(text: str) -> str:
    digits = text.strip().lower()
    if not re.fullmatch(rf"[0-9a-f]{{{ROOT_DIGITS}}}", digits):
        raise argparse.ArgumentTypeError(f"a root is {ROOT_DIGITS} digits from 0-9 and a-f, as it was printed")
    return digits


def _address(text: str) -> str:
    address = text.strip().removesuffix("/")
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?", address):
        raise argparse.ArgumentTypeError("it must be https:// and the name of a server, as https://esafety.example.org")
    return address


def _page(text: str) -> str:
    if len(text) > LONGEST_ADDRESS or not re.fullmatch(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?", text):
        raise argparse.ArgumentTypeError("it must be the https address of a page, as https://www.example.org/privacy")
    return text


def _version(text: str) -> str:
    if not re.fullmatch(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}", text):
        raise argparse.ArgumentTypeError("it must be three numbers, as 1.0.1")
    return text
