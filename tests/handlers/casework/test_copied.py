"""What stands on a copy of a case: all of it for another provider, and of others nothing for the person it is about."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dialogs import wording_copies as words
from dialogs import wording_record
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.days import beginning
from handlers.recording import note
from tests.handlers.casework.copies import FOR_MIA, TO_BETA, copies, paper, part, text_of, whole
from tests.handlers.casework.desk_work import DeskWork, begin
from tests.handlers.casework.test_damaged_record import damages
from tests.handlers.concern.learner import Learner, replies, takes
from tests.handlers.office import BEN, NASTY_MESSAGES, Office

NAMED = tuple(
    {
        **each,
        **(
            {"account": "Tom saw it. Steve, her stepfather, must not hear. Mia told Zofia and Ben."}
            if "account" in each
            else {}
        ),
        **({"told_whom": "Zofia Nowak, at noon", "not_told": "Steve Example"} if "done" in each else {}),
    }
    for each in NASTY_MESSAGES
)
"""A report that names several people."""

OTHERS = ("Tom", "Baker", "Steve", "Zofia", "Nowak", "Ben", "Okafor", "Asha", "Patel", "Roe", "Carys", "Dilys")


async def worked(office: Office) -> DeskWork:
    """A case in which something of everything was done."""
    work = await begin(office, NAMED)
    await work.did(Task.STEP, {Detail.HOW: "done", Detail.DOER: "Tom Baker, at half past nine"}, "A1")
    await work.did(Task.STEP, {Detail.HOW: "not applicable", Detail.WHY: "Ben agrees."}, "A2")
    await work.did(Task.EVIDENCE, {Detail.ITEM: "12 messages", Detail.HOLDER: "Constable Roe", Detail.TEXT: "Roe"})
    await work.did(Task.STEP, {Detail.HOW: "done"}, "A4")
    to_police = {Detail.HOW: "done", Detail.AGENCY: "police", Detail.REFERENCE: "CR/1"}
    await work.did(Task.STEP, to_police, "A5")
    not_told = {Detail.OUTCOME: "not_told", Detail.REASONS: ["risk"], Detail.WHY: "Steve would be told by her mother."}
    await work.did(Task.STEP, {**not_told, Detail.CONSULTED: "Carys Jones"}, "A6")
    await work.did(Task.STEP, {Detail.HOW: "not done", Detail.WHY: "No need."}, "A7")
    await work.did(Task.NOTE, {Detail.TEXT: "Zofia Nowak rang. Nowak said that baker was there."})
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", Detail.WHY: "His niece."})
    await work.did(Task.ASK, {Detail.TEXT: "Which app, Tom?"})
    return work


async def test_another_provider_gets_everything_with_every_name(office: Office) -> None:
    work = await worked(office)
    copy = await paper(work, TO_BETA)
    assert copy is not None
    text = text_of(copy)
    for said in (
        "Tom Baker",
        "Steve, her stepfather",
        "Zofia Nowak rang",
        "Constable Roe",
        "CR/1",
        "His niece.",
        "Mia Example",
    ):
        assert said in text, said
    assert "Must not be told: Ben Okafor (Deputy Coordinator)" in text or "Must not be told: Ben Okafor (" in text
    assert "; Steve Example." in text
    assert "Decided by Asha Patel (E-Safety Coordinator) at 10:00 on Tuesday 1 December 2026: Not told" in text
    assert "Does not apply. Recorded by Asha Patel (E-Safety Coordinator)" in text
    assert "Not done. Recorded by" in text
    assert (
        "Done. Recorded by Asha Patel (E-Safety Coordinator) at 10:00 on Tuesday 1 December 2026\nDone by: Tom" in text
    )
    assert "Told: The police" in part(copy, words.REFERRALS)
    assert "Steve would be told" in part(copy, words.DECISIONS)
    assert part(copy, words.RECEIPT).count("<line>") == len(words.TO_SIGN)
    assert "Pages: <pages>" in part(copy, words.RECEIPT)
    assert copy.parts[-1].new_page


async def test_the_person_gets_nothing_of_others(office: Office) -> None:
    work = await worked(office)
    await copies(work, TO_BETA)
    text = await whole(work, {**FOR_MIA, Detail.REDACT: "12 messages"})
    for name in OTHERS:
        assert name not in text, name
    for left_out in (
        "His niece",
        "who must not know",
        "made a copy",
        "Beta Training",
        "12 messages",
        "Tutor or Assessor",
    ):
        assert left_out not in text, left_out
    assert f"Mia told {words.ANOTHER} and {words.ANOTHER}." in text
    assert f"{words.ANOTHER}, her stepfather" in text
    assert "Decided by the E-Safety Coordinator at 10:00" in text
    assert "Reference or name: CR/1" in text
    assert f"Done by: {words.ANOTHER}, at half past nine" in text
    assert f"Reported by: {words.ANOTHER}" in text
    for said in (words.READ_FIRST, *words.LEFT_OUT_PARTS, *words.EXEMPTION_WORDS):
        assert said in text
    assert words.LEFT_OUT_THREAD not in text
    assert words.RECEIPT not in text.split("\n## ")


async def test_whoever_reported_it_reads_their_own_name(office: Office) -> None:
    text = await whole(await worked(office), {**FOR_MIA, Detail.SUBJECT: "Tom Baker"})
    assert "Reported by: Tom Baker" in text
    assert "Mia" not in text


async def test_a_copy_of_a_new_case_says_that_nobody_has_it(office: Office) -> None:
    work = await begin(office, taken=None)
    text = await whole(work, TO_BETA)
    assert "Now: Nobody has picked this up yet." in text
    assert words.NOTHING in text
    assert "Must not be told" not in text


async def test_a_closed_case_says_when(work: DeskWork) -> None:
    await work.is_closed()
    assert "Now: Closed at 10:00 on Tuesday 1 December 2026." in await whole(work, TO_BETA)


@pytest.mark.parametrize("given", [TO_BETA, FOR_MIA])
async def test_no_copy_tells_of_another_case(work: DeskWork, given: Mapping[Detail, str]) -> None:
    other = await begin(work.office)
    reference = (await other.now()).reference
    await work.did(Task.LINK, {Detail.REFERENCE: reference, Detail.WHY: "The same boys."})
    text = await whole(work, given)
    assert reference not in text
    assert "The same boys" not in text


async def test_of_a_case_without_a_name_only_days_are_said(work: DeskWork) -> None:
    desk = work.office.desk
    day = beginning(work.office.clock.now(), desk.organisation.hours.time_zone)
    case = await work.now()
    await work.becomes(replace(case, reporter="", reporter_name="", opened=day, acknowledged_at=day, since=day))
    for given, left_out in ((TO_BETA, False), (FOR_MIA, True)):
        text = await whole(work, given)
        body = text.split(f"## {words.FACTS}")[1].split(f"## {words.CHRONOLOGY}")[0]
        assert "10:00" not in body
        assert words.DAYS_ONLY in text
        assert (words.LEFT_OUT_THREAD in text) is left_out


async def test_a_damaged_record_says_that_it_is(work: DeskWork) -> None:
    await work.did(Task.NOTE, {Detail.TEXT: "She is safe."})
    await damages(work, Act.NOTE)
    assert wording_record.DAMAGED in await whole(work, TO_BETA)


async def test_somebody_who_has_left_is_nobody_to_the_person(work: DeskWork) -> None:
    case = await work.now()
    async with work.office.desk.database.transaction() as tx:
        await note(work.office.desk, tx, case, "olga", Act.NOTE.value, {Detail.TEXT.value: "She is safe."})
    await work.becomes(replace(await work.now(), excluded=frozenset({"olga"})))
    assert "olga" not in await whole(work, FOR_MIA)
    assert "Must not be told: olga." in await whole(work, TO_BETA)
    assert await paper(work, FOR_MIA, BEN) is not None


async def test_what_was_written_with_a_code_goes_to_another_provider_and_not_to_the_person(office: Office) -> None:
    await Learner(office).tells()
    await office.passes(minutes=16)
    work = DeskWork(office, await takes(office))
    await replies(office, text="Thank you for telling us.")
    copy = await paper(work, TO_BETA)
    assert copy is not None
    assert f"{words.WE_WROTE}\nThank you for telling us." in part(copy, words.THREAD)
    theirs = await paper(work, {**FOR_MIA, Detail.SUBJECT: "nobody"})
    assert theirs is not None
    assert "Thank you for telling us." not in text_of(theirs)
    assert words.ANOTHER not in part(theirs, words.FACTS) + part(theirs, words.CHRONOLOGY)  # it is the bot that did it
    assert words.LEFT_OUT_THREAD in part(theirs, words.LEFT_OUT)


@pytest.mark.parametrize("name", ["Tom Baker", ""])
async def test_whoever_reported_from_a_chat_is_named_nowhere_and_the_chat_may_be(work: DeskWork, name: str) -> None:
    await work.becomes(replace(await work.now(), reporter="chat:T1:U77", reporter_name=name))
    await work.did(Task.NOTE, {Detail.TEXT: "It came over the app of 20 November."})
    text = await whole(work, FOR_MIA)
    assert "It came over the app of 20 November." in text
    assert f"Reported by: {words.ANOTHER}" in text
    assert "U77" not in text
    assert "Tom" not in text
