"""What `copy` can be asked for on the command line, as values."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from dialogs.wording_copies import SUBJECT_ACCESS, TRANSFER

HELP = "write a copy of one case as PDF"
DESCRIPTION = (
    "Write a copy of a case as PDF, into a new file: for another provider with every name and a receipt, or for the "
    "person it is about with the names of others struck out. It is for somebody who may know of the case, and that it "
    "was made is written in the case."
)
EXAMPLE = 'example: python -m bot copy ES-7K4M2P --for asha --as transfer --to "Beta, Ravi Shah" --pdf copy.pdf'


@dataclass(frozen=True, slots=True)
class CopyCase:
    """Write a copy of the case with this `reference` into a new `file`, for `person` (a key of the organisation file).

    `without` is a file of names and words to strike out, one a line; None is none.
    """

    practice: bool
    reference: str
    person: str
    version: str
    whom: str
    subject: str
    without: Path | None
    why: str
    file: Path


def add_to(parser: argparse.ArgumentParser) -> None:
    """What can be said after `copy`."""
    parser.add_argument("reference", metavar="REFERENCE", help="the case's, as ES-7K4M2P")
    parser.add_argument(
        "--for", dest="person", metavar="PERSON", help="who makes it, as the organisation file calls them"
    )
    parser.add_argument("--as", dest="version", choices=(TRANSFER, SUBJECT_ACCESS), required=True, help="which copy")
    parser.add_argument("--to", metavar="TEXT", default="", help="who gets it: an organisation and a name")
    parser.add_argument("--subject", metavar="NAME", default="", help="whose information it is, as named in the case")
    parser.add_argument("--without", metavar="FILE", type=Path, help="a file of words to strike out, one on each line")
    parser.add_argument("--why", metavar="TEXT", default="", help="why, and what was considered (subject access)")
    parser.add_argument("--pdf", metavar="FILE", type=Path, required=True, help="the new file to write")
    parser.add_argument("--practice", action="store_true", help="of the practice page's database")
    parser.set_defaults(incomplete=None, refuse=parser.error)


def read(given: argparse.Namespace) -> CopyCase:
    """What was asked for."""
    return CopyCase(
        given.practice,
        given.reference,
        given.person,
        given.version,
        given.to,
        given.subject,
        given.without,
        given.why,
        given.pdf,
    )
