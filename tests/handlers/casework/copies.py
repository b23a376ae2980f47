"""Makes copies of a case in a test, and reads what stands on the paper."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.casework.powers import Task
from dialogs.casework.record import Detail
from dialogs.downloads import CaseCopy
from dialogs.paper import Blank, Paper, Part, Row, Words
from dialogs.wording_copies import SUBJECT_ACCESS, TRANSFER
from handlers.casework.copying import paper_of
from handlers.reply import Reply
from handlers.turn import Who
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.office import ASHA

TO_BETA: Mapping[Detail, str] = {Detail.VERSION: TRANSFER, Detail.WHOM: "Beta Training, Ravi Shah"}
FOR_MIA: Mapping[Detail, str] = {
    Detail.VERSION: SUBJECT_ACCESS,
    Detail.SUBJECT: "Mia Example",
    Detail.WHY: "No harm expected: asked her nurse.",
}
FILES_AT = "https://esafety.example.org/files/"


async def copies(work: DeskWork, given: Mapping[Detail, str], who: Who = ASHA) -> Reply:
    """Asks for a copy, where files can be fetched."""
    work.office.desk = replace(work.office.desk, files_at=FILES_AT)
    return await work.does(Task.EXPORT, given, who=who)


async def paper(work: DeskWork, given: Mapping[Detail, str], who: Who = ASHA) -> Paper | None:
    """The paper that this person would fetch now."""
    redact = tuple(given.get(Detail.REDACT, "").splitlines())
    version, whom, subject = (given.get(each, "") for each in (Detail.VERSION, Detail.WHOM, Detail.SUBJECT))
    wanted = CaseCopy(work.case, version, whom, subject, redact, given.get(Detail.WHY, ""))
    async with work.office.desk.database.transaction() as tx:
        draft = await paper_of(work.office.desk, tx, who.key, wanted)
    return None if draft is None else draft()


async def whole(work: DeskWork, given: Mapping[Detail, str], who: Who = ASHA) -> str:
    """All that stands on it."""
    found = await paper(work, given, who)
    assert found is not None
    return text_of(found)


def text_of(paper: Paper) -> str:
    """All that stands on a paper, line by line."""
    parts = (line for part in paper.parts for line in (f"## {part.heading}", *_lines(part)))
    return "\n".join((paper.title, *paper.lines, *parts, paper.footer))


def part(paper: Paper, heading: str) -> str:
    """All that stands in the part with this heading."""
    [found] = [each for each in paper.parts if each.heading == heading]
    return "\n".join(_lines(found))


def _lines(part: Part) -> list[str]:
    return [_line(each) for each in part.content]


def _line(content: Row | Words) -> str:
    if isinstance(content, Words):
        return f"! {content.text}" if content.loud else content.text
    return f"{content.label}: {f'<{content.text.value}>' if isinstance(content.text, Blank) else content.text}"
