"""Takes the pictures of a copy of a case: of both versions, of a made-up case that the real bot has worked.

No browser is needed: what draws them is what the tests read PDFs with.
"""

import asyncio
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pypdfium2

from bot.papers.pdf import drawn
from dialogs.casework.powers import Task
from dialogs.casework.record import Detail
from dialogs.wording_copies import SUBJECT_ACCESS, TRANSFER
from handlers.turn import Acknowledged
from tests.handlers.casework.copies import paper
from tests.handlers.casework.desk_work import DeskWork, Filled
from tests.handlers.office import ASHA, Given, Office, open_office
from tools.camera import FOLDER

SCALE = 1.3
REPORT: tuple[Given, ...] = (
    {"danger": "no"},
    {"tile": "messages"},
    {"messages_kind": "sent"},
    {"staff_involved": "no"},
    {"subject": "Mia Example", "age": "16_17", "centre": "hanley"},
    {
        "account": "Mia showed me a group chat with eleven messages. Zofia wrote that nobody likes her. Mia cried, and "
        "said that her stepfather Steve reads her phone.",
        "ongoing": "yes",
    },
    {"done": ["told_not_reply", "kept_evidence"], "told_whom": "Zofia Nowak, at noon", "not_told": "Steve Example"},
    {},
)
STEPS: Mapping[str, Filled] = {
    "A1": {Detail.HOW: "done"},
    "A2": {Detail.HOW: "done", Detail.WHY: "Both policies were read with her."},
    "A4": {Detail.HOW: "done"},
    "A5": {Detail.HOW: "done", Detail.AGENCY: "site", Detail.REFERENCE: "Report 77-1240"},
    "A6": {
        Detail.OUTCOME: "not_told",
        Detail.REASONS: ["risk"],
        Detail.WHY: "Mia is afraid of what Steve would do. Her aunt was told, and fetched her.",
        Detail.CONSULTED: "Carys Jones, Safeguarding Lead",
    },
    "A7": {Detail.HOW: "not applicable", Detail.WHY: "The local authority has no such officer."},
}
EVIDENCE: Filled = {
    Detail.ITEM: "Eleven messages of 20 to 22 November, in a group chat",
    Detail.WHERE: "On her own phone",
    Detail.HOLDER: "Mia",
}
NOTE: Filled = {Detail.TEXT: "Łukasz from support sat with Mia; Zofia's tutor speaks to Zofia tomorrow at 10."}
COPIES: Mapping[str, Mapping[Detail, str]] = {
    "transfer": {Detail.VERSION: TRANSFER, Detail.WHOM: "Beta Training, Ravi Shah (Designated Safeguarding Lead)"},
    "subject-access": {
        Detail.VERSION: SUBJECT_ACCESS,
        Detail.SUBJECT: "Mia Example",
        Detail.REDACT: "Łukasz\nher stepfather\nher aunt",
        Detail.WHY: "No harm is expected: her nurse was asked.",
    },
}


async def take_all() -> None:
    """Each page that shows something another does not."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_office(Path(folder) / "esafety.db") as office:
            work = await _worked(office)
            for number, (name, given) in enumerate(COPIES.items(), 1):
                found = await paper(work, given)
                if found is not None:
                    _take(f"9{number}-copy-{name}", drawn(found))


async def _worked(office: Office) -> DeskWork:
    """A case from its report to its last step."""
    work = DeskWork(office, await office.reports(REPORT))
    await office.does(Acknowledged(ASHA, work.case))
    await work.did(Task.EVIDENCE, EVIDENCE)
    for step, given in STEPS.items():
        await office.passes(minutes=7)
        await work.did(Task.STEP, given, step)
    await work.did(Task.NOTE, NOTE)
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", Detail.WHY: "Zofia is his niece."})
    return work


def _take(name: str, content: bytes) -> None:
    document = pypdfium2.PdfDocument(content)
    for number in range(len(document)):
        page = document[number]
        bitmap = page.render(scale=SCALE)
        bitmap.to_pil().convert("P").save(FOLDER / f"{name}-{number + 1}.png", optimize=True)
        bitmap.close()
        page.close()
    document.close()


if __name__ == "__main__":
    asyncio.run(take_all())
